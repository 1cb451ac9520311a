"""The planned degree p(t): straight lines from (start, 0) through the milestones to (end, 1), degree.md section 3."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import NO_DAY, Facts, Float, Long
from rumo.science.degree.tables import ranges

NEVER = 2**40  # a day after every day


@dataclass(frozen=True, slots=True)
class Stretches:
    """The straight stretches of every measure version, in order: flat 0 before the start, the lines, flat 1 from the end on.

    first: first stretch of each measure version. until: day on which the next stretch begins. On day t of a stretch
    p = low + rise * (t - since) / length. A version without start or end has one stretch, of nan.
    """

    first: Long
    until: Long
    since: Float
    length: Float
    low: Float
    rise: Float


def stretches(facts: Facts) -> Stretches:
    """Stretches of every measure version."""
    dated = (facts.mv_start != NO_DAY) & (facts.mv_end != NO_DAY)
    own = np.flatnonzero(dated)
    mark = np.flatnonzero(dated[facts.milestone_mv])
    mark = mark[
        np.lexsort((facts.milestone_share[mark], facts.milestone_day[mark], facts.milestone_mv[mark]))
    ]
    mark_mv = facts.milestone_mv[mark]
    mark_first, marks = ranges(mark_mv, len(dated))
    # corners of a dated version: the beginning of time, the start, one per milestone, the end
    count = np.where(dated, 3 + marks, 1)
    first = np.cumsum(count) - count
    last = first + count - 1
    day, low = np.full(int(count.sum()), -NEVER), np.zeros(int(count.sum()))
    low[first[~dated]] = np.nan
    day[first[own] + 1] = facts.mv_start[own]
    at = first[mark_mv] + 2 + np.arange(len(mark)) - mark_first[mark_mv]
    day[at], low[at] = facts.milestone_day[mark], facts.milestone_share[mark]
    day[last[own]], low[last[own]] = facts.mv_end[own], 1.0
    until = np.append(day[1:], NEVER)
    until[last] = NEVER
    rise = np.append(low[1:], 0.0) - low
    rise[first], rise[last] = 0.0, 0.0
    length = np.maximum(until - day, 1).astype(np.float64)
    return Stretches(first, until, day.astype(np.float64), length, low, rise)


class Course:
    """Where each measure stands on its stretches, moved forward day by day; one that was never started has no p."""

    def __init__(self, table: Stretches, measures: int) -> None:
        self._table = table
        self._at = np.zeros(measures, dtype=np.int64)
        self._until = np.full(measures, NEVER, dtype=np.int64)
        self._since, self._length = np.zeros(measures), np.ones(measures)
        self._low, self._rise = np.full(measures, np.nan), np.zeros(measures)

    def start(self, measure: NDArray[np.integer], mv: NDArray[np.integer]) -> None:
        """Put measures on the first stretch of the versions `mv` (parallel to `measure`)."""
        self._at[measure] = self._table.first[mv]
        self._read(measure)

    def planned(self, day: int) -> Float:
        """p of every measure on `day`, nan where the schedule is unknown. Days must not go back."""
        passed = np.flatnonzero(self._until <= day)
        while len(passed):
            self._at[passed] += 1
            self._read(passed)
            passed = passed[self._until[passed] <= day]
        return self._low + self._rise * ((day - self._since) / self._length)

    def _read(self, measure: NDArray[np.integer]) -> None:
        at = self._at[measure]
        self._until[measure] = self._table.until[at]
        self._since[measure] = self._table.since[at]
        self._length[measure] = self._table.length[at]
        self._low[measure] = self._table.low[at]
        self._rise[measure] = self._table.rise[at]
