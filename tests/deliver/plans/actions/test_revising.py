"""A draft is written: every fault at its place, nothing half-written, and two editors never lose each other's words."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import document_of, measure_of
from rumo.ground.ledger.queries import history
from rumo.science.planfile.dump import plain
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


def revise(version, revision=1, **changes):
    """Change the head."""
    return plans.revise_plan(version=version, changes=changes, revision=revision, by=make.BY, at=make.AT)


def codes(version):
    """The measures in their order."""
    return [measure.code for measure in document_of(version).measures]


def test_the_head_changes_and_the_ledger_says_from_what_to_what():
    version = making.started()
    revise(
        version,
        title="Novo título",
        adopted=[{"body": "câmara", "on": "2026-01-01"}],
        municipalities=["1106", "1107"],
    )
    version.refresh_from_db()
    said = document_of(version)
    assert (said.title, said.adopted[0].body, said.municipalities, version.revision) == (
        "Novo título", "câmara", ("1106", "1107"), 2,
    )  # fmt: skip
    entry = next(iter(history("plan:lisboa-2026-2028")))
    assert (entry.verb, entry.old["title"], entry.new["title"]) == (
        "plan.revise", "Plano municipal (exemplo)", "Novo título",
    )  # fmt: skip


def test_saying_what_stands_changes_nothing():
    version = making.started()
    revise(version, title="Novo título")
    revise(version, title="Novo título")
    version.refresh_from_db()
    assert version.revision == 2


def test_two_editors_of_the_head_see_both_texts():
    version = making.started()
    revise(version, title="De uma pessoa")
    with pytest.raises(plans.Conflict) as conflict:
        revise(version, title="De outra")
    told = conflict.value
    assert (told.mine, told.theirs, told.revision) == ({"title": "De outra"}, {"title": "De uma pessoa"}, 2)
    revise(version, revision=2, title="De outra")
    assert document_of(m.PlanVersion.objects.get()).title == "De outra"


def test_a_period_that_leaves_a_measure_out_of_order_is_refused_with_every_place():
    version = making.started()
    making.add(version, start="2028-06-01")
    with pytest.raises(plans.FileRefused) as refused:
        revise(version, title="", period={"start": "2026-01-01", "end": "2027-12-31"})
    assert [fault.where for fault in refused.value.faults] == ["title", "measures[0].start"]
    version.refresh_from_db()
    assert version.revision == 1


def test_a_measure_is_written_with_all_its_parts():
    version = making.started()
    said = {
        **plain(make.rich_measure()),
        "start": "2026-01-01",
        "end": "2028-12-31",
        "milestones": [{"date": "2027-01-01", "share": 0.5}],
    }
    plans.revise_measure(version=version, said=said, revision=None, by=make.BY, at=make.AT)
    assert plain(measure_of(version, "M1")) == said


def test_a_measure_is_changed_and_keeps_its_identity_and_place():
    version = making.drafted(3)
    was = m.MeasureVersion.objects.get(measure__code="2")
    making.add(version, "2", revision=1, title="Nova redação", activities=[])
    row = m.MeasureVersion.objects.get(measure__code="2")
    assert (row.pk, row.measure_id, row.title, row.revision, row.position) == (
        was.pk, was.measure_id, "Nova redação", 2, 1,
    )  # fmt: skip
    assert (codes(version), m.Activity.objects.count()) == (["1", "2", "3"], 2)
    entry = next(iter(history("measure:lisboa-2026-2028/2")))
    assert (entry.verb, sorted(entry.old)) == ("measure.revise", ["activities", "title"])


def test_a_second_sending_does_no_second_act():
    version = making.drafted()
    making.add(version)
    making.add(version, revision=1)
    assert m.MeasureVersion.objects.get().revision == 1


def test_a_code_that_is_taken_is_refused():
    version = making.drafted()
    with pytest.raises(plans.FileRefused) as refused:
        making.add(version, title="Outra")
    assert [fault.where for fault in refused.value.faults] == ["code"]


def test_what_is_wrong_of_a_measure_is_said_at_its_place():
    version = making.started()
    with pytest.raises(plans.FileRefused) as refused:
        making.add(version, title="", budget=[{"funder": "FAMI", "planned": "-1"}])
    assert [fault.where for fault in refused.value.faults] == ["title", "budget[0].planned"]
    assert m.MeasureVersion.objects.count() == 0


def test_two_editors_of_a_measure_see_both_texts():
    version = making.drafted()
    making.add(version, revision=1, title="De uma pessoa")
    with pytest.raises(plans.Conflict) as conflict:
        making.add(version, revision=1, title="De outra")
    told = conflict.value
    assert (told.mine["title"], told.theirs["title"], told.revision) == ("De outra", "De uma pessoa", 2)


def test_an_editor_of_a_measure_that_went_sees_that_it_went():
    version = making.drafted()
    plans.remove_measure(version=version, code="1", reason="", by=make.BY, at=make.AT)
    with pytest.raises(plans.Conflict) as conflict:
        making.add(version, revision=1, title="De outra")
    assert (conflict.value.theirs, conflict.value.revision) == (None, None)


def test_a_new_measure_just_leaves():
    version = making.drafted(2)
    measure = m.Measure.objects.get(code="1")
    plans.answer_for(measure=measure, answers=[(people.body(), None)], by=make.BY, at=make.AT)
    for _twice in range(2):
        plans.remove_measure(version=version, code="1", reason="", by=make.BY, at=make.AT)
    assert (codes(version), m.Dropped.objects.count(), m.Responsible.objects.count()) == (["2"], 0, 0)


def test_a_published_measure_is_given_up_with_its_reason_and_may_come_back():
    make.publish(make.Plan())
    version = plans.new_version(plan=m.Plan.objects.get(), by=make.BY, at=make.AT)
    act = {"version": version, "code": "M1", "by": make.BY, "at": make.AT}
    with pytest.raises(plans.PlanRefused):
        plans.remove_measure(**act, reason=" ")
    plans.remove_measure(**act, reason="Sem financiamento.")
    assert document_of(version).dropped == (make.pf.Dropped("M1", "Sem financiamento."),)
    assert codes(version) == ["M2"]
    making.add(version, "M1", start="2024-01-01")
    assert (document_of(version).dropped, codes(version)) == ((), ["M2", "M1"])


def test_a_measure_moves_in_the_order():
    version = making.drafted(3)
    for position, order in [
        (0, ["3", "1", "2"]),
        (0, ["3", "1", "2"]),
        (9, ["1", "2", "3"]),
        (1, ["1", "3", "2"]),
    ]:
        plans.move_measure(version=version, code="3", position=position, by=make.BY, at=make.AT)
        assert codes(version) == order
    with pytest.raises(plans.PlanRefused):
        plans.move_measure(version=version, code="9", position=0, by=make.BY, at=make.AT)


@pytest.mark.parametrize("state", ["submitted", "approved", "published"])
def test_only_a_draft_is_edited(state):
    version = making.drafted()
    m.PlanVersion.objects.update(state=state)
    with pytest.raises(plans.PlanRefused):
        revise(version, title="B")


def test_a_version_that_went_is_said_to_have_gone():
    version = making.drafted()
    stale = m.PlanVersion.objects.get()
    plans.discard(version=version, by=make.BY, at=make.AT)
    with pytest.raises(plans.PlanRefused):
        revise(stale, title="B")
