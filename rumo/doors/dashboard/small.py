"""Small time lines, one an area, on one scale: enough points to see the shape, not more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rumo.deliver.rollup.queries import timeline as lines
from rumo.deliver.rollup.queries.scopes import Scope
from rumo.doors.dashboard.looking import Look

QUARTERS = (3, 6, 9, 12)
Series = tuple[str, list[tuple[date, float | None, float | None]], str | None]


@dataclass(frozen=True, slots=True)
class Small:
    """What the tag `small_timelines` takes."""

    series: list[Series]
    start: date
    end: date


def by_area(look: Look) -> Small | None:
    """Return the time line of each national area of the country's measures, by quarters, closing on the day asked for."""
    figures: dict[str | None, Any] = {group.key: group.figures for group in look.reading.by("area", look.lang)}
    series: list[Series] = []
    for term in look.held.areas:
        if (f := figures.get(term.key)) is not None:
            label = term.label(look.lang)
            points = lines.timeline(look.held, Scope("area", term.key, label, area=term.pk), look.reading.moment)
            kept = [point for point in points if point.day.month in QUARTERS]
            closed = lines.closing(kept, look.asked.as_of, f["planned"], f["degree"])
            series.append((label, [(point.day, point.planned, point.proven) for point in closed], look.link("area", term.key)))
    days = [point[0] for _label, points, _href in series for point in points]
    return Small(series, min(days), max(days)) if days else None
