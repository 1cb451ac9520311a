"""Who answers for a measure: said whole, by people who act for the body, and proposed from the plan's own words."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.answering import answers_of, suggested
from rumo.ground.ledger.queries import history
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


def answer(*answers):
    """Say who answers for measure 1."""
    measure = m.Measure.objects.get(code="1")
    plans.answer_for(measure=measure, answers=answers, by=make.BY, at=make.AT)
    return measure


def test_what_is_said_replaces_what_was_and_twice_is_once():
    making.drafted()
    one, two = people.body(name="Associação A"), people.body(name="Associação B")
    person = people.person("partner_reporter", two)
    answer((one, None))
    for _twice in range(2):
        measure = answer((two, person), (one, None))
    rows = answers_of(measure.plan)["1"]
    assert [(row.entity, row.person) for row in rows] == [(one, None), (two, person)]
    assert [entry.verb for entry in history("measure:lisboa-2026-2028/1")] == [
        "measure.answer_for", "measure.answer_for", "measure.add",
    ]  # fmt: skip
    answer()
    assert answers_of(measure.plan) == {}


def test_a_body_twice_or_somebody_elses_person_is_refused():
    making.drafted()
    one, two = people.body(name="Associação A"), people.body(name="Associação B")
    with pytest.raises(plans.PlanRefused):
        answer((one, None), (one, None))
    with pytest.raises(plans.PlanRefused):
        answer((one, people.person("partner_reporter", two)))


def test_printed_names_point_at_bodies():
    town, other = people.municipality(), people.body(name="Associação Amizade")
    twin = people.body(kind="university", name="Amizade")
    bodies = [town, other, twin]
    assert suggested(["Câmara Municipal de Lisboa", "ASSOCIACAO AMIZADE", "Amizade e Paz", "de"], bodies) == [
        town,
        other,
    ]
    assert suggested(["A Amizade"], bodies) == []
