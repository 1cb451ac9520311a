"""Money: what was spent and what was planned, by measure and funder, where both figures are known (degree.md, section 1).

Spending is reported cumulatively, so the latest figure of each speaker stands. A funder's spending on a measure is the larger of
what the reports that speak for all say and the sum of what its places say: each is a floor of the true total, and adding
them would count the same euro twice.
"""

from __future__ import annotations

import numpy as np

from rumo.science.degree.columns import Facts, Float, Long
from rumo.science.degree.events import Events
from rumo.science.degree.tables import ranges, summed, unrolled


class Money:
    """Purses (speaker and funder) as filled so far, and the budget of every measure version by funder."""

    def __init__(self, facts: Facts, events: Events) -> None:
        self._events = events
        self._funders = facts.funders
        self._spent = np.append(np.full(len(events.purse_key), np.nan), np.nan)  # the last one: no such purse
        known = np.flatnonzero(~np.isnan(facts.budget_planned))
        key = facts.budget_mv[known].astype(np.int64) * facts.funders + facts.budget_funder[known]
        line, of = np.unique(key, return_inverse=True)  # a funder named twice in a measure has one line
        order = np.lexsort((facts.budget_planned[known], of))
        self._planned = summed(of[order], facts.budget_planned[known][order], len(line))
        mv, self._funder = np.divmod(line, max(facts.funders, 1))
        self._first, self._count = ranges(mv, len(facts.mv_measure))
        self._whole = self._purse(facts.mv_measure[mv].astype(np.int64), self._funder)

    def apply(self, step: int) -> None:
        """Take in what was spent by the next date."""
        paid = self._events.paid_steps[step]
        self._spent[self._events.paid_purse[paid]] = self._events.paid_value[paid]

    def lines(self, mv: Long, owner: Long, speaker: Long) -> tuple[Long, Long, Float, Float]:
        """Budget lines of measures in the versions `mv`, whose places are `owner`, `speaker`.

        Returns (position in `mv`, funder, planned, spent or nan if never reported), one row per funder.
        """
        of, line = unrolled(self._first[mv], self._count[mv])
        spent = self._spent[self._whole[line]]
        count = self._count[mv[owner]]
        place, place_line = unrolled(self._first[mv[owner]], count)
        paid = self._spent[self._purse(speaker[place], self._funder[place_line])]
        told = np.flatnonzero(~np.isnan(paid))
        begin = np.cumsum(self._count[mv]) - self._count[mv]
        row = begin[owner[place[told]]] + place_line[told] - self._first[mv[owner[place[told]]]]
        by_place = summed(row, paid[told], len(of))
        by_place[summed(row, np.ones(len(row)), len(of)) == 0] = np.nan
        return of, self._funder[line], self._planned[line], np.fmax(spent, by_place)

    def totals(self, mv: Long, owner: Long, speaker: Long) -> tuple[Float, Float]:
        """(spent, planned) of measures over the funders that have both; nan where none has."""
        of, _, planned, spent = self.lines(mv, owner, speaker)
        both = np.flatnonzero(~np.isnan(spent))
        known = summed(of[both], np.ones(len(both)), len(mv)) > 0
        return (
            np.where(known, summed(of[both], spent[both], len(mv)), np.nan),
            np.where(known, summed(of[both], planned[both], len(mv)), np.nan),
        )

    def _purse(self, speaker: Long, funder: Long) -> Long:
        """The purse of each speaker and funder; -1 where nothing was ever paid from it."""
        keys = self._events.purse_key
        key = speaker * self._funders + funder
        at = np.searchsorted(keys, key)
        found = np.append(keys, -1)[np.minimum(at, len(keys))] == key
        return np.where(found, at, -1)
