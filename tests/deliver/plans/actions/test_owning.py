"""Whose a plan is: pointed at by its municipalities or given by hand; and a role handed over takes its measures along."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure, Plan, Responsible
from rumo.ground.ledger.queries import history
from rumo.ground.people.actions import PeopleRefused
from rumo.ground.people.models import Membership
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
ACT = {"by": make.BY, "at": make.AT}


def published(slug, *towns):
    """A public plan of these municipalities, nobody's yet; its row."""
    make.publish(make.Plan(slug=slug, municipalities=towns))
    return Plan.objects.get(slug=slug)


def test_a_plan_goes_to_the_body_its_municipalities_point_at():
    rows = [
        published("um", "1106"), published("junto", "1106", "1107"), published("longe", "1106", "0211"), published("sem-corpo", "1107"),
    ]  # fmt: skip
    town = people.municipality("1106")  # a body that is there when a plan comes is given it at once
    community = people.community(town.municipality.cim.code)
    assert (plans.settle_owners(**ACT), plans.settle_owners(**ACT)) == (2, 0)
    for row in rows:
        row.refresh_from_db()
    assert [row.owner for row in rows] == [town, community, None, None]
    entry = next(iter(history("plan:um")))
    assert (entry.verb, entry.new) == ("plan.own", {"entity": town.pk})


def test_only_the_plans_named_are_settled():
    one, other = published("um", "1106"), published("outro", "1106")
    town = people.municipality("1106")
    assert plans.settle_owners(plan_ids={other.pk}, **ACT) == 1
    assert list(Plan.objects.filter(owner=town)) == [other]
    assert plans.settle_owners(plan_ids={one.pk}, **ACT) == 1


def test_a_plan_is_given_to_a_body():
    row, first, second = published("um", "1106"), people.municipality("1106"), people.national()
    plans.own(plan=row, owner=first, **ACT)
    plans.own(plan=row, owner=second, **ACT)
    row.refresh_from_db()
    told = [(entry.old, entry.new) for entry in history("plan:um") if entry.verb == "plan.own"]
    assert row.owner == second
    assert told == [
        ({"entity": first.public_id}, {"entity": second.public_id}),
        ({"entity": None}, {"entity": first.public_id}),
    ]


@pytest.fixture
def partner():
    """A body that answers for measures, and who reports for it."""
    body = people.body()
    return body, people.person("partner_reporter", body)


def test_who_takes_a_role_over_answers_for_its_measures(partner):
    body, leaving = partner
    coming, version = people.account(), making.drafted(count=2)
    for measure in Measure.objects.filter(plan=version.plan):
        Responsible.objects.create(measure=measure, entity=body, person=leaving)
    elsewhere = Responsible.objects.create(
        measure=Measure.objects.get(plan=version.plan, code="1"), entity=people.national(), person=leaving
    )
    given = plans.hand_over(membership=Membership.objects.get(user=leaving), to=coming, **ACT)
    assert (given.user, given.entity, given.role) == (coming, body, "partner_reporter")
    assert set(Responsible.objects.filter(entity=body).values_list("person", flat=True)) == {coming.pk}
    elsewhere.refresh_from_db()
    assert elsewhere.person == leaving
    (told,) = [e for e in history(f"entity:{body.public_id}") if e.verb == "people.hand_over_measures"]
    assert told.old == {"person": leaving.public_id}
    assert (told.new["person"], sorted(told.new["measures"])) == (
        coming.public_id,
        [f"{version.plan.slug}/1", f"{version.plan.slug}/2"],
    )


def test_a_role_without_measures_is_handed_over_alone(partner):
    body, leaving = partner
    membership = Membership.objects.get(user=leaving)
    plans.hand_over(membership=membership, to=people.account(), **ACT)
    assert "people.hand_over_measures" not in [e.verb for e in history(f"entity:{body.public_id}")]
    membership.refresh_from_db()
    with pytest.raises(PeopleRefused):
        plans.hand_over(membership=membership, to=people.account(), **ACT)
