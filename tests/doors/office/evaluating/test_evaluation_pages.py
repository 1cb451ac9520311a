"""Pages of evaluations: opened, answered by two at once, found, published by another, withdrawn; what is wrong loses nothing."""

import pytest
from django.urls import reverse

from rumo.deliver.evaluations.models import Evaluation, Finding, Question
from rumo.deliver.plans.models import Plan
from rumo.doors.web import clock
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.people import AT

OPENED = {"kind": "final", "title": "Avaliação (exemplo)", "as_of": "2026-01-02"}


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan())
    Plan.objects.update(owner=people.municipality("1106"))
    with clock.frozen(AT):
        yield


@pytest.fixture
def evaluator(client):
    user = people.person("evaluator", make.university())
    people.signed_in(client, user)
    return user


@pytest.fixture
def colleague(client_class):
    return people.signed_in(client_class(), people.person("evaluator", make.university()))


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def test_an_evaluation_from_its_opening_to_the_public(
    client, evaluator, colleague, django_assert_max_num_queries
):
    assert at("evaluation-new", "plano-exemplo") in client.get(at("evaluations")).content.decode()
    assert client.get(at("evaluation-new", "plano-exemplo")).status_code == 200
    for _ in range(2):
        assert client.post(at("evaluation-new", "plano-exemplo"), OPENED).status_code == 302
    row = Evaluation.objects.get()
    key = row.public_id
    answer = colleague.post(at("evaluation-publish", key))
    assert (answer.status_code, "Falta responder e apreciar" in answer.content.decode()) == (422, True)
    typed = {"revision": "1", "summary": "Resumo <b>."}
    for question in Question.objects.all():
        typed |= {f"answer-{question.pk}": "Sim.", f"judgement-{question.pk}": "good"}
    assert client.post(at("evaluation-write", key), typed).status_code == 302
    found = {"text": "Abre tarde.", "recommendation": "Abrir cedo.", "measures": ["M1"]}
    for _ in range(2):
        assert client.post(at("evaluation-find", key), found).status_code == 302
    asked = {"criterion": "impact", "text": "E as crianças?"}
    for _ in range(2):
        assert client.post(at("evaluation-ask", key), asked).status_code == 302
    assert (Finding.objects.count(), Question.objects.count()) == (1, 7)
    last = Question.objects.get(position=6)
    typed = {"revision": "4", "summary": "R", f"answer-{last.pk}": "x", f"judgement-{last.pk}": "fair"}
    assert client.post(at("evaluation-write", key), typed).status_code == 302
    with django_assert_max_num_queries(12):
        page = colleague.get(at("evaluation", key)).content.decode()
    assert "Abre tarde." in page
    assert client.post(at("evaluation-publish", key)).status_code == 404  # who wrote last
    for _ in range(2):
        assert colleague.post(at("evaluation-publish", key)).status_code == 302
    assert client.get(reverse("dashboard:evaluation", args=["plano-exemplo", key])).status_code == 200
    late = (("write", typed), ("ask", asked), ("find", {**found, "text": "Escrito tarde."}))
    assert [client.post(at(f"evaluation-{name}", key), said).status_code for name, said in late] == [409] * 3
    assert client.post(at("evaluation-unfind", key, 0)).status_code == 409
    assert colleague.post(at("evaluation-withdraw", key), {"reason": ""}).status_code == 422
    for _ in range(2):
        answer = colleague.post(at("evaluation-withdraw", key), {"reason": "Erro nas contas."})
        assert answer.status_code == 302
    assert "Erro nas contas." in client.get(at("evaluation", key)).content.decode()


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"kind": "great"}, "Escolha: intercalar ou final.", "kind-1"),
        ({"title": " "}, "Escreva o título da avaliação.", "title"),
        ({"as_of": "hoje"}, "Escreva o dia dos números", "as_of"),
        ({"as_of": "2026-01-03"}, "O dia dos números ainda não chegou.", "as_of"),
    ],
)
def test_an_opening_that_is_wrong_says_what_to_mend(client, evaluator, change, words, field):
    answer = client.post(at("evaluation-new", "plano-exemplo"), {**OPENED, **change})
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert (f'href="#{field}"' in page, f'id="{field}"' in page) == (True, True)
    assert ("Avaliação (exemplo)" in page) == ("title" not in change)


def test_who_evaluates_for_two_bodies_says_for_which(client, evaluator):
    council = people.body("council", "Conselho (exemplo)")
    people.people.grant(user=evaluator, entity=council, role="evaluator", by=people.BY, at=AT)
    assert client.post(at("evaluation-new", "plano-exemplo"), OPENED).status_code == 422
    said = {**OPENED, "reader": council.public_id}
    assert client.post(at("evaluation-new", "plano-exemplo"), said).status_code == 302


def test_two_who_write_at_once_see_both_texts_and_lose_nothing(client, evaluator, colleague):
    row = make.evaluation()
    key, first = row.public_id, Question.objects.order_by("position").first().pk
    theirs = {
        "revision": "1",
        "summary": "De outra.",
        f"answer-{first}": "Não.",
        f"judgement-{first}": "weak",
    }
    mine = {"revision": "1", "summary": "De mim.", f"answer-{first}": "Sim.", f"judgement-{first}": "good"}
    assert colleague.post(at("evaluation-write", key), theirs).status_code == 302
    answer = client.post(at("evaluation-write", key), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("De outra.", "De mim.", "Não.", "Sim.", 'name="revision" value="2"'))
    assert "A outra pessoa apreciou: fraco" in page
    row.refresh_from_db()
    assert row.summary == "De outra."
    assert client.post(at("evaluation-write", key), {**mine, "revision": "2"}).status_code == 302
    answer = client.post(at("evaluation-write", key), {**mine, "revision": "x", "answer-x": "1"})
    assert answer.status_code == 409


def test_what_is_typed_wrong_is_typed_once(client, evaluator):
    key = make.evaluation().public_id
    answer = client.post(at("evaluation-write", key), {"revision": "1", "summary": "y" * 20_001})
    assert (answer.status_code, "y" * 20_001 in answer.content.decode()) == (422, True)
    answer = client.post(at("evaluation-find", key), {"text": "", "recommendation": "Guardem isto."})
    assert (answer.status_code, "Guardem isto." in answer.content.decode()) == (422, True)
    answer = client.post(at("evaluation-find", key), {"text": "Isto", "measures": ["M9"]})
    assert (answer.status_code, "M9" in answer.content.decode()) == (422, True)
    answer = client.post(at("evaluation-ask", key), {"criterion": "beauty", "text": "E isto?"})
    assert (answer.status_code, "E isto?" in answer.content.decode()) == (422, True)
    assert client.get(at("evaluation-write", key)).status_code == 200
    assert client.get(at("evaluation-find", key)).status_code == 200


def test_a_finding_is_taken_out(client, evaluator):
    row = make.evaluation()
    said = {"text": "x", "recommendation": "", "measures": ["M1"]}
    client.post(at("evaluation-find", row.public_id), said)
    assert client.post(at("evaluation-unfind", row.public_id, 0)).status_code == 302
    assert client.post(at("evaluation-unfind", row.public_id, 0)).status_code == 404
    assert not Finding.objects.exists()


def test_what_is_not_ones_own_is_not_found(client, client_class):
    row = make.evaluation()
    people.signed_in(client, people.person("evaluator", people.body("council", "Outro (exemplo)")))
    team = people.signed_in(client_class(), people.person("municipal_reporter", people.municipality("1106")))
    chief = people.signed_in(client_class(), people.person("national_coordinator", people.national()))
    assert client.get(at("evaluation", row.public_id)).status_code == 404
    assert client.get(at("evaluation-new", "nenhum")).status_code == 404
    assert team.get(at("evaluation", row.public_id)).status_code == 200
    assert team.get(at("evaluation-write", row.public_id)).status_code == 404
    assert team.get(at("evaluation-new", "plano-exemplo")).status_code == 404
    assert team.post(at("evaluation-publish", row.public_id)).status_code == 404
    assert chief.post(at("evaluation-withdraw", row.public_id), {"reason": "x"}).status_code == 409
    assert chief.post(at("evaluation-publish", row.public_id)).status_code == 422
