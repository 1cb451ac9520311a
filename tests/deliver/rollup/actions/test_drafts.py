"""Reports in the making made public: the columns follow once per plan, a correction supersedes, imports stay apart."""

import datetime as dt

import pytest

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.actions import Moved
from rumo.deliver.progress.models import Draft, Report
from rumo.deliver.progress.queries import reports_of
from rumo.deliver.rollup import actions
from rumo.deliver.rollup.models import Head, PlanColumns
from rumo.ground.ledger.queries import history
from tests.deliver.progress.drafts import AT, save, send
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
LATER = AT + dt.timedelta(days=1)


def test_publishing_writes_a_report_and_refreshes_the_columns():
    make.publish(make.Plan())
    before = PlanColumns.objects.get().columns, Head.objects.get().token
    drafts = [send(save({"stage": "in_progress", "activities/a1": 0.5}, code=code)) for code in ("M1", "M2")]
    progress.approve(drafts=drafts, by="c", for_name="Município", at=AT)
    reports = actions.publish_drafts(drafts=drafts, by="c", at=LATER)
    assert [(r.state, r.number, r.published_at, r.stage) for r in reports] == [
        ("published", 1, LATER, "in_progress")
    ] * 2
    assert set(Draft.objects.values_list("state", "report")) == {("published", r.pk) for r in reports}
    assert [said.activities for said in reports_of(reports[0].measure.plan_id)] == [{"a1": 0.5}] * 2
    assert (PlanColumns.objects.get().columns, Head.objects.get().token) != before
    first = history("measure:plano-exemplo/M1")[0]
    assert (first.verb, first.new["version"], first.new["for"], first.new["approved_by"]) == (
        "report.publish", 1, "Município", "c",
    )  # fmt: skip
    with pytest.raises(Moved):
        actions.publish_drafts(drafts=drafts, by="c", at=LATER)


def test_a_correction_supersedes():
    make.publish(make.Plan(reports=(make.Report(),)))
    report = Report.objects.get()
    draft = progress.begin_correction(report=report, by="relato", at=AT)
    day = report.reference_date
    save({"activities/a1": 0.4, "reason": "Engano."}, {"activities/a1": 0.5}, day=day)
    draft = send(Draft.objects.get())
    (second,) = actions.approve_and_publish(drafts=[draft], by="c", for_name="x", at=LATER)
    assert (second.number, second.reason) == (2, "Engano.")
    entry = history("measure:plano-exemplo/M1")[0]
    assert (entry.verb, entry.old, entry.new["version"], entry.new["reason"]) == (
        "report.correct", {"version": 1}, 2, "Engano.",
    )  # fmt: skip


def test_what_is_not_sent_is_not_approved_and_nothing_is_published():
    make.publish(make.Plan())
    one = send(save({"stage": "in_progress"}))
    two = save({"stage": "in_progress"}, code="M2")
    with pytest.raises(Moved):
        actions.approve_and_publish(drafts=[one, two], by="c", for_name="x", at=AT)
    assert Report.objects.count() == 0
    one.refresh_from_db()
    assert one.state == "submitted"


def test_imports_leave_reports_in_the_making_alone():
    make.publish(make.Plan())
    draft = save({"stage": "in_progress"})
    actions.import_plan(
        document=make.revised(make.Plan(title="Outro"), reports=(make.Report(published_at=None),)),
        publish=False, by=make.BY, at=AT,
    )  # fmt: skip
    progress.discard_drafts(plan_id=draft.measure.plan_id)
    assert Draft.objects.get() == draft
    actions.publish_plan(version=PlanVersion.objects.get(number=2), by=make.BY, at=AT)
    draft.refresh_from_db()
    assert (draft.state, draft.said) == ("draft", {"stage": "in_progress"})
