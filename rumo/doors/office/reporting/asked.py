"""What an address of reporting asks for: the sheet of a plan, date and municipality this person may report, and the changes sent."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.sheet import Cell, Row, Sheet, sheet_of
from rumo.doors.office.gate import Asking
from rumo.doors.office.reporting.values import read, same, written
from rumo.doors.web import clock, formats
from rumo.doors.web.parts import Crumb
from rumo.science.planfile.values import Wrong

PLACE = "municipio"
WAS = "was|"


@dataclass(slots=True)
class Changes:
    """What somebody changed, by measure and cell: the new values, the values they saw, what cannot be read, and all as typed."""

    new: dict[str, dict[str, object]] = field(default_factory=dict)
    was: dict[str, dict[str, object]] = field(default_factory=dict)
    faults: dict[tuple[str, str], str] = field(default_factory=dict)
    typed: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many cells change."""
        return sum(map(len, self.new.values()))

    def add(self, row: Row, cell: Cell, typed: str, seen: str) -> None:
        """Take one cell as it was typed and as it was seen before; one that says what was seen is no change."""
        self.typed[row.code, cell.key] = typed
        if same(cell, typed, seen):
            return
        try:
            value = read(cell, typed)
            before = cell.said if same(cell, seen, written(cell, cell.said)) else read(cell, seen)
        except Wrong as wrong:
            self.faults[row.code, cell.key] = str(wrong)
            return
        self.new.setdefault(row.code, {})[cell.key] = value
        self.was.setdefault(row.code, {})[cell.key] = before


def sheet(request: Asking, slug: str, date: str) -> Sheet:
    """Return the sheet asked for; 404 for a plan, date or municipality that is not this person's to report."""
    try:
        reference = dt.date.fromisoformat(date)
    except ValueError:
        raise Http404 from None
    found = sheet_of(request.who, slug, reference, dico=request.GET.get(PLACE, ""), today=clock.today())
    if found is None or not found.rows:
        raise Http404
    return found


def row_of(found: Sheet, code: str) -> Row:
    """Return the row of a measure; 404 for one that is not on the sheet."""
    row = found.row(code)
    if row is None:
        raise Http404
    return row


def changes(found: Iterable[Row], posted: Mapping[str, str]) -> Changes:
    """Return what a form changed: each field is named "<code>|<key>", and beside it "was|<code>|<key>" holds what was seen."""
    all_of = Changes()
    for row in found:
        for cell in row.cells:
            name = f"{row.code}|{cell.key}"
            if name in posted:
                all_of.add(row, cell, posted[name], posted.get(WAS + name, ""))
    return all_of


def here(found: Sheet, name: str, **more: str) -> str:
    """Return the address of another page about the same sheet."""
    path = reverse(
        f"office:{name}", kwargs={"slug": found.plan.slug, "date": found.reference.isoformat(), **more}
    )
    return f"{path}?{urlencode({PLACE: found.place.dico})}" if found.place.dico else path


def crumbs(found: Sheet, *last: str) -> list[Crumb]:
    """Return the way from today's work to a page about the sheet."""
    day = _("Relatórios de %(day)s") % {"day": formats.short_day(found.reference)}
    steps = [Crumb(_("Hoje"), reverse("office:home")), Crumb(found.version.title)]
    if last:
        return [*steps, Crumb(day, here(found, "grid")), *(Crumb(one) for one in last)]
    return [*steps, Crumb(day)]
