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

from rumo.science.degree.columns import NO_DAY, Facts, Long
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
        self._cycles = np.zeros(len(facts.version_plan), dtype=np.bool_)
        self._cycles[facts.cycle_version] = True

    def at(self, version: Long, day: int) -> tuple[Long, Long, NDArray[np.bool_]]:
        """First day, last day and whether it is a cycle, of the window of each version (row) at `day`; FAR, -FAR: nobody is due."""
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
