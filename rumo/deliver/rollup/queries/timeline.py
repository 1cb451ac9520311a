"""Planned against proven, month by month: from the kept month-end sums where nothing else is asked, else by the formula itself."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.reading import Moment, day_number, day_of, micros
from rumo.deliver.rollup.queries.scopes import Scope
from rumo.deliver.rollup.queries.snapshot import Part, Snapshot
from rumo.science.degree.evaluate import blocks
from rumo.science.degree.figures import Figures

LONGEST = 480
"""Months in a time line at most (forty years); what lies beyond is left out."""


@dataclass(frozen=True, slots=True)
class Point:
    """One month-end: fractions planned and proven, None where the set is empty (or, planned, has no dates)."""

    day: date
    planned: float | None
    proven: float | None


def timeline(held: Snapshot, scope: Scope, moment: Moment) -> list[Point]:
    """Return the points from the month before anything happened in the scope to the month after which nothing changes.

    A scope in which nothing ever changes (no dates, no reports) has none.

    Proven is given for every month as the facts known stand; who draws stops it at the date asked for. Months come from the kept sums
    unless `known_at` is asked or the scope is one measure, which the formula answers directly.
    """
    if moment.known_at is None and scope.measure is None:
        return _points(*_kept(*narrowed(held, scope), moment.synthetic))
    return _points(*_computed(*narrowed(held, scope), moment))


def narrowed(held: Snapshot, scope: Scope) -> tuple[Snapshot, Scope]:
    """Return the facts that can matter to a scope, and the scope among them: of a plan or a measure, its plan's alone."""
    if scope.measure is not None:
        plan = int(held.facts.measure_plan[scope.measure])
        first = int(np.searchsorted(held.facts.measure_plan, plan))
        return held.only(plan), replace(scope, measure=scope.measure - first)
    if scope.plan is not None:
        return held.only(scope.plan), replace(scope, plan=0)
    return held, scope


def _belonging(part: Part, scope: Scope, synthetic: bool) -> NDArray[np.float64] | None:
    """Return the month-end sums of the part's measures that belong to the scope, over all its combos; None when none does."""
    if part.labels.synthetic and not synthetic:
        return None
    if scope.area is None and scope.places is None:
        return part.months_whole
    inside = [
        (scope.area is None or scope.area in areas)
        and (scope.places is None or not scope.places.isdisjoint(places))
        for areas, places in part.labels.combos
    ]
    if all(inside):
        return part.months_whole
    return part.months.sums[:, np.array(inside)].sum(axis=1) if any(inside) else None


def _kept(held: Snapshot, scope: Scope, synthetic: bool) -> tuple[int, NDArray[np.float64]]:
    """Add up the kept sums of the scope, each plan's held at its first and last month beyond its own."""
    chosen = [
        (part.months.first, sums)
        for part in held.parts.values()
        if (sums := _belonging(part, scope, synthetic)) is not None
    ]
    changing = [(start, start + len(sums)) for start, sums in chosen if len(sums) > 1]
    if not changing:
        return 0, np.zeros((0, 5))
    first = min(start for start, _ in changing)
    months = min(max(end for _, end in changing) - first, LONGEST)
    total = np.zeros((months, 5))
    for start, sums in chosen:
        total += sums[np.clip(np.arange(first, first + months) - start, 0, len(sums) - 1)]
    return first, total


def _computed(held: Snapshot, scope: Scope, moment: Moment) -> tuple[int, NDArray[np.float64]]:
    """Run the formula at every month-end of the scope's own span."""
    widest = Scope("plan", "", "", plan=0) if scope.measure is not None else scope
    first, kept = _kept(held, widest, moment.synthetic)
    ends = (
        np.arange(first + 1, first + len(kept) + 1).astype("datetime64[M]").astype("datetime64[D]")
    ).astype(np.int32) - np.int32(1)
    known = micros(moment.known_at) if moment.known_at else None
    total = np.zeros((len(ends), 5))
    for part, figures in blocks(held.facts, ends, known):
        for i, month in enumerate(range(part.start, part.stop)):
            total[month] = _sums(held, scope, moment, figures.rows(i))
    return first, total


def _sums(held: Snapshot, scope: Scope, moment: Moment, figures: Figures) -> list[float]:
    """Return (w·d, w, w·p, w with p, w informed) of the scope at one date."""
    inside = figures.live & scope.mask(held, figures.mv)
    if not moment.synthetic:
        inside &= ~held.synthetic
    w, d, p = figures.weight[inside], figures.degree[inside], figures.planned[inside]
    informed, planned = ~np.isnan(d), ~np.isnan(p)
    done, due = (w * d)[informed].sum(), (w * p)[planned].sum()
    return [done, w.sum(), due, w[planned].sum(), w[informed].sum()]


def _points(first: int, sums: NDArray[np.float64]) -> list[Point]:
    points = []
    for i, (done, weight, due, dated, _) in enumerate(sums):
        last = (np.datetime64(first + i + 1, "M").astype("datetime64[D]") - np.timedelta64(1, "D")).astype(
            np.int64
        )
        points.append(
            Point(
                day_of(last), float(due / dated) if dated else None, float(done / weight) if weight else None
            )
        )
    return points


def closing(points: list[Point], today: date, planned: float | None, proven: float | None) -> list[Point]:
    """Return the points with `today`'s own figures set in among the month-ends, so that the line ends on the headline."""
    if not points or day_number(today) < day_number(points[0].day):
        return points
    others = [point for point in points if point.day != today]
    return sorted([*others, Point(today, planned, proven)], key=lambda point: point.day)
