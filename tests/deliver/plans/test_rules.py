"""Every predicate agrees with its pair, for any roles in any bodies; and the second pair of eyes is never the first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rumo.deliver.plans import rules
from rumo.deliver.plans.models import Measure, Plan, Responsible
from rumo.ground.people.models import Entity, Role
from rumo.ground.people.rules import PLACES, Held, Who
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def bodies():
    """Bodies of every kind that holds plans: two municipalities of one community, one elsewhere, the community, others."""
    town, near, far = (people.municipality(dico) for dico in ("1106", "1107", "0211"))
    others = [
        people.body(),
        people.body("university", "Universidade (exemplo)"),
        people.body("public_body", "Organismo (exemplo)"),
    ]
    return [town, near, far, people.community(town.municipality.cim.code), people.national(), *others]


@pytest.fixture
def plans_(bodies):
    """A plan of each: a draft, a public one, a template, one from it, an intermunicipal one, one that is nobody's."""
    making.drafted(owner=bodies[0])
    make.publish(make.Plan(slug="publico", municipalities=("1107",)))
    make.publish(make.Plan(slug="longe", municipalities=("0211",)))
    making.started(bodies[3], title="Juntos", municipalities=["1106", "1107"], kind="intermunicipal")
    template = making.started(bodies[3], title="Modelo", municipalities=[]).plan
    Plan.objects.filter(pk=template.pk).update(template=True)
    making.started(bodies[1], title="Do modelo", municipalities=["1107"])
    make.publish(make.Plan(slug="de-ninguem", municipalities=("1106", "0211")))
    Responsible.objects.create(measure=Measure.objects.filter(plan__slug="longe").first(), entity=bodies[5])
    return list(Plan.objects.select_related("owner__municipality"))


@st.composite
def whos(draw, bodies):
    """Somebody with up to three roles, each in a body that has it."""
    possible = [(role, body) for role in Role for body in bodies if body.kind in PLACES[role]]
    held = draw(st.lists(st.sampled_from(possible), max_size=3))
    return Who(1, draw(st.sampled_from(["a", "b"])), "Pessoa, exemplo", "a@exemplo.invalid", "pt", tuple(
        Held(role, body.pk, body.kind, body.municipality_id, body.region_id) for role, body in held
    ))  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_predicates_agree_with_what_is_visible(plans_, bodies, data):
    who = data.draw(whos(bodies))
    seen = set(rules.visible_to(who).values_list("pk", flat=True))
    for plan in plans_:
        assert rules.can_see(who, plan) == (plan.pk in seen)
        if rules.can_edit(who, plan):
            assert plan.pk in seen
        if rules.second_eyes_on_plan(who, plan, first=()) is not None:
            assert rules.can_edit(who, plan)
        assert rules.second_eyes_on_plan(who, plan, first={who.public_id}) is None
        assert rules.second_eyes(who, plan, first={who.public_id}, officers=1) is None
        eyes = {rules.second_eyes(who, plan, first=(), officers=officers) for officers in (1, 2)}
        assert eyes - {None} <= who.entities()
    used = set(rules.templates_for(who).values_list("pk", flat=True))
    if who.has(Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_COORDINATOR):
        assert (rules.can_start(who), used <= seen) == (True, True)
    if not who.holds:
        assert (seen, used, rules.can_start(who)) == (set(), set(), False)


def test_the_second_eyes_of_a_body_of_one_are_its_communitys(plans_, bodies):
    town, community = bodies[0], bodies[3]
    plan = next(plan for plan in plans_ if plan.slug == "lisboa-2026-2028")
    held = Held(Role.MUNICIPAL_COORDINATOR, community.pk, "cim", None, community.region_id)
    who = Who(1, "a", "Pessoa, exemplo", "a@exemplo.invalid", "pt", (held,))
    assert rules.second_eyes(who, plan, first={"b"}, officers=1) == community.pk
    assert rules.second_eyes(who, plan, first={"b"}, officers=2) is None
    assert isinstance(town, Entity)
