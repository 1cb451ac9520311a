"""From exact counts to what may be shown of them, publication after publication (science/privacy); all of it plain JSON.

Two things come out: the tables everybody may see, and how they stand, which is sealed and only the next publication is held against.
A cell that may not be shown is null. Each question is a split of those who answered it; who did not answer is no group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from rumo.science.privacy import DARK, Crossed, Stand, crossed, renewed

Plain = dict[str, Any]


class Protecting:
    """One publication in the making: `before` is how the last one stands; `stands` becomes how this one does."""

    def __init__(self, before: Plain) -> None:
        self.before = before
        self.stands: Plain = {"splits": {}, "crossed": {}}

    def split(self, key: str, cells: Mapping[str, int], order: Iterable[str] = ()) -> Plain:
        """Return what may be shown of one split: {cell: count or null}, in the order given and then as found."""
        names = list(dict.fromkeys([*order, *sorted(cells)]))
        now = {name: int(cells.get(name, 0)) for name in names}
        held = self.before.get("splits", {}).get(key)
        last = None if held is None else Stand(held["shown"], held["true"], tuple(held["hidden"]))
        now = {**({} if last is None else dict.fromkeys(last.true, 0)), **now}
        stand = renewed(last, sum(now.values()), now)
        self.stands["splits"][key] = asdict(stand)
        return {name: stand.shown.get(name) for name in now}

    def cross(
        self, key: str, rows: Plain, columns: Plain, cells: Mapping[tuple[str, str], int]
    ) -> Crossed | None:
        """Return how a split crossed with another stands; rows, columns: what is shown of each by itself."""
        names, others = list(rows), list(columns)
        now = np.array([[cells.get((name, other), 0) for other in others] for name in names], dtype=np.int64)
        last = self.last(key, rows, columns)
        if not now.size:
            return last
        known = [[count is not None for count in line.values()] for line in (rows, columns)]
        return crossed(last, now, *known)

    def last(self, key: str, rows: Plain, columns: Plain) -> Crossed | None:
        """Return how a crossed table stood, with the rows and columns of now."""
        return _aligned(self.before.get("crossed", {}).get(key), list(rows), list(columns))

    def keep(
        self, key: str, rows: Plain, columns: Plain, found: Crossed | None
    ) -> list[list[int | None]] | None:
        """Note how a crossed table stands, and return its cells by row; None when none may be shown."""
        if found is None:
            return None
        plain = {
            "names": [list(rows), list(columns)], "shown": found.shown.tolist(), "true": found.true.tolist(),
            "rows": list(found.rows), "columns": list(found.columns), "hidden": found.hidden.tolist(),
            "moved": found.moved.tolist(),
        }  # fmt: skip
        self.stands["crossed"][key] = plain
        if (found.shown == DARK).all():
            return None
        return [[None if cell == DARK else cell for cell in line] for line in found.shown.tolist()]


def apart(tables: Sequence[Crossed | None], before: Sequence[Crossed | None]) -> list[Crossed | None]:
    """The tables of a question of which one may choose several answers, column by column: a column is told of every option or of none.

    Else one who knows that everybody chose something could work out a hidden cell of one option from those of all the others.
    """
    made = [table for table in tables if table is not None]
    if len(made) < len(tables) or not made:
        return list(before)
    dark = np.any([(table.shown == DARK).any(axis=0) for table in made], axis=0)
    return [_without(table, dark, last) for table, last in zip(made, before, strict=True)]


def _without(table: Crossed, dark: Any, before: Crossed | None) -> Crossed:
    told = np.full_like(table.shown, DARK) if before is None else before.shown
    hidden = table.hidden.copy()
    for at in np.flatnonzero(dark).tolist():
        if table.columns[at] >= 0:
            hidden[:, table.columns[at]] = True
    shown = np.where(dark[np.newaxis, :], told, table.shown)
    return Crossed(shown, table.true, table.rows, table.columns, hidden, table.moved)


def _aligned(held: Plain | None, names: list[str], others: list[str]) -> Crossed | None:
    """A table as it stood, with rows and columns where they stand now; what is new had nobody then."""
    if held is None:
        return None
    old = [{name: at for at, name in enumerate(line)} for line in held["names"]]
    shown = np.full((len(names), len(others)), DARK, dtype=np.int64)
    true = np.zeros_like(shown)
    for row, name in enumerate(names):
        for column, other in enumerate(others):
            if name in old[0] and other in old[1]:
                shown[row, column] = held["shown"][old[0][name]][old[1][other]]
                true[row, column] = held["true"][old[0][name]][old[1][other]]
    rows = tuple(held["rows"][old[0][name]] if name in old[0] else -1 for name in names)
    columns = tuple(held["columns"][old[1][name]] if name in old[1] else -1 for name in others)
    hidden, moved = np.array(held["hidden"], dtype=np.bool_), np.array(held["moved"], dtype=np.int64)
    return Crossed(shown, true, rows, columns, hidden, moved)
