"""Plan making with cycles and reports: copied, changed, extended, discarded, brought in from a file, and published once approved."""

import datetime as dt
from dataclasses import replace

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.actions import Conflict, FileRefused, PlanRefused
from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.actions import ReportRefused
from rumo.deliver.progress.queries import cycles_of
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.making import stamp, whole_of
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from rumo.science.planfile.dump import plain
from tests.factories import people, reporting
from tests.factories.plans import BY
from tests.factories.reporting import NOW as AT

pytestmark = pytest.mark.usefixtures("country")
ACT = {"by": BY, "at": AT}
OTHER = "coordenacao-nacional-exemplo"


@pytest.fixture
def plan():
    """A public plan with two cycles and one published report, of M01."""
    return reporting.plan(count=2, reports=[reporting.said("M01")])


def approved(version):
    """Send a version and approve it with other eyes."""
    sent = plans.submit(version=version, **ACT)
    return plans.approve(
        version=sent, revision=sent.revision, for_name="Instituto (exemplo)", by=OTHER, at=AT
    )


def test_the_next_version_has_the_cycles_of_the_one_before(plan):
    version = rollup.new_version(plan=plan, **ACT)
    assert (version.number, cycles_of(version)) == (2, reporting.cycles())
    assert [entry.verb for entry in history("plan:plano-relato")][:2] == ["cycle.set", "plan.new_version"]


def test_cycles_change_with_the_head_of_a_version_in_the_making_alone(plan):
    version = rollup.new_version(plan=plan, **ACT)
    longer = reporting.cycles(dt.date(2026, 9, 30))
    for _twice in range(2):
        changes = {"title": "Outro", "cycles": plain(list(longer))}
        rollup.revise_plan(version=version, changes=changes, revision=1, **ACT)
    version.refresh_from_db()
    assert (version.title, cycles_of(version)) == ("Outro", longer)
    assert len([entry for entry in history("plan:plano-relato") if entry.verb == "cycle.set"]) == 2
    with pytest.raises(ReportRefused, match="já está publicada"):
        progress.set_cycles(version=PlanVersion.objects.get(number=1), cycles=(), **ACT)


def test_a_measure_keeps_the_activities_that_reports_have_used(plan):
    version = rollup.new_version(plan=plan, **ACT)
    said = plain(reporting.measure(1, activities=(), title="Outra"))
    with pytest.raises(FileRefused, match="a1") as no:
        rollup.revise_measure(version=version, said=said, revision=1, **ACT)
    assert {fault.where for fault in no.value.faults} == {"activities"}
    said = plain(reporting.measure(2, activities=(), title="Outra"))
    row = rollup.revise_measure(version=version, said=said, revision=1, **ACT)
    assert (row.title, row.measure.code) == ("Outra", "M02")


def test_a_draft_is_discarded_with_its_cycles_and_what_was_sent_is_not(plan):
    version = rollup.new_version(plan=plan, **ACT)
    plans.submit(version=version, **ACT)
    with pytest.raises(PlanRefused, match="retire primeiro o envio"):
        rollup.discard_version(version=version, **ACT)
    PlanVersion.objects.filter(pk=version.pk).update(state="draft")
    for _twice in range(2):
        rollup.discard_version(version=version, **ACT)
    (left,) = PlanVersion.objects.filter(plan=plan)
    assert (left.number, cycles_of(left)) == (1, reporting.cycles())


@pytest.mark.parametrize(
    ("ends_on", "reason"), [(None, " "), (dt.date(2026, 12, 31), "Obras."), (dt.date(2020, 1, 1), "Obras.")]
)
def test_a_plan_is_extended_with_a_reason_and_to_a_later_day(plan, ends_on, reason):
    with pytest.raises(PlanRefused):
        rollup.extend(plan=plan, ends_on=ends_on, reason=reason, **ACT)
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("ends_on", "found"), [(dt.date(2027, 6, 30), dt.date(2027, 6, 30)), (None, dt.date(2026, 12, 31))]
)
def test_an_extended_plan_ends_later_or_is_in_force_until_replaced(plan, ends_on, found):
    rollup.extend(plan=plan, ends_on=ends_on, reason=" Obras. ", **ACT)
    version = PlanVersion.objects.get(number=2)
    assert (version.ends_on, version.until_replaced, version.effective_on, version.state) == (
        found,
        ends_on is None,
        AT.date(),
        "draft",
    )
    entry = next(iter(history("plan:plano-relato")))
    assert (entry.verb, entry.new["reason"]) == ("plan.extend", "Obras.")


def test_a_file_replaces_what_is_in_the_making_once_and_writes_over_nothing_new(plan):
    here = PlanVersion.objects.get()
    base, said = stamp(here), replace(whole_of(here), title="Do ficheiro", version=2)
    bring = {"plan": plan, "document": said, **ACT}
    assert rollup.bring_in(**{**bring, "document": replace(said, title=here.title)}, base="") is None
    with pytest.raises(Conflict):
        rollup.bring_in(**bring, base="another")
    assert [rollup.bring_in(**bring, base=base) for _twice in range(2)] == [2, None]
    version = PlanVersion.objects.get(number=2)
    plan.refresh_from_db()
    assert (version.title, version.state, cycles_of(version)) == ("Do ficheiro", "draft", reporting.cycles())
    assert (plan.owner, plan.template) == (people.municipality(), False)
    newer = replace(said, title="De novo", cycles=reporting.cycles()[:1])
    assert rollup.bring_in(plan=plan, document=newer, base=stamp(version), **ACT) == 2
    version = PlanVersion.objects.get(number=2)
    assert (version.title, cycles_of(version)) == ("De novo", reporting.cycles()[:1])
    plans.submit(version=version, **ACT)
    with pytest.raises(PlanRefused, match="retire o envio"):
        rollup.bring_in(**bring, base=stamp(version))


def test_what_other_eyes_approved_is_published_once_and_its_makers_are_told(plan):
    maker = people.person("municipal_coordinator", people.municipality())
    version = rollup.new_version(plan=plan, **ACT)
    with pytest.raises(PlanRefused, match="aprovado por outra pessoa"):
        rollup.publish_approved(version=version, **ACT)
    approved(version)
    for _twice in range(2):
        assert rollup.publish_approved(version=version, by=OTHER, at=AT).state == "published"
    letters = Message.objects.filter(kind="plan.published").values_list("to", flat=True)
    assert list(letters) == [maker.email]
    assert Plan.objects.get().pk == plan.pk
