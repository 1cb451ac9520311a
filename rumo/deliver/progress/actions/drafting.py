"""Reports in the making are written here, cell by cell, and thrown away.

Two people may write one report: a cell is saved only while it still says what its editor saw.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.holding import (
    EDITABLE,
    Key,
    Moved,
    State,
    keep,
    locked,
    locked_of,
    refuse_moved,
    today,
    told,
)
from rumo.deliver.progress.actions.importing import ReportFault, ReportRefused
from rumo.deliver.progress.queries.promised import Asked, promised
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import cells
from rumo.science.planfile import document as pf
from rumo.science.planfile.values import Wrong


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody writes of a measure: cells with what they say now (`changes`) and what their editor saw (`was`; absent: nothing)."""

    measure: Measure
    municipality: Municipality | None
    reference_date: date
    changes: Mapping[str, Any]
    was: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """Return which report is written."""
        return (self.measure.pk, self.municipality.pk if self.municipality else None, self.reference_date)


class Clash(NamedTuple):
    """A cell that two people changed: what the other saved, and what is not saved."""

    draft: m.Draft
    cell: str
    theirs: Any
    mine: Any


class Conflict(Exception):
    """Somebody else changed the same cells meanwhile; nothing was saved. `clashes` holds both texts of each."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(_("Outra pessoa mudou entretanto os mesmos campos. Escolha o que fica em cada um."))
        self.clashes = tuple(clashes)

    @property
    def draft(self) -> m.Draft:
        """The report (the first, of several) both were writing."""
        return self.clashes[0].draft


def save(
    *,
    measure: Measure,
    municipality: Municipality | None,
    reference_date: date,
    changes: Mapping[str, Any],
    was: Mapping[str, Any],
    by: str,
    at: datetime,
) -> m.Draft:
    """Save cells of the report of a measure, in a place (None: all of it), on a day; return it. See `save_all`."""
    entry = Entry(measure, municipality, reference_date, changes, was)
    return save_all(entries=[entry], by=by, at=at)[0]


@transaction.atomic
def save_all(*, entries: Sequence[Entry], by: str, at: datetime) -> list[m.Draft]:
    """Save cells of several reports (one entry a report), all or nothing; return the reports, in the same order.

    A report that is not there begins with its first cell; one where nothing changes is not written (and may come back unsaved).
    Raises ReportRefused with the cells that cannot be (unknown codes, wrong types, figures out of bounds), Moved when a report
    was sent or is published, Conflict when somebody else changed a cell to something else than `was` and than the new value.
    """
    measures = promised({(entry.measure.pk, entry.reference_date) for entry in entries})
    wanted = [_read(entry, measures, at) for entry in entries]
    refuse([fault for _values, faults in wanted for fault in faults])
    drafts = _open(entries)
    clashes = [
        clash
        for entry, draft, (values, _faults) in zip(entries, drafts, wanted, strict=True)
        for clash in _clashes(draft, values, entry.was, measures[entry.measure.pk, entry.reference_date])
    ]
    if clashes:
        raise Conflict(clashes)
    for draft, (values, _faults) in zip(drafts, wanted, strict=True):
        _write(draft, values, by, at)
    return drafts


@transaction.atomic
def discard(*, draft: m.Draft, by: str, at: datetime) -> None:
    """Throw away a report in the making. Raises Moved once it was sent: what others have seen is returned, not erased."""
    (draft,) = locked([draft], (State.DRAFT,))
    told(draft, verb="report.discard", by=by, at=at, old=cells.flat(draft.said))
    draft.delete()


Values = dict[cells.Address, Any]


def _read(
    entry: Entry, measures: Mapping[Asked, pf.Measure], at: datetime
) -> tuple[Values, list[ReportFault]]:
    """Return the entry's cells as they would be kept, and what is wrong with them."""
    code = entry.measure.code
    measure = measures.get((entry.measure.pk, entry.reference_date))
    if measure is None:
        return {}, [ReportFault("", _("a medida não está em nenhum plano publicado"), code)]
    faults = []
    if entry.reference_date > today(at):
        faults.append(ReportFault("reference_date", _("a data do relatório ainda não chegou"), code))
    values = {}
    for cell, raw in entry.changes.items():
        try:
            address = cells.address(cell, measure)
            values[address] = cells.read(address, raw, measure)
        except Wrong as wrong:
            faults.append(ReportFault(cell, str(wrong), code))
    return values, faults


def refuse(faults: Sequence[ReportFault]) -> None:
    """Raise ReportRefused with faults, if there are any; the words name the first three."""
    if faults:
        said = "; ".join(f"{fault.measure} {fault.cell}: {fault.words}" for fault in faults[:3])
        raise ReportRefused(_("Nada mudou. Corrija: %(said)s.") % {"said": said}, faults)


def _open(entries: Sequence[Entry]) -> list[m.Draft]:
    """Return the open report of each entry, locked; one that is not there is new and unsaved."""
    found = locked_of({entry.measure.pk for entry in entries})
    refuse_moved((found[entry.key] for entry in entries if entry.key in found), EDITABLE)
    refuse_published({entry.key for entry in entries if entry.key not in found})
    for entry in entries:
        if entry.key not in found:
            place, day = entry.municipality, entry.reference_date
            found[entry.key] = m.Draft(measure=entry.measure, municipality=place, reference_date=day)
    return [found[entry.key] for entry in entries]


def refuse_published(keys: Collection[Key]) -> None:
    """Raise Moved when a report is public already: it is corrected, with a reason, not written again."""
    if not keys:
        return
    public = m.Report.objects.filter(measure__in={key[0] for key in keys}, state=m.Report.State.PUBLISHED)
    public = public.order_by("published_at", "number")
    last: dict[Key, tuple[str, bool]] = {
        (of, place, day): (code, withdrawn)
        for of, place, day, code, withdrawn in public.values_list(
            "measure_id", "municipality_id", "reference_date", "measure__code", "withdrawn"
        )
    }
    for key in keys:
        code, withdrawn = last.get(key, ("", True))
        if not withdrawn:
            words = _("O relatório da medida %(measure)s de %(day)s já está publicado: comece uma correção.")
            raise Moved(words % {"measure": code, "day": key[2]})


def _clashes(draft: m.Draft, values: Values, was: Mapping[str, Any], measure: pf.Measure) -> list[Clash]:
    found = []
    for address, mine in values.items():
        theirs = cells.get(draft.said, address)
        if theirs not in (mine, _seen(address, was.get(address.cell), measure)):
            found.append(Clash(draft, address.cell, theirs, mine))
    return found


def _seen(address: cells.Address, raw: Any, measure: pf.Measure) -> Any:
    """Return what an editor saw as it would be kept; what no report could say is left as it is, and equals nothing."""
    try:
        return cells.read(address, raw, measure)
    except Wrong:
        return raw


def _write(draft: m.Draft, values: Values, by: str, at: datetime) -> None:
    old, new = {}, {}
    for address, value in values.items():
        before = cells.get(draft.said, address)
        if before != value:
            old[address.cell], new[address.cell] = before, value
            draft.said = cells.put(draft.said, address, value)
    if new:
        keep(draft, by, at)
        told(draft, verb="report.save", by=by, at=at, old=old, new=new)
