"""Conformity in the office and for everybody: answered by the municipality, reviewed and published by the national team."""

import pytest
from django.urls import reverse

from rumo.deliver.conformities import queries
from rumo.deliver.conformities.models import Check
from rumo.deliver.plans import actions as plans
from rumo.doors.web import clock
from rumo.shape.guidelines.actions import ClauseSaid
from tests.factories import guidelines as make
from tests.factories import making as make_plan
from tests.factories import people, reporting
from tests.factories.listening import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def then(country):
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def plan():
    row = reporting.plan(2)
    making = make.drafted()
    asks = (("meta", "Há meta?", "numeric_target"), ("voz", "Ouviu-se quem cá vive?", ""))
    make.put(making, ClauseSaid(text="Há aulas.", criteria=asks))
    make.released(making)
    return row


@pytest.fixture
def coordinator(client_class, plan):
    return people.signed_in(client_class(), people.person("municipal_coordinator", people.municipality()))


@pytest.fixture
def analyst(client_class):
    return people.signed_in(client_class(), people.person("national_analyst", people.national()))


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def test_a_plan_is_answered_reviewed_and_published(plan, coordinator, analyst, client):
    page = at("conformity", plan.slug)
    public = f"/pt/painel/planos/{plan.slug}/conformidade/"
    assert (coordinator.get(page).status_code, client.get(public).status_code) == (200, 404)
    assert coordinator.post(page, {}).status_code == 404
    assert analyst.post(at("conformity-begin", plan.slug)).status_code == 404
    assert coordinator.post(at("conformity-begin", plan.slug)).status_code == 303
    check = Check.objects.get()
    first, second = queries.answers_of(check)
    assert coordinator.get(page).context["lines"][0]["machine"] == "2 de 2"
    assert coordinator.post(at("conformity-send", plan.slug)).status_code == 409
    wrong = coordinator.post(page, {"revision": "1", f"answer-{first.pk}": "partly"})
    assert (wrong.status_code, [*wrong.context["wrong"]]) == (422, [f"answer-{first.pk}"])
    typed = {f"answer-{first.pk}": "met", f"measure-{first.pk}": "M01", f"answer-{second.pk}": "met"}
    assert coordinator.post(page, {**typed, "revision": "1"}).status_code == 303
    assert coordinator.post(page, {**typed, f"answer-{second.pk}": "", "revision": "1"}).status_code == 409
    assert coordinator.post(at("conformity-send", plan.slug)).status_code == 303
    assert analyst.post(at("conformity-return", plan.slug), {"reason": ""}).status_code == 422
    assert analyst.post(at("conformity-publish", plan.slug)).status_code == 409
    revision = str(Check.objects.get().revision)
    said = {f"review-{first.pk}": "disagree", f"review-{second.pk}": "agree", "revision": revision}
    assert analyst.post(at("conformity-review", plan.slug), said).status_code == 422
    said[f"note-{first.pk}"] = "Falta a segunda medida."
    late = analyst.post(at("conformity-review", plan.slug), {**said, "revision": "1"})
    assert (late.status_code, late.context["lines"][0]["kept"]) == (409, "cumpre")
    assert analyst.post(at("conformity-review", plan.slug), said).status_code == 303
    assert analyst.post(at("conformity-publish", plan.slug)).status_code == 303
    shown = client.get(public)
    text = shown.content.decode()
    assert (shown.status_code, "Falta a segunda medida." in text, "2 de 2" in text) == (200, True, True)
    assert public in client.get(f"/pt/painel/planos/{plan.slug}/").content.decode()
    assert "cookie" not in " ".join(shown.headers).lower()


def test_answers_come_back_with_a_reason(plan, coordinator, analyst):
    coordinator.post(at("conformity-begin", plan.slug))
    rows = list(queries.answers_of(Check.objects.get()))
    typed = {f"answer-{one.pk}": "met" for one in rows}
    coordinator.post(at("conformity", plan.slug), {**typed, "revision": "1"})
    coordinator.post(at("conformity-send", plan.slug))
    assert analyst.post(at("conformity-return", plan.slug), {"reason": "Falta a prova."}).status_code == 303
    assert "Falta a prova." in coordinator.get(at("conformity", plan.slug)).content.decode()


def test_answers_are_thrown_away_and_begun_anew(plan, coordinator):
    coordinator.post(at("conformity-begin", plan.slug))
    assert coordinator.post(at("conformity-discard", plan.slug)).status_code == 303
    assert coordinator.post(at("conformity-discard", plan.slug)).status_code == 404
    assert (Check.objects.count(), coordinator.post(at("conformity-begin", plan.slug)).status_code) == (
        0,
        303,
    )


def test_every_plan_is_listed_with_where_it_stands(plan, coordinator, analyst):
    (line,) = analyst.get(at("conformities")).context["rows"]
    assert (line[0], line[2].making, line[2].in_force, line[4]) == (plan, None, None, None)
    coordinator.post(at("conformity-begin", plan.slug))
    (line,) = analyst.get(at("conformities")).context["rows"]
    assert line[2].making == Check.objects.get()


def test_without_guidelines_the_page_says_so(coordinator, plan):
    make.m.Criterion.objects.all().delete()
    answer = coordinator.post(at("conformity-begin", plan.slug))
    assert (answer.status_code, "Ainda não há orientações" in answer.content.decode()) == (409, True)


def test_what_a_machine_misses_is_named(plan, coordinator):
    coordinator.post(at("conformity-begin", plan.slug))
    check = Check.objects.get()
    make.m.Criterion.objects.filter(key="meta").update(check_key="participation_evidenced")
    lines = coordinator.get(at("conformity", plan.slug)).context["lines"]
    assert [one["machine"] for one in lines] == ["0 de 2. Falta em: M01, M02.", ""]
    assert queries.standing(check.plan).making == check


def test_whoever_approves_a_plan_is_led_to_its_conformity(plan, analyst, client_class):
    version = make_plan.drafted(owner=people.municipality("1312"))
    sent = plans.submit(version=version, by="x", at=AFTER)
    boss = people.signed_in(client_class(), people.person("national_coordinator", people.national()))
    page = boss.get(at("plan-review", sent.plan.slug))
    assert at("conformity", sent.plan.slug) in page.content.decode()
