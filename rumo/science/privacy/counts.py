"""Small counts of one publication (trust.md rule 12, P4): which cells of a split may be shown beside its published total.

A value has a total, which everybody sees, and one-way margins: for each dimension (sex, age ...) how many of the total fall in
each category. The categories of a dimension exclude one another; whoever is in none of them is its *rest*, not published.
Margins are told apart by the total alone, so each dimension is protected by itself:

- A cell below k is small, and so is 0: a zero says something of everybody. Small cells are hidden, then the smallest others one
  by one, until what is hidden (h cells, their sum S, m the smallest cell still shown) holds: h >= 2, S >= k, and S < m or
  S <= (h - 1)(k - 1). What would leave fewer than two cells to show (or one, where asked) is left out whole, categories and all.
- A rest between 1 and k - 1 is a small group nobody named (a category too small to be written down): it must be blurred as well,
  by h, m and S + rest alone (`_safe`), else the dimension is left out.

What this gives, even to one who knows the rule, the total, the rest and every shown cell: each hidden cell can still be any of
0 ... k - 1. For a wanted value v, put v in the cell. If S <= (h - 1)(k - 1) share S - v among the other hidden cells, all below k:
the rule hides these cells and no other. Else S < m: give all of S - v to one other cell and 0 to the rest of them. If it is below
k, as before; if not, the small ones alone fail (there is one, or their sum v is below k), that cell is the smallest of the others,
being below m, and with it the condition on h, S and m holds. To one who does not know the rule a hidden cell is anywhere from 0 to S >= k.

Rounding is not needed for any of this and is kept as a second line: a part beside an exact total is blurred by it far less than k,
but it stands against what no rule can know of (somebody's own place in the table, a second table of the same people). Being made
from the protected figures alone it can take nothing away from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

K = 10
BASE = 5


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be shown of a split: its total, and by dimension each category's count, None where it is hidden.

    A dimension that cannot be shown is absent. Hidden and shown categories stand in the order they came in.
    """

    total: float
    dimensions: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)


def protected(total: float, by: Mapping[str, float], *, k: int = K, least: int = 2) -> Protected:
    """Protect a split. by: "dimension:category" to how many of `total`; a key without both parts is never shown.

    least: how many cells a dimension must show to be shown at all; one is as safe as two, and tells less.
    Nothing is shown of what is no count (an average, hours: any part or the total not whole, or negative), nor of a dimension that
    adds up to more than the total (its categories overlap). Whole hours look like a count: only the caller can tell them apart.
    Two answers to one question ("seen", "not seen") are a split of their sum with two categories: both are shown, or neither.
    """
    if not all(value >= 0 and float(value).is_integer() for value in (total, *by.values())):
        return Protected(total)
    margins: dict[str, dict[str, int]] = {}
    for key, value in by.items():
        dimension, _, category = key.partition(":")
        if dimension and category:
            margins.setdefault(dimension, {})[category] = int(value)
    found = {dimension: _margin(int(total), cells, k, least) for dimension, cells in margins.items()}
    return Protected(total, {dimension: cells for dimension, cells in found.items() if cells})


def _margin(total: int, cells: Mapping[str, int], k: int, least: int) -> dict[str, int | None] | None:
    """One dimension with as few hidden cells as will do, or None when fewer than `least` could be shown."""
    order = sorted(cells, key=lambda category: cells[category])
    rest = total - sum(cells.values())
    small = sum(value < k for value in cells.values())
    for hidden in range(small, len(order) + 1 - least) if rest >= 0 else ():
        dark = order[:hidden]
        if _safe(hidden, sum(cells[category] for category in dark), cells[order[hidden]], rest, k):
            return {category: None if category in dark else value for category, value in cells.items()}
    return None


def _safe(hidden: int, together: int, least: int, rest: int, k: int) -> bool:
    """Whether so many hidden cells, their sum, the smallest shown one and the rest give nothing away."""
    told = rest == 0 or rest >= k
    if hidden == 0:
        return told
    most = max((hidden - 1) * (k - 1), least - 1)
    return hidden >= 2 and k <= together <= most and (told or min(together + rest, most) >= 2 * k - 1)


def rounded(split: Protected, *, base: int = BASE) -> Protected:
    """The same with every shown cell at the nearest multiple of `base` (half up); the total stays exact."""
    return replace(
        split,
        dimensions={
            dimension: {
                category: None if value is None else (2 * value + base) // (2 * base) * base
                for category, value in cells.items()
            }
            for dimension, cells in split.dimensions.items()
        },
    )
