"""A plan begins, once however often it is asked for; its next version is a copy of the newest published one."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.starting import propose_slug
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.ledger.queries import history
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


def test_a_plan_begins_empty_named_by_its_place_and_years():
    version = making.started()
    assert (version.plan.slug, version.state, version.number) == ("lisboa-2026-2028", "draft", 1)
    assert (version.plan.owner, version.promoter, version.language) == (
        people.municipality(),
        "Município de Lisboa",
        "pt",
    )
    assert [entry.verb for entry in history("plan:lisboa-2026-2028")] == ["plan.start"]


def test_asked_twice_it_begins_once():
    assert making.started() == making.started()
    assert m.Plan.objects.count() == 1


def test_another_plan_of_the_same_years_has_a_number():
    making.started()
    assert making.started(title="Outro").plan.slug == "lisboa-2026-2028-2"
    assert making.started(title="Terceiro").plan.slug == "lisboa-2026-2028-3"
    making.add(making.started())
    assert making.started().plan.slug == "lisboa-2026-2028-4"


def test_a_plan_of_several_places_is_named_by_its_owner():
    owner = people.body(name="Associação de municípios, exemplo")
    assert (
        making.started(owner, municipalities=["1106", "1107"]).plan.slug
        == "associacao-de-municipios-exemplo-2026-2028"
    )


def test_a_place_without_letters_is_a_plan():
    assert propose_slug("—", None, None) == "plano"


def test_a_chosen_identifier_that_is_taken_is_refused():
    making.started()
    said = {**making.HEAD, "title": "Outro"}
    with pytest.raises(plans.FileRefused) as refused:
        plans.start(owner=people.municipality(), said=said, slug="lisboa-2026-2028", by=make.BY, at=make.AT)
    assert [fault.where for fault in refused.value.faults] == ["slug"]
    made = plans.start(owner=people.municipality(), said=said, slug="outro", by=make.BY, at=make.AT)
    assert made.plan.slug == "outro"


def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written():
    with pytest.raises(plans.FileRefused) as refused:
        making.started(title=" ", period={"start": "2026-13-01", "end": None})
    assert [fault.where for fault in refused.value.faults] == ["period.start", "title"]
    assert m.Plan.objects.count() == 0


def test_a_template_belongs_to_a_community():
    with pytest.raises(plans.PlanRefused):
        plans.start(owner=people.municipality(), said=making.HEAD, template=True, by=make.BY, at=make.AT)
    made = plans.start(
        owner=people.community(people.municipality().municipality.cim.code),
        said={"title": "Modelo"},
        template=True,
        by=make.BY,
        at=make.AT,
    )
    assert made.plan.template is True


def test_the_next_version_says_all_the_last_one_said():
    make.publish(make.rich_plan())
    plan = m.Plan.objects.get()
    version = plans.new_version(plan=plan, by=make.BY, at=make.AT)
    one, two = m.PlanVersion.objects.order_by("number")
    said = make.replace(document_of(one), version=2)
    assert (document_of(two), two.state) == (said, "draft")
    assert m.Measure.objects.count() == 2
    with pytest.raises(plans.AlreadyThere) as there:
        plans.new_version(plan=plan, by=make.BY, at=make.AT)
    assert there.value.plan == version.plan


def test_a_plan_that_was_never_public_has_no_next_version():
    version = making.started()
    plan = version.plan
    plans.discard(version=version, by=make.BY, at=make.AT)
    with pytest.raises(plans.PlanRefused):
        plans.new_version(plan=plan, by=make.BY, at=make.AT)
