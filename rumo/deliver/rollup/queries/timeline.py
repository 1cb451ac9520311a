"""Planned against proven, month by month: from the kept month-end sums where nothing else is asked, else by the formula itself."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.reading import Moment, day_number, day_of, micros
from rumo.deliver.rollup.queries.scopes import Scope
from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.science.degree.evaluate import evaluate

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
        return _points(*_kept(held, _combos(held, scope, moment.synthetic)))
    return _points(*_computed(held, scope, moment))


def _combos(held: Snapshot, scope: Scope, synthetic: bool) -> NDArray[np.bool_]:
    """Tell of each combo whether its measures belong to the scope."""
    inside = []
    for i, labels in enumerate(held.labels):
        for areas, places in labels.combos:
            belongs = synthetic or not labels.synthetic
            belongs &= scope.plan is None or scope.plan == i
            belongs &= scope.area is None or scope.area in areas
            belongs &= scope.places is None or not scope.places.isdisjoint(places)
            inside.append(belongs)
    return np.array(inside, dtype=np.bool_)


def _kept(held: Snapshot, inside: NDArray[np.bool_]) -> tuple[int, NDArray[np.float64]]:
    """Add up the kept sums of the combos inside, each plan's held at its first and last month beyond its own."""
    chosen, at = [], 0
    for part in held.parts.values():
        count = len(part.labels.combos)
        mine = inside[at : at + count]
        at += count
        if mine.any():
            chosen.append((part.months.first, part.months.sums[:, mine].sum(axis=1)))
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
    plain = Moment(moment.as_of, None, moment.synthetic)
    widest = (
        Scope("plan", "", "", plan=int(held.facts.measure_plan[scope.measure]))
        if scope.measure is not None
        else scope
    )
    first, kept = _kept(held, _combos(held, widest, plain.synthetic))
    ends = (
        np.arange(first + 1, first + len(kept) + 1).astype("datetime64[M]").astype("datetime64[D]")
    ).astype(np.int64) - 1
    known = micros(moment.known_at) if moment.known_at else None
    figures = evaluate(held.facts, ends, known)
    total = np.zeros((len(ends), 5))
    for i in range(len(ends)):
        inside = figures.live[i] & scope.mask(held, figures.mv[i])
        if not moment.synthetic:
            inside &= ~held.synthetic
        w, d, p = figures.weight[i][inside], figures.degree[i][inside], figures.planned[i][inside]
        informed, planned = ~np.isnan(d), ~np.isnan(p)
        total[i] = [
            (w * d)[informed].sum(),
            w.sum(),
            (w * p)[planned].sum(),
            w[planned].sum(),
            w[informed].sum(),
        ]
    return first, total


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
