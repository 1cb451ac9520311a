"""A published report is corrected or withdrawn like it was made: a working copy, sent by one person and approved by another."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.holding import Moved, State, keep, locked_of, reason_of, told
from rumo.deliver.progress.queries.reports import said_of


@transaction.atomic
def begin_correction(*, report: m.Report, by: str, at: datetime) -> m.Draft:
    """Begin the correction of a published report: a working copy that says the same, without its reason, which is due at sending.

    Begun already, the same copy is returned. Raises Moved for a report that is not the one that counts, and while another
    working copy of its measure, place and day is open.
    """
    said = {name: value for name, value in said_of(report).items() if name != "reason"}
    draft, begun = _begin(report, said, by, at)
    if begun:
        told(draft, verb="report.begin_correction", by=by, at=at, old={"version": report.number})
    return draft


@transaction.atomic
def begin_withdrawal(*, report: m.Report, reason: str, by: str, at: datetime) -> m.Draft:
    """Begin the withdrawal of a published report, with its public reason; a second person approves it like any other.

    Raises as `begin_correction`, and ReportRefused without a reason.
    """
    why = reason_of(reason, _("Diga porque é retirado o relatório: o motivo fica público."))
    said = {"withdrawn": True, "stage": report.stage, "reason": why}
    draft, begun = _begin(report, said, by, at)
    if begun:
        told(draft, verb="report.begin_withdrawal", by=by, at=at, old={"version": report.number})
    return draft


def _begin(report: m.Report, said: dict[str, Any], by: str, at: datetime) -> tuple[m.Draft, bool]:
    """Return the working copy and whether it is new."""
    place = report.municipality
    here = locked_of({report.measure_id}).get(
        (report.measure_id, report.municipality_id, report.reference_date)
    )
    _refuse_replaced(report)
    if here:
        same = bool(here.said.get("withdrawn")) == bool(said.get("withdrawn"))
        if here.state == State.DRAFT and here.corrects_id == report.pk and same:
            return here, False
        raise Moved(_("Já há um relatório desta medida e data em preparação: acabe esse primeiro."))
    draft = m.Draft(
        measure=report.measure,
        municipality=place,
        reference_date=report.reference_date,
        corrects=report,
        said=said,
    )
    keep(draft, by, at)
    return draft, True


def _refuse_replaced(report: m.Report) -> None:
    """Raise Moved unless the report is public, the version that counts, and not withdrawn."""
    same = m.Report.objects.filter(
        measure=report.measure_id,
        municipality=report.municipality_id,
        reference_date=report.reference_date,
        state=m.Report.State.PUBLISHED,
    )
    counts = same.order_by("published_at", "number").last()
    if counts is None or counts.pk != report.pk:
        raise Moved(_("Só se corrige o relatório publicado que está em vigor: veja como está agora."))
    if counts.withdrawn:
        raise Moved(_("Este relatório foi retirado: faça um novo."))
