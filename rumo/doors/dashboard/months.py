"""Month-end sums of the country and quarter-end sums of each area, added up plan by plan and kept while a plan's facts do not change."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.reading import day_of
from rumo.deliver.rollup.queries.snapshot import Part, Snapshot
from rumo.deliver.rollup.queries.timeline import LONGEST, Point

Sums = NDArray[np.float64]
FIELDS = 4  # of MonthSums: w·d, w, w·p, w of those with p
QUARTER = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    """One plan's sums: of all its measures by month, of each area by quarter (month `first`, quarter `first // 3` first)."""

    part: Part
    first: int
    months: Sums
    quarters: Sums


@dataclass(frozen=True, slots=True)
class Lines:
    """The time lines of the country and of each area by key of its term; areas have a point a quarter."""

    country: list[Point]
    areas: dict[int, list[Point]]


_plans: dict[int, _Kept] = {}
_lines: dict[tuple[str, bool, int], Lines] = {}
_lock = threading.Lock()


def lines(held: Snapshot, synthetic: bool) -> Lines:
    """Return the time lines of everything published, with invented plans or without; worked out once for each state of the facts."""
    key = (held.token, synthetic, id(held))
    found = _lines.get(key)
    if found is None:
        with _lock:
            found = _all(held, synthetic)
            _lines.clear()
            _lines[key] = found
    return found


def _all(held: Snapshot, synthetic: bool) -> Lines:
    terms = [term.pk for term in held.areas]
    kept = [
        _kept(plan, part, terms)
        for plan, part in held.parts.items()
        if synthetic or not part.labels.synthetic
    ]
    kept = [one for one in kept if one.part.labels.combos]
    if not any(len(one.months) > 1 for one in kept):
        return Lines([], {term: [] for term in terms})
    first, months = _added([(one.first, one.months, len(one.months) > 1) for one in kept], LONGEST)
    quarters = [(one.first // QUARTER, one.quarters, len(one.months) > 1) for one in kept]
    quarter, sums = _added(quarters, LONGEST // QUARTER)
    areas = {term: _points(quarter * QUARTER + 2, QUARTER, sums[:, i]) for i, term in enumerate(terms)}
    return Lines(_points(first, 1, months), areas)


def _kept(plan: int, part: Part, terms: Sequence[int]) -> _Kept:
    known = _plans.get(plan)
    if known is not None and known.part is part and known.quarters.shape[1] == len(terms):
        return known
    sums = part.months.sums[:, :, :FIELDS]
    count, first = len(sums), part.months.first
    of = np.array(
        [[term in areas for areas, _places in part.labels.combos] for term in terms], dtype=np.float64
    )
    ends = np.arange(first // QUARTER, -(-(first + count - 3) // QUARTER) + 1) * QUARTER + 2
    at = np.clip(ends - first, 0, max(count - 1, 0))
    quarters = np.einsum("ac,qcf->qaf", of, sums[at]) if count else np.zeros((0, len(terms), FIELDS))
    found = _Kept(part, first, sums.sum(axis=1), quarters)
    _plans[plan] = found
    return found


def _added(parts: Sequence[tuple[int, Sums, bool]], longest: int) -> tuple[int, Sums]:
    """Add up sums that begin at different steps, each held at its first and last beyond its own; only those that change set the span."""
    changing = [(start, start + len(sums)) for start, sums, changes in parts if changes]
    first = min(start for start, _end in changing)
    steps = min(max(end for _start, end in changing) - first, longest)
    total = np.zeros((steps, *parts[0][1].shape[1:]))
    at = np.arange(first, first + steps)
    alike: dict[tuple[int, int], list[Sums]] = {}
    for start, sums, _changes in parts:
        alike.setdefault((start, len(sums)), []).append(sums)
    for (
        start,
        length,
    ), several in alike.items():  # plans of the same months are added up before they are stretched
        total += np.sum(several, axis=0)[np.clip(at - start, 0, length - 1)]
    return first, total


def _points(first: int, step: int, sums: NDArray[Any]) -> list[Point]:
    ends = (np.arange(len(sums)) * step + first + 1).astype("datetime64[M]").astype("datetime64[D]").astype(
        np.int64
    ) - 1
    return [
        Point(day_of(end), due / dated if dated else None, done / weight if weight else None)
        for end, (done, weight, due, dated) in zip(ends.tolist(), sums.tolist(), strict=True)
    ]
