"""Who reports on what, and who has a part in what is being made: each predicate says what its list says, whoever asks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rumo.deliver.plans.models import Measure, Plan, Responsible
from rumo.deliver.progress import rules
from rumo.deliver.progress.models import Draft
from rumo.ground.people.models import Entity, Role, User
from rumo.ground.people.rules import PLACES
from tests.deliver.evaluations.test_rules import person
from tests.factories import people, plans
from tests.factories import reporting as make

pytestmark = pytest.mark.usefixtures("country")
TEAM = ("municipal_coordinator", "municipal_reporter")
COUNTRY = ("national_coordinator", "national_analyst")


@pytest.fixture
def bodies():
    """Lisbon's, with a plan of Lisbon and Loures; one elsewhere with its own; the community, the country, a partner of M02, others."""
    town, near, far = (people.municipality(dico) for dico in ("1106", "1107", "1312"))
    row = make.plan(count=2, municipalities=("1106", "1107"), owner=town)
    other = make.plan(count=1, slug="outro", municipalities=("1312",), owner=far)
    make.draft(row)
    make.draft(row, "M02", place=near.municipality)
    make.draft(other)
    Draft.objects.filter(measure__code="M01").update(state="submitted", submitted_by="quem-enviou")
    partner = people.body()
    make.answers(row, "M02", partner)
    return {
        "town": town, "near": near, "far": far, "community": people.community(town.municipality.cim.code),
        "national": people.national(), "partner": partner,
        "university": people.body("university", "Universidade (exemplo)"),
    }  # fmt: skip


def everybody(bodies):
    """Up to three roles, each in a body that has it."""
    places = [(role, body) for role in Role for body in bodies.values() if body.kind in PLACES[role]]
    return st.lists(st.sampled_from(places), max_size=3)


def places(measure):
    """The municipalities of a measure's plan."""
    return {"plano-relato": {"1106", "1107"}, "outro": {"1312"}}[measure.plan.slug]


def reports(holds, measure, bodies):
    """Whether somebody reports on a measure in some place, said anew: own plans, own places, or as its partner."""
    team = [body for role, body in holds if role in TEAM]
    own = any(body.pk == measure.plan.owner_id for body in team)
    here = any(body.municipality and body.municipality.dico in places(measure) for body in team)
    partner = ("partner_reporter", bodies["partner"].pk) in {(role, body.pk) for role, body in holds}
    return own or here or (partner and measure.code == "M02")


def test_predicates_and_lists_agree(bodies):
    measures = list(Measure.objects.select_related("plan__owner"))
    drafts = list(Draft.objects.select_related("measure__plan__owner"))

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(everybody(bodies), st.sampled_from(["quem-enviou", "outra"]))
    def agree(holds, public_id):
        who = person(holds, public_id)
        roles = {role for role, _body in holds}
        mine = {measure for measure in measures if reports(holds, measure, bodies)}
        assert set(rules.reportable_by(who)) == mine
        for measure in measures:
            own = any(role in TEAM and body.pk == measure.plan.owner_id for role, body in holds)
            assert rules.can_correct(who, measure.plan) == own
            reserved = own or bool(roles & {*COUNTRY, "auditor", "evaluator"})
            assert rules.can_see_reserved(who, measure.plan) == reserved
        coordinates = {body.pk for role, body in holds if role == "municipal_coordinator"}
        regional = bodies["community"].pk in coordinates
        for draft in drafts:
            lisbon = draft.measure.plan.slug == make.SLUG
            seen = draft.measure in mine or bool(roles & {*COUNTRY, "auditor"}) or (regional and lisbon)
            assert (draft in rules.drafts_visible_to(who)) == seen
            part = public_id == draft.submitted_by or "national_coordinator" in roles
            part = part or draft.measure.plan.owner_id in coordinates or (regional and lisbon)
            assert (draft in rules.reviewable_by(who)) == (part and draft.state == "submitted")

    agree()


def test_a_place_is_reported_by_its_team_the_owner_and_the_partner_and_by_nobody_else(bodies):
    measure = Measure.objects.select_related("plan").get(plan__slug=make.SLUG, code="M02")
    lisbon, loures = (bodies[name].municipality_id for name in ("town", "near"))
    may = {}
    for name, role in (
        ("town", "municipal_reporter"), ("near", "municipal_reporter"), ("far", "municipal_reporter"),
        ("partner", "partner_reporter"), ("national", "national_coordinator"),
    ):  # fmt: skip
        who = person([(role, bodies[name])], "x")
        may[name] = [rules.can_report(who, measure, place) for place in (None, lisbon, loures)]
    assert may == {
        "town": [True, True, True],
        "near": [False, False, True],
        "far": [False, False, False],
        "partner": [True, True, True],
        "national": [False, False, False],
    }


def test_where_a_body_named_somebody_its_others_do_not_report(bodies):
    measure = Measure.objects.select_related("plan").get(plan__slug=make.SLUG, code="M02")
    who = person([("partner_reporter", bodies["partner"])], "x")
    for named, may in ((who.user_id, True), (people.account().pk + 1, False)):
        user = User.objects.filter(pk=named).first() or people.account(id=named)
        Responsible.objects.filter(entity=bodies["partner"]).update(person=user)
        assert (rules.can_report(who, measure, None), measure in rules.reportable_by(who)) == (may, may)


def test_a_plan_of_nobody_is_corrected_by_no_team_and_its_reserved_evidence_seen_by_none():
    plans.publish(plans.Plan())
    row, who = Plan.objects.get(), person([("municipal_coordinator", people.municipality())], "x")
    assert (rules.can_correct(who, row), rules.can_see_reserved(who, row)) == (False, False)


def test_the_second_pair_of_eyes_is_never_who_sent_it(bodies):
    draft = Draft.objects.select_related("measure__plan__owner").filter(state="submitted").first()
    holds = [("municipal_coordinator", Entity.objects.get(pk=draft.measure.plan.owner_id))]
    found = [
        rules.second_eyes_on(person(holds, public_id), draft, coordinators=2)
        for public_id in ("outra", "quem-enviou")
    ]
    assert found == [draft.measure.plan.owner_id, None]


def test_a_community_coordinates_what_is_made_in_its_municipalities(bodies):
    who = person([("municipal_coordinator", bodies["community"])], "x")
    seen = rules.drafts_visible_to(who).values_list("measure__plan__slug", "measure__code")
    assert sorted(seen) == [(make.SLUG, "M01"), (make.SLUG, "M02")]
    part = rules.reviewable_by(who).values_list("measure__plan__slug", "measure__code")
    assert list(part) == [(make.SLUG, "M01")]
