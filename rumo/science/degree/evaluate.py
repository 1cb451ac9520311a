"""The formula degree/1 over any number of measures at any number of dates: one sweep over the dates, all measures at once.

Between two dates only the measures that were spoken of, or whose plan changed its version, are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import NO_DAY, STAGE, Facts, Int, Long
from rumo.science.degree.events import events
from rumo.science.degree.figures import CANCELLED, NO_INFORMATION, STATES, Figures, blank, finish, unfilled
from rumo.science.degree.money import Money
from rumo.science.degree.planned import Course, stretches
from rumo.science.degree.reporting import Reporting
from rumo.science.degree.standing import Standing
from rumo.science.degree.versions import known_versions

_KEPT = (
    "present",
    "state",
    "degree",
    "weight",
    "basis",
    "newest",
    "newest_published",
    "spent",
    "budget",
    "mv",
)
BLOCK = 1 << 16  # measure-dates finished at once: small enough to stay in the processor's cache

# state of each stage code; the last entry is what SILENT (-1) reads
_STATE = np.array(
    [STATES.index(s) for s in sorted(STAGE, key=STAGE.__getitem__)] + [NO_INFORMATION], dtype=np.int8
)


def evaluate(facts: Facts, days: Sequence[int] | NDArray[np.integer], known_at: int | None = None) -> Figures:
    """Figures of every measure of `facts` at every one of `days`, as known at an instant (None: all that is published).

    `days` in any order, repeated or not; the result has shape (len(days), facts.measures). The order of rows in `facts` is irrelevant.
    """
    asked = np.asarray(days, dtype=np.int32)
    ascending, back = np.unique(asked, return_inverse=True)
    figures = unfilled(ascending, facts.measures)
    sweep = Sweep(facts, ascending, known_at)
    for start in range(0, len(ascending), sweep.block):
        sweep.fill(figures.rows(slice(start, start + sweep.block)))
    return figures if np.array_equal(ascending, asked) else figures.rows(back)


def blocks(facts: Facts, days: Int, known_at: int | None = None) -> Iterator[tuple[slice, Figures]]:
    """The same in bounded memory, for strictly ascending `days`: (which days, their figures)."""
    sweep = Sweep(facts, days, known_at)
    for start in range(0, len(days), sweep.block):
        part = slice(start, min(start + sweep.block, len(days)))
        figures = unfilled(days[part], facts.measures)
        sweep.fill(figures)
        yield part, figures


class Sweep:
    """Walks strictly ascending days and keeps the present figures of every measure, changing only what changed."""

    def __init__(self, facts: Facts, days: Int, known_at: int | None) -> None:
        said = events(facts, days, known_at)
        self.block = max(1, BLOCK // max(facts.measures, 1))
        self._facts = facts
        self._versions = known_versions(facts, known_at)
        self._ranks = self._versions.ranks(days)
        self._standing = Standing(facts, said)
        self._course = Course(stretches(facts), facts.measures)
        self._money = Money(facts, said)
        self._reporting = Reporting(facts, said)
        self._step = 0
        self._rank = np.full(facts.plans, -1, dtype=np.int64)
        self._now = blank(np.zeros(1, dtype=np.int32), facts.measures).rows(0)
        self._dropped = np.zeros(facts.measures, dtype=np.bool_)
        self._start = np.full(facts.measures, NO_DAY)

    def fill(self, figures: Figures) -> None:
        """Figures of the next days, as many as `figures` has rows."""
        now = self._now
        for i, day in enumerate(figures.days.tolist()):
            changed = self._advance()
            if len(changed):
                self._refresh(changed)
            self._look_at_window(day, changed)
            for name in _KEPT:
                getattr(figures, name)[i] = getattr(now, name)
            figures.planned[i] = self._course.planned(day)
            figures.due[i], figures.fresh[i] = self._reporting.due_fresh(day, self._start, now.newest)
            self._step += 1
        finish(figures)

    def _advance(self) -> Long:
        """Take in what became true up to the next day; answers the measures of their plans that this touches, ascending."""
        touched = np.zeros(len(self._start), dtype=np.bool_)
        touched[self._standing.apply(self._step)] = True
        self._money.apply(self._step)
        touched[self._revise(self._ranks[self._step])] = True
        return np.flatnonzero(touched & self._now.present)

    def _revise(self, rank: Long) -> Long:
        """Put the plan versions of the day to use; answers the measures of which something else is said now."""
        plans = rank != self._rank
        self._rank = rank
        if not plans.any():
            return np.zeros(0, dtype=np.int64)
        measure: Long = np.flatnonzero(plans[self._facts.measure_plan])
        mv, dropped = self._versions.measure_versions(measure, rank[self._facts.measure_plan[measure]])
        new = (mv != self._now.mv[measure]) | (dropped != self._dropped[measure])
        measure, mv = measure[new], mv[new]
        self._now.mv[measure], self._dropped[measure] = mv, dropped[new]
        self._now.present[measure] = True
        self._now.weight[measure] = self._facts.mv_weight[mv]
        self._now.basis[measure] = self._facts.mv_basis[mv]
        self._start[measure] = self._facts.mv_start[mv]
        self._course.start(measure, mv)
        return measure

    def _refresh(self, measure: Long) -> None:
        """Work out again the figures of the measures given."""
        now = self._now
        mv = now.mv[measure]
        owner, speaker = self._standing.places(measure, mv)
        degree, stage = self._standing.degree(measure, mv, owner, speaker)
        dropped = self._dropped[measure]
        now.degree[measure] = np.where(dropped, np.nan, degree)
        now.state[measure] = np.where(dropped, CANCELLED, _STATE[stage])
        now.newest[measure], now.newest_published[measure] = self._standing.newest(measure, owner, speaker)
        now.spent[measure], now.budget[measure] = self._money.totals(mv, owner, speaker)

    def _look_at_window(self, day: int, changed: Long) -> None:
        """Move the reporting windows to `day` and look again where the window or the reports changed."""
        again = self._reporting.move(day, self._versions.rows(self._rank))
        again[changed] = True
        measure = np.flatnonzero(again & self._reporting.cyclic & self._now.present)
        if len(measure):
            owner, speaker = self._standing.places(measure, self._now.mv[measure])
            self._reporting.read(day, measure, owner, speaker)
