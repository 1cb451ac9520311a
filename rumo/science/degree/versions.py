"""Which version of a plan is in use on a day, and what it says of each measure.

In use at t: of the versions published by `known_at`, the one with the latest effective day <= t (of several on one day the
highest number); before the first takes effect, the first. A version without an effective day holds from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import Facts, Int, Long
from rumo.science.degree.tables import packed, ranges


@dataclass(frozen=True, slots=True)
class Versions:
    """The known plan versions in the order they take effect (by plan, effective day, number); their place in it is their rank.

    row: version row of each rank. key: packed(plan, effective day) of each rank. first, count: ranks of each plan.
    mv_key: measure * ranks + rank of every known measure version, ascending; mv_row, mv_measure, mv_rank beside it, each with
    one more entry (-1) at the end, which is what position -1 ("none") reads.
    """

    row: Long
    key: Long
    first: Long
    count: Long
    mv_key: Long
    mv_row: Long
    mv_measure: Long
    mv_rank: Long

    def ranks(self, days: Int) -> Long:
        """Rank of the version in use, shape (days, plans); -1 where a plan has no known version."""
        plans = np.arange(len(self.first))
        at = np.searchsorted(self.key, packed(plans[None, :], days[:, None]), side="right") - 1
        return np.where(self.count > 0, np.maximum(at, self.first), -1)

    def rows(self, rank: Long) -> Long:
        """Version row of each rank; -1 of -1."""
        return np.append(self.row, -1)[rank]

    def measure_versions(self, measure: Long, rank: Long) -> tuple[Long, NDArray[np.bool_]]:
        """What the versions in use (`rank`, parallel to `measure`) say: row of each measure's version, and whether it was dropped.

        A measure that the version in use does not have, but an earlier one did, is dropped: its row is that of the last that
        had it. A measure that no version up to then has is not in the plan yet: row -1.
        """
        at = np.searchsorted(self.mv_key, measure * len(self.row) + rank, side="right") - 1
        at = np.where(self.mv_measure[at] == measure, at, -1)
        return self.mv_row[at], (at >= 0) & (self.mv_rank[at] != rank)


def known_versions(facts: Facts, known_at: int | None) -> Versions:
    """The versions of all plans published by `known_at` (None: all)."""
    known = (
        np.flatnonzero(facts.version_published <= known_at)
        if known_at is not None
        else np.arange(len(facts.version_plan))
    )
    order = np.lexsort(
        (facts.version_number[known], facts.version_effective[known], facts.version_plan[known])
    )
    row = known[order]
    rank = np.full(len(facts.version_plan), -1, dtype=np.int64)
    rank[row] = np.arange(len(row))
    mv_rank = rank[facts.mv_version]
    mv = np.flatnonzero(mv_rank >= 0)
    key = facts.mv_measure[mv].astype(np.int64) * len(row) + mv_rank[mv]
    mv = mv[np.argsort(key)]
    plan = facts.version_plan[row]
    first, count = ranges(plan, facts.plans)
    return Versions(
        row=row,
        key=packed(plan, facts.version_effective[row]),
        first=first,
        count=count,
        mv_key=np.sort(key),
        mv_row=np.append(mv, -1),
        mv_measure=np.append(facts.mv_measure[mv].astype(np.int64), -1),
        mv_rank=np.append(mv_rank[mv], -1),
    )
