"""Readings and residents' words: each predicate says what its list says, whoever asks; reporters moderate nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress import rules
from rumo.deliver.progress.models import IndependentReading, Sighting
from rumo.ground.people.models import Role
from rumo.ground.people.rules import PLACES
from rumo.ground.territory.models import Municipality
from tests.deliver.evaluations.test_rules import person
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.people import AT, BY

TEAM = ("municipal_coordinator", "municipal_reporter")
OVERSEERS = ("national_coordinator", "national_analyst", "auditor")


@pytest.fixture
def bodies(country):
    region = Municipality.objects.get(dico="1312").cim.code
    found = [
        people.municipality("1106"), people.municipality("1312"), people.community(region),
        people.national(), make.university(),
    ]  # fmt: skip
    for slug, town in (("plano-exemplo", found[0]), ("outro", found[1])):
        plans.publish(plans.Plan(slug=slug, municipalities=(town.municipality.dico,)))
        Plan.objects.filter(slug=slug).update(owner=town)
        make.reading(slug=slug)
        make.reading(slug=slug, public=False, level="complete")
        seen(slug, town.municipality)
    seen("outro", None)
    return found


def seen(slug, town):
    measure = Measure.objects.get(plan__slug=slug, code="M1")
    token = f"{slug}{town}"
    return progress.see(
        measure=measure, municipality=town, seen=True, note="", token=token, on=AT.date(), at=AT
    )


def test_predicates_and_lists_agree(bodies):
    readings = list(IndependentReading.objects.select_related("measure__plan"))
    said = list(Sighting.objects.select_related("municipality"))
    places = [(role, body) for role in Role for body in bodies if body.kind in PLACES[role]]

    @settings(max_examples=80)
    @given(st.lists(st.sampled_from(places), max_size=3))
    def agree(holds):
        asking = person(holds, "x")
        visible, moderated = set(rules.readings_visible_to(asking)), set(rules.sightings_moderated_by(asking))
        roles = {role for role, _body in holds}
        for row in readings:
            own = ("evaluator", row.reader_id) in {(role, body.pk) for role, body in holds}
            team = any(role in TEAM and body.pk == row.measure.plan.owner_id for role, body in holds)
            public = row.state != "draft" and (team or bool(roles & set(OVERSEERS)))
            assert rules.can_see_reading(asking, row) == (row in visible) == (own or public)
            assert rules.can_change_reading(asking, row) == own
            chief = ("municipal_coordinator", row.measure.plan.owner_id)
            assert rules.can_reply(asking, row.measure.plan) == (chief in {(r, body.pk) for r, body in holds})
        for row in said:
            here = any(role == "moderator" and reaches(body, row.municipality) for role, body in holds)
            assert rules.can_moderate(asking, row) == (row in moderated) == here
        assert rules.can_read_independently(asking) == ("evaluator" in roles)

    agree()


def reaches(body, town):
    if body.kind == "national":
        return True
    if town is None:
        return False
    return body.municipality_id == town.pk or (body.region_id is not None and body.region_id == town.cim_id)


def test_a_plan_of_nobody_is_replied_to_and_seen_by_no_team(country):
    plans.publish(plans.Plan())
    row = make.reading()
    Plan.objects.update(owner=None)
    row.measure.plan.refresh_from_db()
    asking = person([("municipal_coordinator", people.municipality("1106"))], BY)
    assert rules.can_reply(asking, row.measure.plan) is False
    assert rules.can_see_reading(asking, row) is False
