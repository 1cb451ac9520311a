"""Who was due to report, and who has: reporting cycles, and the 365 days that stand in for them.

degree.md section 4 says it in two sentences. Read together they give one window at t: of the cycles of the version in use whose
grace (due day + grace days) ended before t, the one that ends last; in a plan with no cycle, from 365 days before t to t.
A measure is due in the window if it is live and had started by the window's last day (a start nobody wrote down counts as
started, so that a missing date hides no silence). Fresh coverage is the weight of due measures with a report in the window
over the weight due; a due measure with information but no report in it is stale. So every due measure is fresh, stale, or
has no information. Until the grace of the first cycle has ended nobody is due and fresh coverage is null.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import NO_DAY, Facts, Int, Long
from rumo.science.degree.events import Events
from rumo.science.degree.tables import packed

YEAR = 365
FAR = 2**31 - 1  # further than any day: first FAR, last -FAR is a window nobody is due in


class Windows:
    """The reporting window of each plan version at any day."""

    def __init__(self, facts: Facts) -> None:
        due = np.where(facts.cycle_due == NO_DAY, facts.cycle_end, facts.cycle_due)
        closing = due.astype(np.int64) + facts.cycle_grace
        latest = np.empty(len(closing), dtype=np.int64)
        latest[np.lexsort((facts.cycle_start, facts.cycle_end))] = np.arange(len(closing))
        order = np.lexsort((latest, closing, facts.cycle_version))
        version = facts.cycle_version[order].astype(np.int64)
        # of all cycles of a version closed so far, the one that ends last: the running maximum within the version
        best = np.maximum.accumulate(version * len(order) + latest[order]) - version * len(order)
        row = np.empty(len(order), dtype=np.int64)
        row[latest] = np.arange(len(order))
        self._row = row[best]
        self._key = packed(version, closing[order])
        self._version = np.append(version, -1)
        self._start = facts.cycle_start.astype(np.int64)
        self._end = facts.cycle_end.astype(np.int64)
        self._cycles = np.zeros(len(facts.version_plan) + 1, dtype=np.bool_)  # the last one: no version
        self._cycles[facts.cycle_version] = True

    def at(self, version: Long, day: int) -> tuple[Long, Long, NDArray[np.bool_]]:
        """First day, last day and whether it is a cycle, of the window of each version (row, or -1) at `day`; FAR, -FAR: nobody due."""
        cycles = self._cycles[version]
        first, last = np.full(len(version), day - YEAR), np.full(len(version), day)
        at = np.searchsorted(self._key, packed(version, day), side="left") - 1
        closed = cycles & (self._version[at] == version)
        row = self._row[at[closed]]
        first[closed], last[closed] = self._start[row], self._end[row]
        none = cycles & ~closed
        first[none], last[none] = FAR, -FAR
        return first, last, cycles


class Diary:
    """The days on which each speaker reported, to ask for the latest one up to any day."""

    def __init__(self, events: Events) -> None:
        self._key = np.sort(packed(events.heard_speaker, events.heard_day))
        self._speaker = np.append(self._key >> 32, -1)
        self._day = np.append((self._key & 0xFFFFFFFF) - 2**31, int(NO_DAY))

    def latest(self, speaker: Long, until: Long) -> Long:
        """Latest day up to `until` (parallel, int32 range) on which each speaker reported; NO_DAY if none."""
        at = np.searchsorted(self._key, packed(speaker, until), side="right") - 1
        return np.where(self._speaker[at] == speaker, self._day[at], int(NO_DAY))


class Reporting:
    """The window every measure is in as the sweep moves on, and its latest report up to the window's end."""

    def __init__(self, facts: Facts, events: Events) -> None:
        self._windows, self._diary = Windows(facts), Diary(events)
        self._measure_plan = facts.measure_plan
        self._plan = np.zeros((3, facts.plans), dtype=np.int64)
        self._of = np.zeros(
            (3, facts.measures), dtype=np.int64
        )  # first day, last day, whether a cycle; of each measure
        self._latest = np.full(facts.measures, int(NO_DAY))

    def move(self, day: int, version: Long) -> NDArray[np.bool_]:
        """Go to `day`, `version` being the row each plan uses; answers which measures have another cycle now, or none."""
        first, last, cycle = self._windows.at(version, day)
        now = np.stack([np.where(cycle, first, 0), np.where(cycle, last, 0), cycle])
        moved: NDArray[np.bool_] = (now != self._plan).any(axis=0)[self._measure_plan]
        self._plan = now
        if moved.any():
            self._of = now[:, self._measure_plan]
        return moved

    def read(self, day: int, measure: Long, owner: Long, speaker: Long) -> None:
        """Look again for the latest report of measures, and of their places (position in `measure`, speaker)."""
        until = np.minimum(self._of[1, measure], day)
        latest = self._diary.latest(measure, until)
        np.maximum.at(latest, owner, self._diary.latest(speaker, until[owner]))
        self._latest[measure] = latest

    @property
    def cyclic(self) -> NDArray[np.bool_]:
        """Which measures are in a plan with cycles."""
        cyclic: NDArray[np.bool_] = self._of[2] == 1
        return cyclic

    def due_fresh(self, day: int, start: Int, newest: Int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each measure was due in its window, and whether it reported in it; `newest` is its latest report of all."""
        first, last, _ = self._of
        due = np.where(self.cyclic, (start <= last) & (first <= last), start <= day)
        return due, np.where(self.cyclic, self._latest >= first, newest >= day - YEAR)
