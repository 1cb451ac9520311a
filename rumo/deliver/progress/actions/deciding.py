"""What becomes of a report in the making: sent, taken back, returned with a reason, approved by a second person, published."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.drafting import refuse
from rumo.deliver.progress.actions.holding import EDITABLE, Moved, State, locked, move, reason_of, told
from rumo.deliver.progress.actions.importing import ReportFault, ReportRefused, write
from rumo.deliver.progress.actions.letters import tell_deciders, tell_senders
from rumo.deliver.progress.queries.committing import digests_of
from rumo.deliver.progress.queries.doubting import Doubt, doubts
from rumo.deliver.progress.queries.promised import promised
from rumo.ground.files.models import StoredFile
from rumo.science.planfile import cells
from rumo.science.planfile import document as pf


class Doubtful(Exception):
    """Something in the reports is odd and may be true: whoever sends them is asked to confirm. `doubts` says what."""

    def __init__(self, found: Sequence[Doubt]) -> None:
        super().__init__(_("Confirme o que parece estranho, ou corrija-o."))
        self.doubts = tuple(found)


@transaction.atomic
def submit(*, drafts: Sequence[m.Draft], confirmed: bool, by: str, at: datetime) -> list[m.Draft]:
    """Send reports for approval, all or none: draft or returned → submitted; who may decide gets one letter a plan and day.

    Raises ReportRefused with the cells to mend (no stage, no reason where one is due, codes a newer version of the plan does not
    have), Doubtful when something is odd and `confirmed` is false, Moved when one was sent already.
    """
    rows = locked(drafts, EDITABLE)
    refuse(faults_of(rows))
    found = doubts(rows)
    if found and not confirmed:
        raise Doubtful(found)
    move(rows, State.SUBMITTED, submitted_by=by, submitted_at=at)
    odd = {doubt.draft for doubt in found}
    for row in rows:
        told(
            row, verb="report.submit", by=by, at=at, new={"confirmed": True} if row.public_id in odd else None
        )
    tell_deciders(rows, by, at)
    return rows


def faults_of(drafts: Sequence[m.Draft]) -> list[ReportFault]:
    """Return what keeps reports from being sent (one query)."""
    measures = promised({(draft.measure_id, draft.reference_date) for draft in drafts})
    found = []
    for draft in drafts:
        measure = measures.get((draft.measure_id, draft.reference_date))
        code = draft.measure.code
        if measure is None:
            found.append(ReportFault("", _("a medida não está em nenhum plano publicado"), code))
            continue
        if not draft.said.get("withdrawn"):
            found += [ReportFault(cell, words, code) for cell, words in cells.faults(draft.said, measure)]
        if draft.corrects_id and not draft.said.get("reason"):
            words = _("diga porque corrige ou retira o relatório publicado: o motivo fica público")
            found.append(ReportFault("reason", words, code))
    return found


@transaction.atomic
def unsubmit(*, drafts: Sequence[m.Draft], by: str, at: datetime) -> list[m.Draft]:
    """Take reports back that one sent, before anybody decided: submitted → draft. Raises ReportRefused for another's."""
    rows = locked(drafts, (State.SUBMITTED,))
    for row in rows:
        if row.submitted_by != by:
            words = _(
                "O relatório da medida %(measure)s foi enviado por outra pessoa: só ela o retira do envio."
            )
            raise ReportRefused(words % {"measure": row.measure.code})
    move(rows, State.DRAFT, submitted_by="", submitted_at=None)
    for row in rows:
        told(row, verb="report.unsubmit", by=by, at=at)
    return rows


@transaction.atomic
def return_(*, drafts: Sequence[m.Draft], reason: str, by: str, at: datetime) -> list[m.Draft]:
    """Return reports to whoever sent them, with the reason: submitted → returned; each sender gets one letter a plan and day.

    Raises ReportRefused without a reason or for one too long, Moved when one is not waiting.
    """
    reason = reason_of(reason, _("Diga porque devolve: quem enviou precisa de saber o que corrigir."))
    rows = locked(drafts, (State.SUBMITTED,))
    move(rows, State.RETURNED, returned_by=by, returned_reason=reason)
    for row in rows:
        told(row, verb="report.return", by=by, at=at, new={"reason": reason})
    tell_senders(rows, reason, at)
    return rows


@transaction.atomic
def approve(*, drafts: Sequence[m.Draft], by: str, for_name: str, at: datetime) -> list[m.Draft]:
    """Approve reports as they were read, for the body `for_name`: submitted → approved.

    Raises ReportRefused for what one sent oneself (four eyes), Moved when one is not waiting or says something else than `drafts` do.
    """
    rows = locked(drafts, (State.SUBMITTED,))
    read = {draft.pk: draft.revision for draft in drafts}
    for row in rows:
        if row.revision != read[row.pk]:
            words = _("O relatório da medida %(measure)s mudou desde que o leu: veja como está agora.")
            raise Moved(words % {"measure": row.measure.code})
    for row in rows:
        if row.submitted_by == by:
            words = _("Enviou o relatório da medida %(measure)s: quem aprova tem de ser outra pessoa.")
            raise ReportRefused(words % {"measure": row.measure.code})
    move(rows, State.APPROVED, approved_by=by, approved_for=for_name, approved_at=at)
    for row in rows:
        told(row, verb="report.approve", by=by, at=at, new={"for": for_name})
    return rows


@transaction.atomic
def unapprove(*, drafts: Sequence[m.Draft], by: str, at: datetime) -> list[m.Draft]:
    """Undo an approval of what is not yet published: approved → submitted."""
    rows = locked(drafts, (State.APPROVED,))
    old = {row.pk: row.approved_by for row in rows}
    move(rows, State.SUBMITTED, approved_by="", approved_for="", approved_at=None)
    for row in rows:
        told(row, verb="report.unapprove", by=by, at=at, old={"approved_by": old[row.pk]})
    return rows


@transaction.atomic
def publish_drafts(*, drafts: Sequence[m.Draft], by: str, at: datetime) -> list[m.Report]:
    """Make approved reports public: each becomes an immutable Report, the next version of its measure, place and day.

    Doors reach this through `rollup`. Raises Moved when one is not approved.
    """
    rows = locked(drafts, (State.APPROVED,))
    numbers = _next_numbers(rows)
    by_plan: dict[int, list[m.Draft]] = {}
    for row in rows:
        by_plan.setdefault(row.measure.plan_id, []).append(row)
    made: list[m.Report] = []
    for plan_id, of in by_plan.items():
        said = [_report_of(row, numbers[row.pk], at) for row in of]
        reports = write(plan_id, said, at)
        m.Report.objects.filter(pk__in=[r.pk for r in reports]).update(state=m.Report.State.PUBLISHED)
        _keep_files(of, reports)
        digests = digests_of(reports)
        for row, report, said_now in zip(of, reports, digests.items(), strict=True):
            row.state, row.report = State.PUBLISHED, report
            report.state = m.Report.State.PUBLISHED
            _told_public(row, report, dict([said_now]), by, at)
        made += reports
    m.Draft.objects.bulk_update(rows, ["state", "report"])
    return made


def _next_numbers(rows: Sequence[m.Draft]) -> dict[int, int]:
    same = m.Report.objects.filter(measure__in={row.measure_id for row in rows})
    highest: dict[tuple[object, ...], int] = {}
    for *key, number in same.values_list("measure_id", "municipality_id", "reference_date", "number"):
        highest[tuple(key)] = max(number, highest.get(tuple(key), 0))
    return {
        row.pk: highest.get((row.measure_id, row.municipality_id, row.reference_date), 0) + 1 for row in rows
    }


def _report_of(row: m.Draft, number: int, at: datetime) -> pf.Report:
    return cells.report_of(
        row.said,
        measure=row.measure.code,
        day=row.reference_date,
        municipality=row.municipality.dico if row.municipality else None,
        version=number,
        published_at=at,
    )


def _keep_files(rows: Sequence[m.Draft], reports: Sequence[m.Report]) -> None:
    """Hang the kept file on each piece of evidence that is one, with the fingerprint of what is served."""
    named = {
        (report.pk, i): item["file"]
        for row, report in zip(rows, reports, strict=True)
        for i, item in enumerate(row.said.get("evidence", []))
        if item.get("file")
    }
    if not named:
        return
    files = {file.public_id: file for file in StoredFile.objects.filter(public_id__in=named.values())}
    shown = [e for e in m.Evidence.objects.filter(report__in=reports) if (e.report_id, e.position) in named]
    for evidence in shown:
        evidence.file = files[named[evidence.report_id, evidence.position]]
        evidence.sha256 = evidence.file.sha256_served
    m.Evidence.objects.bulk_update(shown, ["file", "sha256"])


def _told_public(row: m.Draft, report: m.Report, digests: dict[str, str], by: str, at: datetime) -> None:
    new: dict[str, Any] = {"version": report.number, "for": row.approved_for, "approved_by": row.approved_by}
    new["digests"] = digests
    if not row.corrects:
        told(row, verb="report.publish", by=by, at=at, new=new)
        return
    old = {"version": row.corrects.number}
    new["reason"] = report.reason
    if report.withdrawn:
        told(row, verb="report.withdraw", by=by, at=at, old=old, new=new)
    else:
        told(row, verb="report.correct", by=by, at=at, old=old, new=new)
