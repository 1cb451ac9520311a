"""Evaluations: what each act leaves, what it refuses, and what repeating it does."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations.models import Evaluation, Finding, FindingMeasure, Question
from rumo.deliver.evaluations.queries import findings_on, public_of, whole
from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.rollup import actions as rollup
from rumo.ground.ledger.queries import history
from tests.factories import outside as make
from tests.factories import plans
from tests.factories.outside import OTHER
from tests.factories.people import AT, BY

LATER = AT + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan())


def refused(call, error=evaluations.EvaluationRefused, **said):
    with pytest.raises(error) as no, transaction.atomic():
        call(**said)
    return str(no.value)


def verbs(target):
    return [act.verb for act in history(target)]


def test_an_evaluation_opens_with_a_question_of_every_criterion_and_only_once():
    row = make.evaluation(title="  Avaliação   final (exemplo) ")
    assert make.evaluation() == row
    assert (row.state, row.title) == ("draft", "Avaliação final (exemplo)")
    assert [q.criterion for q in whole(row).questions] == list(Question.Criterion.values)
    assert verbs("plan:plano-exemplo")[0] == "evaluation.open"
    assert verbs("plan:plano-exemplo").count("evaluation.open") == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "great"}, "Escolha: intercalar ou final."),
        ({"title": " "}, "Escreva o título da avaliação."),
        ({"as_of": AT.date() + dt.timedelta(days=1)}, "O dia dos números ainda não chegou."),
    ],
)
def test_an_evaluation_that_cannot_be_is_refused(change, words):
    assert refused(make.evaluation, **change) == words
    assert not Evaluation.objects.exists()


def test_only_a_public_plan_is_evaluated():
    rollup.import_plan(document=plans.Plan(slug="por-publicar"), publish=False, by=BY, at=AT)
    assert refused(make.evaluation, slug="por-publicar") == "Só se avalia um plano publicado."


def test_what_is_written_is_kept_with_old_and_new():
    row = make.evaluation()
    make.answered(row, answer=" Sim.\0 ")
    make.answered(row, answer="Sim.")
    row.refresh_from_db()
    assert (row.revision, row.summary) == (2, "Resumo.")
    assert {(q.answer, q.judgement) for q in whole(row).questions} == {("Sim.", "good")}
    acts = history(f"evaluation:{row.public_id}")
    assert [act.verb for act in acts] == ["evaluation.write"]
    assert (acts[0].old["0"], acts[0].new["0"]) == ("|", "good|Sim.")


def test_unknown_questions_and_judgements_are_left_out():
    row = make.evaluation()
    key = whole(row).questions[0].pk
    make.answered(row, summary="", answers={key: ("x", "superb"), 0: ("x", "good")})
    assert {q.answer for q in whole(row).questions} == {""}


def test_who_began_from_an_older_text_is_shown_the_newer_and_nothing_is_saved():
    row = make.evaluation()
    make.answered(row)
    first = whole(row).questions[0].pk
    with pytest.raises(evaluations.Overtaken) as no:
        make.answered(row, revision=1, summary="Outro.")
    assert no.value.theirs["summary"] == "Resumo."
    assert (no.value.theirs[f"answer-{first}"], no.value.theirs[f"judgement-{first}"]) == (
        "Sim, em parte.",
        "good",
    )
    row.refresh_from_db()
    assert row.summary == "Resumo."
    words = "O texto tem 20001 carateres e o máximo é 20000: encurte-o."
    assert refused(make.answered, row=row, summary="x" * 20_001) == words


def test_questions_are_added_once():
    row = make.evaluation()
    said = {"evaluation": row, "by": BY, "at": AT}
    for _ in range(2):
        asked = evaluations.ask(criterion="impact", text="  E as  crianças? ", **said)
    assert (asked.position, asked.text) == (6, "E as crianças?")
    assert Question.objects.count() == 7
    assert refused(evaluations.ask, criterion="beauty", text="x", **said) == "Escolha o critério."
    for text in (" ", "x" * 501):
        words = "Escreva a pergunta, com 500 carateres no máximo."
        assert refused(evaluations.ask, criterion="impact", text=text, **said) == words


def test_findings_are_added_once_and_taken_out():
    row = make.evaluation()
    said = {"evaluation": row, "recommendation": "", "by": BY, "at": AT}
    for _ in range(2):
        found = evaluations.find(text="Abre tarde.", measures=["M2", "M1"], **said)
    second = evaluations.find(text="Falta gente.", measures=[], **said)
    assert [(f.finding.position, [m.code for m in f.measures]) for f in whole(row).findings] == [
        (0, ["M1", "M2"]),
        (1, []),
    ]
    assert refused(evaluations.find, text=" ", measures=[], **said) == "Escreva o que encontrou."
    words = "O plano não tem estas medidas: M9."
    assert refused(evaluations.find, text="x", measures=["M1", "M9"], **said) == words
    evaluations.unfind(finding=found, by=BY, at=AT)
    assert list(Finding.objects.all()) == [second]
    assert not FindingMeasure.objects.exists()
    assert history(f"evaluation:{row.public_id}")[0].old["finding"] == "Abre tarde."


def test_somebody_else_publishes_once_every_question_is_answered():
    row = make.evaluation()
    said = {"evaluation": row, "at": LATER}
    assert refused(evaluations.publish, by=BY, **said) == (
        "Quem escreveu por último não publica: peça a outra pessoa."
    )
    assert refused(evaluations.publish, by=OTHER, **said).startswith("Falta responder e apreciar: As medidas")
    assert public_of(row.plan_id) == []
    make.published(row)
    evaluations.publish(by="terceira", **said)
    row.refresh_from_db()
    assert (row.state, row.published_by, row.published_at) == ("published", OTHER, AT)
    assert public_of(row.plan_id) == [row]
    assert public_of(row.plan_id, known_at=AT - dt.timedelta(days=1)) == []
    measure = Measure.objects.get(code="M1").pk
    assert [found.text for found in findings_on(measure)] == ["O balcão abre tarde."]
    assert findings_on(measure, known_at=AT - dt.timedelta(days=1)) == []
    assert len(findings_on(measure, known_at=LATER)) == 1
    assert verbs("plan:plano-exemplo").count("evaluation.publish") == 1


def test_nothing_of_a_public_evaluation_is_edited():
    row = make.published()
    words, settled = "Esta avaliação já é pública: não se edita.", evaluations.Settled
    by = {"by": BY, "at": AT}
    finding = Finding.objects.select_related("evaluation").get()
    assert refused(make.answered, settled, row=row) == words
    assert refused(evaluations.ask, settled, evaluation=row, criterion="impact", text="x", **by) == words
    said = {"text": "x", "recommendation": "", "measures": []}
    assert refused(evaluations.find, settled, evaluation=row, **said, **by) == words
    assert refused(evaluations.unfind, settled, finding=finding, **by) == words


def test_an_evaluation_is_withdrawn_once_with_a_reason():
    row = make.evaluation()
    said = {"evaluation": row, "by": OTHER, "at": LATER}
    words = "Esta avaliação ainda não é pública."
    assert refused(evaluations.withdraw, reason="x", **said) == words
    make.published(row)
    words = "Diga porque é retirada a avaliação: o motivo fica público."
    assert refused(evaluations.withdraw, reason=" ", **said) == words
    for reason in ("Erro.", "Outro."):
        evaluations.withdraw(reason=reason, **said)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_reason) == ("withdrawn", "Erro.")
    assert public_of(row.plan_id) == []
    assert refused(evaluations.publish, evaluations.Settled, evaluation=row, by=OTHER, at=LATER).startswith(
        "Esta"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"state": "published"},
        {"state": "withdrawn", "published_at": AT},
        {"published_by": BY},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(change):
    row = make.evaluation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=row.pk).update(**change)
    assert Plan.objects.count() == 1
