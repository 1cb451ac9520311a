"""Cycles and reports: brought in, published, corrected, withdrawn."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.actions import FileRefused
from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.progress import actions
from rumo.deliver.progress.models import Evidence, Measurement, Report
from rumo.deliver.progress.queries import cycles_of, public_evidence, reports_of
from rumo.ground.ledger.queries import history
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
WHEN = {"by": make.BY, "at": make.AT}


@pytest.fixture
def plan():
    """The rich plan, published."""
    draft = plans.import_(document=make.rich_plan(), **WHEN)
    plans.publish(version=draft.version, **WHEN)
    return Plan.objects.get()


def bring(plan, *reports):
    """Import reports as drafts."""
    return actions.import_(plan_id=plan.pk, reports=reports, **WHEN)


def public(plan, *reports):
    """Import reports and publish them."""
    rows = bring(plan, *reports)
    actions.publish(reports=rows, **WHEN)
    return rows


def test_what_comes_in_reads_back_the_same(plan):
    (said,) = make.rich_plan().reports
    public(plan, said)
    assert reports_of(plan.pk) == [said]
    assert reports_of(plan.pk, measure="M1") == [said]
    assert reports_of(plan.pk, measure="M2") == []


def test_a_draft_is_not_public(plan):
    bring(plan, make.Report())
    assert reports_of(plan.pk) == []
    assert reports_of(plan.pk, state="draft") == [make.Report()]


def test_drafts_can_be_thrown_away(plan):
    bring(plan, *make.rich_plan().reports)
    actions.discard_drafts(plan_id=plan.pk)
    assert (Report.objects.count(), Measurement.objects.count()) == (0, 0)


def test_a_second_import_is_a_no_op(plan):
    public(plan, make.Report(), make.Report(measure="M2"))
    assert bring(plan, make.Report(), make.Report(measure="M2", published_at=None)) == []


def test_a_report_that_contradicts_a_published_one_is_refused_with_its_place(plan):
    public(plan, make.Report())
    with pytest.raises(FileRefused) as refused:
        bring(plan, make.Report(measure="M2"), make.Report(activities={"a1": 0.9}))
    assert [fault.where for fault in refused.value.faults] == ["reports[1]"]
    assert str(refused.value).startswith(
        "reports[1]: o relatório da medida M1 de 2024-06-30 (versão 1) já está publicado"
    )


def test_a_version_number_used_again_later_is_another_version(plan):
    later = make.Report(activities={"a1": 0.9}, published_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    public(plan, make.Report(), later)
    assert [report.activities["a1"] for report in reports_of(plan.pk)] == [0.5, 0.9]
    assert bring(plan, make.Report(), later) == []


def test_the_time_of_publication_is_the_files_or_now(plan):
    public(plan, make.Report(), make.Report(measure="M2", published_at=None))
    times = {report.measure: report.published_at for report in reports_of(plan.pk)}
    assert times == {"M1": make.Report().published_at, "M2": make.AT}


def test_a_published_report_is_not_published_again(plan):
    rows = public(plan, make.Report())
    with pytest.raises(actions.ReportRefused, match="já está publicado"):
        actions.publish(reports=rows, **WHEN)


def test_a_correction_stands_beside_what_it_corrects(plan):
    (row,) = public(plan, make.Report())
    said = replace(make.Report(), activities={"a1": 0.75}, reason="Contámos duas vezes.")
    corrected = actions.correct(report=row, said=said, **WHEN)
    assert (corrected.number, corrected.published_at, corrected.reason) == (
        2,
        make.AT,
        "Contámos duas vezes.",
    )
    assert [report.activities["a1"] for report in reports_of(plan.pk)] == [0.5, 0.75]


def test_a_correction_says_why(plan):
    (row,) = public(plan, make.Report())
    with pytest.raises(actions.ReportRefused, match="motivo fica público"):
        actions.correct(report=row, said=make.Report(), **WHEN)


def test_a_draft_is_not_corrected(plan):
    (row,) = bring(plan, make.Report())
    with pytest.raises(actions.ReportRefused, match="ainda pode ser editado"):
        actions.correct(report=row, said=make.Report(reason="x"), **WHEN)


def test_a_withdrawal_deletes_nothing(plan):
    (row,) = public(plan, *make.rich_plan().reports)
    withdrawn = actions.withdraw(report=row, reason="Data errada.", **WHEN)
    assert (withdrawn.withdrawn, withdrawn.number, withdrawn.municipality.dico) == (True, 2, "1106")
    assert Report.objects.count() == 2
    (other,) = public(plan, make.Report(measure="M2"))
    assert actions.withdraw(report=other, reason="Data errada.", **WHEN).municipality is None


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_says_why(plan, reason):
    (row,) = public(plan, make.Report())
    with pytest.raises(actions.ReportRefused, match="motivo fica público"):
        actions.withdraw(report=row, reason=reason, **WHEN)


def test_cycles_belong_to_a_version_in_the_making(plan):
    draft = plans.import_(document=make.revised(make.rich_plan(), title="B"), **WHEN).version
    cycle = make.pf.Cycle(dt.date(2024, 7, 1), dt.date(2024, 12, 31), None, 0)
    actions.open_cycle(version=draft, cycle=cycle, **WHEN)
    assert cycles_of(draft) == (cycle,)
    with pytest.raises(actions.ReportRefused, match="nova versão"):
        actions.open_cycle(version=PlanVersion.objects.get(state="published"), cycle=cycle, **WHEN)


def test_every_act_stands_in_the_ledger(plan):
    (row,) = public(plan, make.Report())
    actions.withdraw(report=row, reason="Data errada.", **WHEN)
    assert [detail.verb for detail in history("measure:plano-exemplo/M1")] == ["report.correct"]
    verbs = [detail.verb for detail in history("plan:plano-exemplo")]
    assert sorted(verbs) == ["plan.import", "plan.publish", "report.publish", "report.publish"]


def test_a_report_keeps_what_was_hard_and_evidence_its_day_note_and_reserve(plan):
    report = replace(make.rich_plan().reports[0], evidence=(make.reserved_proof(), make.pf.Evidence("Ata")))
    public(plan, report)
    assert reports_of(plan.pk) == [report]
    assert (report.difficulties, report.corrective_action) == ("Faltou intérprete.", "Chamar outro.")


def test_nothing_of_reserved_evidence_is_public_but_that_it_exists(plan):
    public(
        plan, replace(make.rich_plan().reports[0], evidence=(make.reserved_proof(), make.pf.Evidence("Ata")))
    )
    names = ("public_kind", "public_title", "public_url", "public_sha256", "public_on", "public_note")
    assert list(public_evidence().order_by("position").values_list(*names)) == [
        ("reserved", None, None, None, None, None),
        ("link", "Ata", None, None, None, None),
    ]


def test_nobody_looks_at_evidence_in_a_way_that_is_not_known(plan):
    (row,) = public(plan, make.Report())
    with pytest.raises(IntegrityError, match="evidence_verification_known"), transaction.atomic():
        Evidence.objects.create(report=row, position=0, kind="link", verification="sure")


def test_a_report_is_a_draft_or_public():
    assert Report.State.values == ["draft", "published"]
