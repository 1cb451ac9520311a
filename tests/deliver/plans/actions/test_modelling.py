"""A community's template: made from a plan, copied once into each of its municipalities, never published."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import document_of
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


def community():
    """The community Lisbon belongs to."""
    return people.community(people.municipality().municipality.cim.code)


def template():
    """A template made from a plan that says everything."""
    make.publish(make.rich_plan())
    version = m.PlanVersion.objects.get()
    return plans.make_template(
        version=version, owner=community(), title=" Modelo  comum ", by=make.BY, at=make.AT
    )


def test_a_template_says_the_measures_and_nothing_of_the_place():
    version = template()
    said = document_of(version)
    assert (said.title, said.municipalities, said.adopted, len(said.measures), version.plan.template) == (
        "Modelo comum", (), (), 2, True,
    )  # fmt: skip
    assert (said.measures[0].municipalities, said.measures[0].continues, said.measures[0].code) == (
        None,
        None,
        "M1",
    )


def test_a_template_is_a_communitys_and_has_a_title():
    version = making.drafted()
    for owner, title in [(people.municipality(), "Modelo"), (community(), " ")]:
        with pytest.raises(plans.PlanRefused):
            plans.make_template(version=version, owner=owner, title=title, by=make.BY, at=make.AT)


def test_a_municipality_begins_its_plan_from_it_once():
    plan = template().plan
    act = {"template": plan, "municipality": people.municipality(), "by": make.BY, "at": make.AT}
    version = plans.instantiate(**act)
    said = document_of(version)
    assert (said.slug, said.municipalities, said.kind, said.promoter, len(said.measures)) == (
        "lisboa-2024", ("1106",), "municipal", "Município de Lisboa", 2,
    )  # fmt: skip
    assert (version.plan.template_of, version.plan.owner, version.plan.template) == (
        plan,
        people.municipality(),
        False,
    )
    with pytest.raises(plans.AlreadyThere) as there:
        plans.instantiate(**act)
    assert there.value.plan == version.plan


@pytest.mark.parametrize("who", ["another", "association", "no template"])
def test_only_municipalities_of_the_community_do(who):
    plan = template().plan
    body = {
        "another": people.municipality("0211"),
        "association": people.body(),
        "no template": people.municipality(),
    }[who]
    if who == "no template":
        plan = m.Plan.objects.get(template=False)
    with pytest.raises(plans.PlanRefused):
        plans.instantiate(template=plan, municipality=body, by=make.BY, at=make.AT)
