"""Hands what somebody changed on a sheet to the progress room, and puts what it refuses back at its cell."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.actions import Entry, ReportRefused, save_all
from rumo.deliver.progress.queries.sheet import Sheet
from rumo.doors.office.gate import Asking
from rumo.doors.office.reporting.asked import Changes
from rumo.doors.web import clock
from rumo.ground.territory.models import Municipality


def save(request: Asking, found: Sheet, sent: Changes, *, at: datetime | None = None) -> None:
    """Save every change, all or nothing; raises Conflict, or ReportRefused after putting its words at their cells in `sent.faults`."""
    entries = entries_of(found, sent.new, sent.was)
    if not entries:
        return
    try:
        save_all(entries=entries, by=request.who.public_id, at=at or clock.now())
    except ReportRefused as refused:
        for fault in refused.faults:
            sent.faults[fault.measure, fault.cell] = sentence(fault.words)
        raise


def entries_of(
    found: Sheet, new: Mapping[str, Mapping[str, object]], was: Mapping[str, Mapping[str, object]]
) -> list[Entry]:
    """Return the changes as the room takes them, one entry a measure."""
    measures = Measure.objects.select_related("plan").filter(plan=found.plan, code__in=list(new))
    place = Municipality.objects.filter(pk=found.place.pk).first() if found.place.pk else None
    return [
        Entry(measure, place, found.reference, new[measure.code], was.get(measure.code, {}))
        for measure in measures.order_by("pk")
    ]


def sentence(words: str) -> str:
    """Return words of a rule as a sentence of their own."""
    words = words.strip()
    return (
        words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
        if words
        else _("Não pode ser guardado.")
    )
