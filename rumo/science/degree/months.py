"""Time lines: running sums of groups at month ends, made in bounded memory (one block of dates at a time)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from rumo.science.degree.columns import Facts, Float, Int
from rumo.science.degree.evaluate import blocks
from rumo.science.degree.figures import NO_INFORMATION, Figures
from rumo.science.degree.roll import Index


@dataclass(frozen=True, slots=True)
class Line:
    """Sums over live measures at `days`, each of shape (days, groups), by the same names as in roll.Sums:

    degree = sum of w*d of those with information, weight, planned = sum of w*p and planned_weight of those with a
    schedule, informed_weight. Proven is degree / weight, planned is planned / planned_weight (roll.ratio).
    """

    days: Int
    degree: Float
    weight: Float
    planned: Float
    planned_weight: Float
    informed_weight: Float


def month_ends(first_month: date, n_months: int) -> Int:
    """Last days (since 1970-01-01) of `n_months` months from that of `first_month` on."""
    first = np.datetime64(first_month, "M")
    return ((first + np.arange(1, n_months + 1)).astype("datetime64[D]").astype(np.int64) - 1).astype(
        np.int32
    )


def month_sums(
    facts: Facts,
    first_month: date,
    n_months: int,
    measure_index: Index,
    group_index: Index,
    groups: int,
    known_at: int | None = None,
) -> Line:
    """Sums by group at the end of each month; `measure_index` and `group_index` are parallel, one entry per membership."""
    return day_sums(facts, month_ends(first_month, n_months), measure_index, group_index, groups, known_at)


def day_sums(
    facts: Facts,
    days: Int,
    measure_index: Index,
    group_index: Index,
    groups: int,
    known_at: int | None = None,
) -> Line:
    """The same at any strictly ascending days."""
    line = Line(days, *(np.zeros((len(days), groups)) for _ in range(5)))
    for part, figures in blocks(facts, days, known_at):
        for i, row in enumerate(range(part.start, part.stop)):
            _add(line, row, figures.rows(i), measure_index, group_index)
    return line


def _add(line: Line, row: int, figures: Figures, measure_index: Index, group_index: Index) -> None:
    weight = np.where(figures.live, figures.weight, 0.0)
    informed = np.where(figures.state != NO_INFORMATION, weight, 0.0)
    scheduled = np.where(np.isnan(figures.planned), 0.0, weight)
    sums = (
        (line.degree, informed * np.nan_to_num(figures.degree)),
        (line.weight, weight),
        (line.planned, scheduled * np.nan_to_num(figures.planned)),
        (line.planned_weight, scheduled),
        (line.informed_weight, informed),
    )
    for out, values in sums:
        out[row] = np.bincount(group_index, weights=values[measure_index], minlength=out.shape[1])
