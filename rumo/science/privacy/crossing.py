"""A table of two splits of the same people (an answer by where they come from), with cells hidden beside published margins (trust.md P4).

An attacker may know every margin of the table to the last person: those that are published, and in the worst case the others. A
hidden cell is then safe when people can be moved around a rectangle of hidden cells and no margin tells: one more in two opposite
corners, one less in the other two. Corners a, c and b, d can so be moved by min(b, d) one way and by min(a, c) the other, and each
of the four takes every value between: its feasible range is min(a, c) + min(b, d) wide at least, whatever else is published. So:

- rows and columns whose own margin is hidden, and whoever is in none, are one row and one column that are never shown; what is
  known of such a row together is treated as if it were shown, and what it hides inside can be anywhere up to that;
- a margin that is small makes its whole line unsafe: it joins the lines that are not shown, and these must be k or more together;
- a cell below k, zero too, is hidden, and with it the cheapest rectangle (fewest people lost from sight) that is k wide or more;
- where there is none the table is not shown at all. That is safe by itself: all cells are hidden, and no margin is below k.

Published again, the table tells only steps, as `renewing` does: cells move by k or more, or stand. One who knows that people only
came knows that no cell was ever more than it is now: what moves around a rectangle is then only the people who came since, unless
all its corners were hidden then as well. What was hidden and would now be shown is checked in the same way, or stays hidden.
Rectangles are one kind of loop out of many: a table may hide more than it had to, never less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rumo.science.privacy.counts import K

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
DARK = -1
"""What is written in the place of a cell that was never shown."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """How a table stands after a publication: `shown` (DARK where hidden) may be told, the rest is for the next publication alone.

    true: every cell as it was. rows, columns: to which line of the table that was protected each row and column belonged (-1: none
    moved). hidden: its hidden cells. moved: the people that could be moved in it.
    """

    shown: Counts
    true: Counts
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    hidden: Mask
    moved: Counts


def crossed(
    before: Crossed | None, now: Counts, rows: Sequence[bool], columns: Sequence[bool], *, k: int = K
) -> Crossed | None:
    """Return how a table stands once it is published (again); None when nothing of it was ever fit to be shown.

    now: people by row and column, whoever is in no row or column in one of their own. rows, columns: whether the margin of each is shown.
    """
    told = np.full_like(now, DARK) if before is None else before.shown
    steps = np.abs(now - np.maximum(told, 0))
    in_row, in_column = _lines(steps.sum(axis=1), rows, k), _lines(steps.sum(axis=0), columns, k)
    table = _together(steps, in_row, in_column)
    if min(table.shape) < 2 or (min(table.sum(axis=0).min(), table.sum(axis=1).min()) < k):
        return before
    since = _together(steps if before is None else np.abs(now - before.true), in_row, in_column)
    dark = np.ones(now.shape, dtype=bool) if before is None else _dark(before)
    held = _together((~dark).astype(np.int64), in_row, in_column) == 0
    apart = np.ix_(_alone(in_row, rows), _alone(in_column, columns))
    for must in (np.zeros_like(held), held & (before is not None)):
        hidden = _hide(table, must, since, held, k)
        if hidden is None:
            continue
        shown = np.zeros(now.shape, dtype=bool)
        shown[apart] = ~hidden[np.ix_(*_places(in_row, in_column, apart))]
        shown &= now >= k
        if shown.any() and _still(before, now, shown & dark, k):
            return Crossed(np.where(shown, now, told), now, in_row, in_column, hidden, table)
    return before


def _alone(lines: Sequence[int], known: Sequence[bool]) -> list[int]:
    """The rows (or columns) whose margin is shown and that are a line of their own."""
    return [at for at, line in enumerate(lines) if line >= 0 and known[at] and lines.count(line) == 1]


def _places(
    in_row: Sequence[int], in_column: Sequence[int], apart: tuple[NDArray[np.intp], ...]
) -> tuple[list[int], list[int]]:
    """The lines that those rows and columns are."""
    return [in_row[at] for at in apart[0].ravel().tolist()], [
        in_column[at] for at in apart[1].ravel().tolist()
    ]


def _dark(table: Crossed) -> Mask:
    """The cells of which nobody could tell how they stood when the table was last published."""
    found = np.zeros(table.true.shape, dtype=bool)
    for row, line in enumerate(table.rows):
        for column, other in enumerate(table.columns):
            shared = table.rows.count(line) > 1 or table.columns.count(other) > 1
            found[row, column] = line >= 0 and other >= 0 and (shared or table.hidden[line, other])
    return np.asarray(found | ((table.shown == DARK) & (table.true > 0)), dtype=np.bool_)


def _hide(table: Counts, must: Mask, since: Counts, held: Mask, k: int) -> Mask | None:
    """Which cells to hide so that each can be moved by k or more around a rectangle of hidden ones; None where that cannot be."""
    hidden = (table < k) | must
    for row, column in sorted(np.argwhere(hidden).tolist(), key=lambda at: table[at[0], at[1]]):
        wide = (_width(since, since.max() + table, row, column) >= k) | (
            (_width(table, table.max() + table, row, column) >= k) & _all_of(held, row, column)
        )
        cost = np.where(wide, _cost(np.where(hidden, 0, table), row, column), np.inf)
        best = int(cost.argmin())
        if not np.isfinite(cost.flat[best]):
            return None
        other_row, other_column = divmod(best, table.shape[1])
        hidden[[row, other_row, other_row], [other_column, column, other_column]] = True
    return hidden


def _width(down: Counts, up: Counts, row: int, column: int) -> Counts:
    """By how much a cell can be moved around the rectangle with each cell as the opposite corner; nothing in its own row and column."""
    less = np.minimum(np.minimum(down[row], down[:, [column]]), np.minimum(up[row, column], up))
    more = np.minimum(np.minimum(up[row], up[:, [column]]), np.minimum(down[row, column], down))
    found: Counts = less + more
    found[row], found[:, column] = 0, 0
    return found


def _all_of(mask: Mask, row: int, column: int) -> Mask:
    """Whether the mask holds for all four corners."""
    return np.asarray(mask & mask[row] & mask[:, [column]] & mask[row, column], dtype=np.bool_)


def _cost(table: Counts, row: int, column: int) -> NDArray[np.float64]:
    """How many people the other three corners take from sight, and a little for each of them."""
    lost = table + (table > 0) * 0.01
    return np.asarray(lost + lost[row] + lost[:, [column]], dtype=np.float64)


def _still(before: Crossed | None, now: Counts, fresh: Mask, k: int) -> bool:
    """Whether what was hidden before stays hidden beside what is shown now: nothing of it is shown, or people came enough."""
    if before is None or not fresh.any():
        return True
    up = _together(np.abs(now - before.true), before.rows, before.columns)
    return all(
        bool(((_width(before.moved, up, row, column) >= k) & _all_of(before.hidden, row, column)).any())
        for row, column in np.argwhere(before.hidden).tolist()
    )


def _lines(margin: Counts, known: Sequence[bool], k: int) -> tuple[int, ...]:
    """To which line each row (or column) belongs: its own, the common one of those not shown (0), or none where nobody moved (-1)."""
    apart = [bool(each) and people >= k for each, people in zip(known, margin, strict=True)]
    order = sorted((people, at) for at, people in enumerate(margin) if apart[at])
    common = sum(int(people) for at, people in enumerate(margin) if not apart[at])
    while 0 < common < k and order:
        people, at = order.pop(0)
        common, apart[at] = common + int(people), False
    found, number = [], 0
    for at, people in enumerate(margin.tolist()):
        number += int(apart[at])
        found.append(number if apart[at] else 0 if people else -1)
    return tuple(found if common else [each - 1 if each > 0 else -1 for each in found])


def _together(cells: Counts, in_row: Sequence[int], in_column: Sequence[int]) -> Counts:
    """The table of the lines that rows and columns belong to."""
    found = np.zeros((max(in_row, default=-1) + 1, max(in_column, default=-1) + 1), dtype=np.int64)
    for row, column in np.argwhere(cells):
        if in_row[row] >= 0 and in_column[column] >= 0:
            found[in_row[row], in_column[column]] += cells[row, column]
    return found
