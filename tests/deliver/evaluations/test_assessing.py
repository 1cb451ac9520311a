"""Self-assessments: what each act leaves, what it refuses, what repeating it does, which one stands."""

import datetime as dt
import random

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations.models import Answer, AnswerMeasure, Assessment
from rumo.deliver.evaluations.queries import (
    assessed_places,
    in_force,
    public_assessments,
    series,
    told,
    withdrawn_assessments,
)
from rumo.deliver.plans.models import Plan
from rumo.deliver.rollup import actions as rollup
from rumo.ground.ledger.queries import history
from rumo.ground.people.models import Entity
from rumo.ground.vocabularies import actions as vocabularies
from rumo.ground.vocabularies.models import Term, TermList
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.outside import DAY, OTHER
from tests.factories.people import AT, BY

LATER = AT + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def town(country):
    return people.municipality()


def refused(call, error=evaluations.EvaluationRefused, **said):
    with pytest.raises(error) as no, transaction.atomic():
        call(**said)
    return str(no.value)


def acts(row):
    return [act.verb for act in history(f"assessment:{row.public_id}")]


def test_a_self_assessment_opens_once_as_a_draft(town):
    row = make.assessment(synthetic=True)
    assert make.assessment() == row
    assert (row.state, row.revision, row.synthetic) == ("draft", 1, True)
    assert acts(row) == ["assessment.open"]
    assert [one for _term, one in told(row)[1]] == [None] * 7


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"as_on": AT.date() + dt.timedelta(days=1)}, "O dia da autoavaliação ainda não chegou."),
        ({"key": "areas"}, "Escolha o referencial."),
        ({"key": "framework-oecd-12"}, "Escolha o referencial."),
        ({"kind": "association"}, "Só um município se avalia a si próprio."),
    ],
)
def test_one_that_cannot_be_is_refused(change, words):
    said = {name: value for name, value in change.items() if name == "as_on"}
    if "key" in change:
        said["framework"] = TermList.objects.get(key=change["key"])
    if "kind" in change:
        said["owner"] = people.body(change["kind"])
    assert refused(make.assessment, **said) == words
    assert not Assessment.objects.exists()


def test_what_is_written_is_kept_with_old_and_new():
    row, (first, second, *_rest) = make.assessment(), make.dimensions()
    make.assessed(row, 1)
    again = make.assessed(row, 1, revision=1)  # the same form sent twice
    assert again.revision == 2
    answers = {
        first: evaluations.Answered(3, " Há\0 regra. "),
        second: evaluations.Answered(None),
        "no": evaluations.Answered(4),
    }
    row = make.assessed(row, answers=answers)
    assert row.revision == 3
    found = list(
        Answer.objects.order_by("dimension__order").values_list("dimension__key", "level", "evidence")
    )
    assert found == [(first, 3, "Há  regra."), (second, None, "")]
    act = history(f"assessment:{row.public_id}")[0]
    assert (act.verb, act.old, act.new) == (
        "assessment.write",
        {first: f"1||Mostra-se assim, {first}."},
        {first: "3||Há  regra.", second: "?||"},
    )


def test_every_fault_is_told_and_nothing_is_half_written():
    row, keys = make.assessment(), make.dimensions()
    said = {
        keys[0]: evaluations.Answered(2, "Certo."),
        keys[1]: evaluations.Answered(5, "x"),
        keys[2]: evaluations.Answered(-1),
        keys[3]: evaluations.Answered(1, " "),
        keys[4]: evaluations.Answered(0, "y" * 1001),
        keys[5]: evaluations.Answered(0, "", ["M9", "nada/M1"]),
    }
    with pytest.raises(evaluations.AssessmentFaulty) as no:
        make.assessed(row, answers=said)
    assert [(fault.dimension, fault.part) for fault in no.value.faults] == [
        (keys[1], "level"), (keys[2], "level"), (keys[3], "evidence"), (keys[4], "evidence"), (keys[5], "measures"),
    ]  # fmt: skip
    assert no.value.faults[3].words == "O texto tem 1001 carateres e o máximo é 1000: encurte-o."
    assert no.value.faults[4].words == "O plano não tem estas medidas: M9, nada/M1."
    assert not Answer.objects.exists()
    row.refresh_from_db()
    assert row.revision == 1


def test_measures_are_those_of_the_municipalitys_public_plans(town):
    plans.publish(plans.Plan())
    plans.publish(plans.Plan(slug="outro", municipalities=("1106",)))
    rollup.import_plan(document=plans.Plan(slug="por-publicar"), publish=False, by=BY, at=AT)
    Plan.objects.update(owner=town)
    row, key = make.assessment(), make.dimensions()[0]
    said = evaluations.Answered(1, "Sim.", ["M1", "plano-exemplo/M1", "outro/M1", "plano-exemplo/M2"])
    make.assessed(row, answers={key: said})
    links = AnswerMeasure.objects.order_by("measure__plan__slug", "measure__code")
    assert list(links.values_list("measure__plan__slug", "measure__code")) == [
        ("outro", "M1"), ("plano-exemplo", "M1"), ("plano-exemplo", "M2"),
    ]  # fmt: skip
    with pytest.raises(evaluations.AssessmentFaulty, match="por-publicar/M1"):
        make.assessed(row, answers={key: evaluations.Answered(1, "Sim.", ["por-publicar/M1"])})
    with pytest.raises(evaluations.Overtaken) as no:
        make.assessed(row, answers={key: evaluations.Answered(0)}, revision=1)
    assert no.value.theirs[f"measures-{key}"] == "plano-exemplo/M1, plano-exemplo/M2, outro/M1"
    make.assessed(row, answers={key: evaluations.Answered(0)})
    assert not AnswerMeasure.objects.exists()


def test_who_began_from_an_older_text_is_shown_the_newer_and_nothing_is_saved():
    row, (first, second, *_rest) = make.assessment(), make.dimensions()
    make.assessed(row, 2, None)
    with pytest.raises(evaluations.Overtaken) as no:
        make.assessed(row, 4, revision=1)
    assert no.value.theirs == {
        f"level-{first}": "2", f"evidence-{first}": f"Mostra-se assim, {first}.", f"measures-{first}": "",
        f"level-{second}": "unknown", f"evidence-{second}": "", f"measures-{second}": "",
    }  # fmt: skip
    assert Answer.objects.get(dimension__key=first).level == 2


def test_somebody_else_publishes_once_every_dimension_is_answered(town):
    row = make.assessment()
    said = {"assessment": row, "for_name": "Município de Lisboa", "at": LATER}
    words = "Quem escreveu por último não publica: peça a outra pessoa."
    assert refused(evaluations.publish_assessment, by=BY, **said) == words
    make.assessed(row, 2, 1, None, 0, 3)
    words = "Falta responder a: Desenvolvimento económico · Comunidades seguras"
    assert refused(evaluations.publish_assessment, by=OTHER, **said) == words
    assert (public_assessments(), assessed_places()) == ([], frozenset())
    make.told(row)
    evaluations.publish_assessment(**{**said, "by": "terceira"})
    row.refresh_from_db()
    assert (row.state, row.published_by, row.published_for, row.published_at) == (
        "published", OTHER, "Município de Lisboa", AT,
    )  # fmt: skip
    assert (public_assessments(), assessed_places()) == ([row], frozenset({1106}))
    act = history(f"assessment:{row.public_id}")[0]
    assert (act.verb, act.new["for"], len(act.new)) == ("assessment.publish", "Município de Lisboa", 8)


def test_nothing_of_a_public_one_is_edited_and_a_new_one_of_its_day_corrects_it():
    row = make.told()
    words = "Esta avaliação já é pública: não se edita."
    with pytest.raises(evaluations.Settled, match=words):
        make.assessed(row, 4)
    second = make.assessment()
    assert second != row
    make.told(second, 4, 4, 4, 4, 4, 4, 4, at=LATER)
    assert in_force(public_assessments()) == [second]
    assert in_force(public_assessments(known_at=AT)) == [row]


def test_one_is_withdrawn_once_with_a_reason(town):
    row = make.assessment()
    said = {"assessment": row, "by": OTHER, "at": LATER}
    words = "Esta avaliação ainda não é pública."
    assert refused(evaluations.withdraw_assessment, reason="x", **said) == words
    make.told(row)
    words = "Diga porque é retirada a avaliação: o motivo fica público."
    assert refused(evaluations.withdraw_assessment, reason=" ", **said) == words
    for reason in ("Erro.", "Outro."):
        evaluations.withdraw_assessment(reason=reason, **said)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_reason) == ("withdrawn", "Erro.")
    assert public_assessments() == []
    place = town.municipality_id
    assert withdrawn_assessments(place) == [row]
    assert withdrawn_assessments(place, known_at=AT - dt.timedelta(days=1)) == []
    Assessment.objects.update(synthetic=True)
    assert withdrawn_assessments(place, synthetic=False) == []
    assert acts(row).count("assessment.withdraw") == 1
    said = {"assessment": row, "for_name": "x", "by": "z", "at": LATER}
    assert refused(evaluations.publish_assessment, evaluations.Settled, **said).startswith("Esta")


def test_those_public_are_asked_for_by_place_day_knowledge_and_kind(town):
    first = make.told(as_on=dt.date(2024, 12, 31))
    other = make.told(owner=people.municipality("1312"), synthetic=True, at=LATER)
    assert public_assessments() == [first, other]
    assert public_assessments(town.municipality_id) == [first]
    assert public_assessments(as_of=dt.date(2025, 1, 1)) == [first]
    assert public_assessments(known_at=AT) == [first]
    assert public_assessments(synthetic=False) == [first]


def test_a_series_has_the_latest_first_and_says_what_changed(town, django_assert_num_queries):
    make.told(None, 0, 1, 2, 3, 4, None, None, as_on=dt.date(2024, 12, 31))
    make.told(None, 1, 1, 1, None, 4, 0, None)
    with django_assert_num_queries(4):
        (one,) = series(public_assessments(town.municipality_id))
    assert [past.row.as_on.year for past in one.assessed] == [2025, 2024]
    assert [change.by for change in one.changes] == [1, 0, -1, None, 0, None, None]
    assert one.framework.key == "welcoming-standard"
    Assessment.objects.filter(as_on__year=2024).update(state="withdrawn", withdrawn_reason="x")
    (one,) = series(public_assessments())
    assert (one.before, {change.by for change in one.changes}) == (None, {None})


def test_a_newer_version_of_a_framework_goes_on_from_the_older_by_its_keys(town):
    make.told(None, 0, 1, 2, 3, 4, None, None, as_on=dt.date(2024, 12, 31))
    terms = [
        {
            "key": key,
            "code": key[:20],
            "labels": {"pt": key},
            "own_labels": [],
            "aliases": [],
            "verified": True,
        }
        for key in (make.dimensions()[1], "new")
    ]
    old = make.framework()
    newer = {
        "key": old.key,
        "version": "3",
        "source": "x",
        "verified": True,
        "about": old.about,
        "terms": terms,
    }
    row = make.assessment(framework=vocabularies.revise(said=newer, by=BY, at=AT))
    make.told(row, 3, 2)
    (one,) = series(public_assessments())
    assert [(change.key, change.by) for change in one.changes] == [(terms[0]["key"], 2), ("new", None)]


def test_of_a_day_the_last_published_stands_and_the_order_of_days_is_the_order_of_the_series():
    owners = [Entity(pk=1), Entity(pk=2)]
    lists = [
        TermList(key="framework-a", version="1"),
        TermList(key="framework-a", version="2"),
        TermList(key="framework-b"),
    ]
    one = st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(1, 5))

    @settings(max_examples=100)
    @given(st.lists(one, max_size=12))
    def stands(said):
        rows = [
            Assessment(pk=n, owner=owners[who], framework=lists[which], as_on=dt.date(2025, 1, day), published_at=AT + dt.timedelta(n))
            for n, (who, which, day) in enumerate(said)
        ]  # fmt: skip
        rows.sort(key=lambda row: (row.owner_id, row.framework.key, row.as_on, row.published_at))
        found = in_force(rows)
        slots = [(row.owner_id, row.framework.key, row.as_on) for row in rows]
        assert [(row.owner_id, row.framework.key, row.as_on) for row in found] == sorted(set(slots))
        for row in found:
            same = [
                o
                for o in rows
                if (o.owner_id, o.framework.key, o.as_on) == (row.owner_id, row.framework.key, row.as_on)
            ]
            assert row.published_at == max(other.published_at for other in same)
        random.Random(0).shuffle(found)
        assert in_force(
            sorted(found, key=lambda row: (row.owner_id, row.framework.key, row.as_on))
        ) == in_force(rows)

    stands()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "published"},
        {"state": "published", "published_at": AT, "published_by": OTHER},
        {"state": "withdrawn", "published_at": AT, "published_by": OTHER, "published_for": "x"},
        {"published_by": BY},
    ],
)
def test_the_database_itself_refuses_an_assessment_that_cannot_be(change):
    row = make.assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("said", [{"level": 5, "evidence": "x"}, {"level": 1, "evidence": ""}])
def test_the_database_itself_refuses_an_answer_that_cannot_be(said):
    row, term = make.assessment(), Term.objects.filter(term_list=make.framework()).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(assessment=row, dimension=term, **said)
    Answer.objects.create(assessment=row, dimension=term, level=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(assessment=row, dimension=term, level=None)


def test_the_database_itself_refuses_a_second_draft_of_the_day(town):
    row = make.assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            owner=town, framework=row.framework, as_on=DAY, written_by=BY, written_at=AT
        )
