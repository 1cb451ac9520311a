"""The roll-up: running sums of measures by group, and the fractions made of them (degree.md, section 4).

Sums of groups that share no measure add up to the sums of their union. A measure may be in several groups and counts whole in each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import NO_DAY, Float, Int, Long
from rumo.science.degree.figures import NO_INFORMATION, SCHEDULE, STATES, Figures
from rumo.science.degree.tables import numbered, summed

Index = NDArray[np.integer]
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Sums:
    """Running sums, all of one shape: (groups,) at one date or (dates, groups); states and schedule have one more axis.

    Over live measures: weight; informed_weight of those with information; degree = sum of w*d over these; planned = sum of w*p
    and planned_weight over those with a schedule, unscheduled_weight of the others; upper = sum of w*upper; due_weight,
    fresh_weight; stale (count). Over all: measures, states, schedule (counts), newest (latest reference day of a report or NO_DAY),
    spent, budget and financial_measures over those with both figures.
    """

    weight: Float
    informed_weight: Float
    degree: Float
    planned: Float
    planned_weight: Float
    unscheduled_weight: Float
    upper: Float
    due_weight: Float
    fresh_weight: Float
    stale: Long
    measures: Long
    states: Long
    schedule: Long
    newest: Int
    spent: Float
    budget: Float
    financial_measures: Long

    def __add__(self, other: Sums) -> Sums:
        """Sums of the union of sets that share no measure; shapes must agree."""
        return self._with(
            lambda name: getattr(self, name) + getattr(other, name), np.maximum(self.newest, other.newest)
        )

    def at(self, index: int | slice | Index) -> Sums:
        """The given rows: dates of (dates, groups), else groups."""
        return self._with(lambda name: getattr(self, name)[index], self.newest[index])

    def whole(self) -> Sums:
        """All groups added up, shape (..., 1): right only when no measure is in two of them."""
        axis = self.weight.ndim - 1
        return self._with(
            lambda name: getattr(self, name).sum(axis=axis, keepdims=True),
            self.newest.max(axis=axis, keepdims=True, initial=NO_DAY),
        )

    def _with(self, column: Callable[[str], object], newest: Int) -> Sums:
        names = [f.name for f in fields(self) if f.name != "newest"]
        return Sums(newest=newest, **{name: column(name) for name in names})  # type: ignore[arg-type]


class Fractions(TypedDict):
    """The figures of one group: fractions (unrounded; `rounding.six` for the API) or None, counts, weights, the newest report's day."""

    degree: float | None
    degree_reported: float | None
    degree_plan_mean: float | None
    planned: float | None
    upper: float | None
    coverage: float | None
    coverage_fresh: float | None
    financial: float | None
    states: dict[str, int]
    schedule: dict[str, int]
    stale: int
    measures: int
    weight: float
    newest_report: dt.date | None
    weight_without_schedule: float
    financial_measures: int


def roll(
    figures: Figures, date_index: int | None, measure_index: Index, group_index: Index, groups: int
) -> Sums:
    """Sums by group at one date (shape (groups,)) or, with None, at all (shape (dates, groups)).

    `measure_index` and `group_index` are parallel: one entry per membership, group_index < groups.
    Raises ValueError when all of no dates are asked for.
    """
    if date_index is not None:
        return _roll(figures.rows(date_index), measure_index, group_index, groups)
    dates = range(len(figures.days))
    rolled = [_roll(figures.rows(i), measure_index, group_index, groups) for i in dates]
    return Sums(**{f.name: np.stack([getattr(r, f.name) for r in rolled]) for f in fields(Sums)})


def _roll(figures: Figures, measure: Index, group: Index, groups: int) -> Sums:
    """Sums by group of the figures at one date (arrays of shape (measures,))."""
    present = figures.present[measure]
    measure, group = measure[present], group[present]
    live = figures.live[measure]
    state, planned = figures.state[measure], figures.planned[measure]
    weight = np.where(live, figures.weight[measure], 0.0)
    informed = np.where(state != NO_INFORMATION, weight, 0.0)
    scheduled = np.where(np.isnan(planned), 0.0, weight)
    money = ~np.isnan(figures.spent[measure])

    def total(values: Float) -> Float:
        return summed(group, values, groups)

    def by(code: NDArray[np.integer], size: int) -> Long:
        return np.bincount(group.astype(np.int64) * size + code, minlength=groups * size).reshape(
            groups, size
        )

    newest = np.full(groups, NO_DAY)
    np.maximum.at(newest, group, figures.newest[measure])
    return Sums(
        weight=total(weight),
        informed_weight=total(informed),
        degree=total(informed * np.nan_to_num(figures.degree[measure])),
        planned=total(scheduled * np.nan_to_num(planned)),
        planned_weight=total(scheduled),
        unscheduled_weight=total(weight - scheduled),
        upper=total(weight * np.nan_to_num(figures.upper[measure])),
        due_weight=total(weight * figures.due[measure]),
        fresh_weight=total(weight * figures.fresh[measure]),
        stale=np.bincount(group[figures.stale[measure]], minlength=groups),
        measures=np.bincount(group, minlength=groups),
        states=by(state, len(STATES)),
        schedule=by(figures.schedule[measure], len(SCHEDULE)),
        newest=newest,
        spent=total(np.where(money, figures.spent[measure], 0.0)),
        budget=total(np.where(money, figures.budget[measure], 0.0)),
        financial_measures=np.bincount(group[money], minlength=groups),
    )


def ratio(part: Float, whole: Float) -> Float:
    """part / whole, nan where whole is 0: an empty set has no degree."""
    out: Float = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out


def plan_mean(
    figures: Figures,
    date_index: int,
    measure_index: Index,
    group_index: Index,
    groups: int,
    measure_plan: Index,
) -> Float:
    """`degree_plan_mean` of every group, shape (groups,): the plain mean of the proven degree of its plans, nan if it has none.

    A plan counts with those of its measures that are in the group; one with no live measure there has no degree and is left out.
    """
    at = figures.rows(date_index)
    live = at.live[measure_index]
    measure, group = measure_index[live], group_index[live].astype(np.int64)
    plans = int(measure_plan.max(initial=-1)) + 1
    pair, of = numbered(group * plans + measure_plan[measure])
    weight = at.weight[measure]
    degree = np.nan_to_num(at.degree[measure])
    mean = ratio(summed(of, weight * degree, len(pair)), summed(of, weight, len(pair)))
    owner = pair // max(plans, 1)
    return ratio(summed(owner, mean, groups), summed(owner, np.ones(len(pair)), groups))


def fractions(sums: Sums, plan_means: Float | None = None) -> list[Fractions]:
    """The figures of each group, for sums of shape (groups,); `plan_means` of the same shape, from `plan_mean`."""
    blank = np.full(len(sums.weight), np.nan)
    columns = {
        "degree": ratio(sums.degree, sums.weight),
        "degree_reported": ratio(sums.degree, sums.informed_weight),
        "degree_plan_mean": blank if plan_means is None else plan_means,
        "planned": ratio(sums.planned, sums.planned_weight),
        "upper": ratio(sums.upper, sums.weight),
        "coverage": ratio(sums.informed_weight, sums.weight),
        "coverage_fresh": ratio(sums.fresh_weight, sums.due_weight),
        "financial": ratio(sums.spent, sums.budget),
    }
    shown = {name: [None if v != v else v for v in column.tolist()] for name, column in columns.items()}
    return [
        _fractions({name: values[i] for name, values in shown.items()}, sums, i) for i in range(len(blank))
    ]


def _fractions(shown: dict[str, float | None], sums: Sums, i: int) -> Fractions:
    newest = int(sums.newest[i])
    return Fractions(
        degree=shown["degree"],
        degree_reported=shown["degree_reported"],
        degree_plan_mean=shown["degree_plan_mean"],
        planned=shown["planned"],
        upper=shown["upper"],
        coverage=shown["coverage"],
        coverage_fresh=shown["coverage_fresh"],
        financial=shown["financial"],
        states=dict(zip(STATES, sums.states[i].tolist(), strict=True)),
        schedule=dict(zip(SCHEDULE, sums.schedule[i].tolist(), strict=True)),
        stale=int(sums.stale[i]),
        measures=int(sums.measures[i]),
        weight=float(sums.weight[i]),
        newest_report=None if newest == NO_DAY else _EPOCH + dt.timedelta(days=newest),
        weight_without_schedule=float(sums.unscheduled_weight[i]),
        financial_measures=int(sums.financial_measures[i]),
    )
