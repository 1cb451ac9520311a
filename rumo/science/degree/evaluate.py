"""The formula degree/1 over any number of measures at any number of dates: one sweep over the dates, all measures at once.

Between two dates only the measures that were spoken of, or whose plan changed its version, are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import ALWAYS, NO_DAY, STAGE, Facts, Int, Long
from rumo.science.degree.events import events
from rumo.science.degree.figures import ABSENT, CANCELLED, NO_INFORMATION, STATES, Figures, blank, finish
from rumo.science.degree.money import Money
from rumo.science.degree.planned import Course, stretches
from rumo.science.degree.reporting import Diary, Windows
from rumo.science.degree.standing import Standing, slices
from rumo.science.degree.versions import known_versions

BLOCK = 1 << 16  # measure-dates finished at once: small enough to stay in the processor's cache

# state of each stage code; the last entry is what SILENT (-1) reads
_STATE = np.array([STATES.index(s) for s in sorted(STAGE, key=STAGE.__getitem__)] + [NO_INFORMATION], dtype=np.int8)


def evaluate(facts: Facts, days: Sequence[int] | NDArray[np.integer], known_at: int | None = None) -> Figures:
    """Figures of every measure of `facts` at every one of `days`, as known at an instant (None: all that is published).

    `days` in any order, repeated or not; the result has shape (len(days), facts.measures). The order of rows in `facts` is irrelevant.
    """
    asked = np.asarray(days, dtype=np.int32)
    ascending, back = np.unique(asked, return_inverse=True)
    figures = blank(ascending, facts.measures)
    sweep = Sweep(facts, ascending, known_at)
    for start in range(0, len(ascending), sweep.block):
        sweep.fill(figures.rows(slice(start, start + sweep.block)))
    return figures if np.array_equal(ascending, asked) else figures.rows(back)


def blocks(facts: Facts, days: Int, known_at: int | None = None) -> Iterator[tuple[slice, Figures]]:
    """The same in bounded memory, for strictly ascending `days`: (which days, their figures), to be used before the next is asked for."""
    sweep = Sweep(facts, days, known_at)
    for start in range(0, len(days), sweep.block):
        part = slice(start, min(start + sweep.block, len(days)))
        figures = blank(days[part], facts.measures)
        sweep.fill(figures)
        yield part, figures


class Sweep:
    """Walks strictly ascending days and keeps the present figures of every measure, changing only what changed."""

    def __init__(self, facts: Facts, days: Int, known_at: int | None) -> None:
        said = events(facts, known_at)
        self.block = max(1, BLOCK // max(facts.measures, 1))
        self._facts = facts
        self._versions = known_versions(facts, known_at)
        self._ranks = self._versions.ranks(days)
        self._standing = Standing(facts, said)
        self._course = Course(stretches(facts), facts.measures)
        self._money = Money(facts, said)
        self._windows, self._diary = Windows(facts), Diary(said)
        self._streams = [slices(days, s) for s in (said.heard_day, said.told_day, said.value_day, said.proof_day, said.paid_day)]
        self._day = 0  # how many days have been walked
        self._rank = np.full(facts.plans, -1, dtype=np.int64)
        self._now = blank(np.zeros(1, dtype=np.int32), facts.measures).rows(np.array([0]))
        self._mv = np.full(facts.measures, -1, dtype=np.int64)
        self._start = np.full(facts.measures, NO_DAY)
        self._window = np.zeros((3, facts.measures), dtype=np.int64)  # first and last day, whether a cycle
        self._plan_window = np.zeros((3, facts.plans), dtype=np.int64)

    def fill(self, figures: Figures) -> None:
        """Figures of the next days, as many as `figures` has rows (it must come blank)."""
        for i, day in enumerate(figures.days.tolist()):
            changed = self._advance(day)
            self._refresh(changed)
            self._report_window(day, changed)
            now = self._now
            for name in ("present", "state", "degree", "weight", "basis", "newest", "newest_published", "spent", "budget", "mv"):
                getattr(figures, name)[i] = getattr(now, name)[0]
            figures.planned[i] = self._course.planned(day)
            newest = self._newest_in_window
            figures.due[i] = (self._start <= self._window[1]) & (self._window[0] <= self._window[1])
            figures.fresh[i] = newest >= self._window[0]
            self._day += 1
        finish(figures)
