"""Small time lines, one an area, on one scale."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from rumo.deliver.rollup.queries import timeline
from rumo.doors.dashboard import months
from rumo.doors.dashboard.looking import Look
from rumo.doors.dashboard.parts import GroupRow

Series = tuple[str, list[tuple[date, float | None, float | None]], str | None]


@dataclass(frozen=True, slots=True)
class Small:
    """What the tag `small_timelines` takes."""

    series: list[Series]
    start: date
    end: date


def by_area(look: Look, rows: list[GroupRow]) -> Small | None:
    """Return the time lines of the areas in `rows`, closing on the day asked for; none where an earlier state of knowledge is asked for."""
    if look.asked.known_at is not None:
        return None
    kept = months.lines(look.held, look.asked.synthetic).areas
    terms = {term.key: term.pk for term in look.held.areas}
    series = [_one(look, row, kept[terms[row.key]]) for row in rows if row.key in terms]
    days = [point[0] for _label, points, _href in series for point in points]
    return Small(series, min(days), max(days)) if days else None


def _one(look: Look, row: GroupRow, points: list[timeline.Point]) -> Series:
    f: SimpleNamespace = row.f
    closed = timeline.closing(points, look.asked.as_of, f.planned, f.degree)
    return row.label, [(point.day, point.planned, point.proven) for point in closed], row.href
