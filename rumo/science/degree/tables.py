"""Small array moves the formula is built from: joining an index and a day into one sortable key, and unrolling ranges of rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rumo.science.degree.columns import Float, Long


def packed(index: ArrayLike, day: ArrayLike) -> Long:
    """One int64 per pair that sorts by index, then by day (NO_DAY first). Index below 2**31, day any int32."""
    high = np.asarray(index, dtype=np.int64) << 32
    return high + (np.asarray(day, dtype=np.int64) + 2**31)


def unrolled(first: Long, count: Long) -> tuple[Long, Long]:
    """Rows first[i] .. first[i] + count[i] - 1 of every i, one after the other.

    Returns (owner, row), both as long as count.sum(): owner is i, row the position in the table.
    """
    owner = np.repeat(np.arange(len(count)), count)
    shift = first - (np.cumsum(count) - count)
    return owner, np.arange(len(owner)) + np.repeat(shift, count)


def ranges(index: NDArray[np.integer], size: int) -> tuple[Long, Long]:
    """Of a sorted index column: where the rows of each of `size` owners begin, and how many there are."""
    count = np.bincount(index, minlength=size).astype(np.int64)
    return np.cumsum(count) - count, count


def summed(owner: NDArray[np.integer], values: NDArray[np.generic], size: int) -> Float:
    """Sum of `values` by owner, added up in the order of the rows; shape (size,)."""
    return np.bincount(owner, weights=values, minlength=size).astype(np.float64, copy=False)


def numbered(codes: NDArray[np.integer]) -> tuple[Long, Long]:
    """What `np.unique(codes, return_inverse=True)` answers: the distinct codes, ascending, and which one each is.

    Counted instead of sorted where the codes lie close together, as keys and positions do.
    """
    low = int(codes.min(initial=0))
    span = int(codes.max(initial=0)) - low + 1
    if span > 8 * len(codes) + 1_000:
        distinct, index = np.unique(codes, return_inverse=True)
        return distinct.astype(np.int64), index.astype(np.int64)
    there = np.bincount(codes - low, minlength=span) > 0
    return np.flatnonzero(there) + low, (np.cumsum(there) - 1)[codes - low]
