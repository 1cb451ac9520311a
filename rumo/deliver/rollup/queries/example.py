"""A plan file straight into columns, with no database between: for a plan that is worked out on a page and kept nowhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.reading import day_number
from rumo.science.degree import columns as c
from rumo.science.planfile import document as pf
from rumo.science.planfile import in_degree, resolved_basis, resolved_direction

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def facts_of(plan: pf.Plan) -> c.Facts:
    """Return the columns of one version of a plan and its reports: its own places, cycles and money left out, reports speaking for all.

    Measures stand in the order of the file, items by measure, kind and code.
    """
    at = {measure.code: i for i, measure in enumerate(plan.measures)}
    items = {key: i for i, key in enumerate(_items(plan))}
    out: dict[str, Any] = {"plans": 1, "municipalities": 1, "funders": 0}
    out |= _version(plan) | _measures(plan) | _definitions(plan, items) | _reports(plan, at, items)
    out |= {name: np.zeros(0, dtype=kind) for name, kind in _EMPTY.items()}
    return c.Facts(**out)


_EMPTY: dict[str, type] = {
    **dict.fromkeys(("cycle_version", "cycle_start", "cycle_end", "cycle_due", "cycle_grace"), np.int32),
    **dict.fromkeys(("place_mv", "place_municipality", "budget_mv", "budget_funder"), np.int32),
    **dict.fromkeys(("spent_report", "spent_funder"), np.int32),
    **dict.fromkeys(("budget_planned", "spent_value"), np.float64),
}
Key = tuple[int, int, str]


def _ints(values: list[int]) -> NDArray[np.int32]:
    return np.array(values, dtype=np.int32)


def _day(day: date | None) -> int:
    return int(c.NO_DAY) if day is None else day_number(day)


def _items(plan: pf.Plan) -> list[Key]:
    """Return (measure, 0 activity or 1 indicator, code) of everything that may enter a degree, in order."""
    keys = [
        (i, 0, activity.code) for i, measure in enumerate(plan.measures) for activity in measure.activities
    ]
    keys += [
        (i, 1, ind.code)
        for i, measure in enumerate(plan.measures)
        for ind in measure.indicators
        if in_degree(ind)
    ]
    return sorted(keys)


def _version(plan: pf.Plan) -> dict[str, Any]:
    return {
        "version_plan": _ints([0]),
        "version_effective": _ints([_day(plan.effective_on)]),
        "version_published": np.array([c.ALWAYS], dtype=np.int64),
        "version_number": _ints([plan.version]),
    }


def _measures(plan: pf.Plan) -> dict[str, Any]:
    count = len(plan.measures)
    marks = [
        (i, _day(mark.date), mark.share)
        for i, measure in enumerate(plan.measures)
        for mark in measure.milestones
    ]
    return {
        "measure_plan": _ints([0] * count),
        "mv_measure": _ints(list(range(count))),
        "mv_version": _ints([0] * count),
        "mv_weight": np.array([measure.weight for measure in plan.measures]),
        "mv_start": _ints([_day(measure.start or plan.start) for measure in plan.measures]),
        "mv_end": _ints([_day(measure.end or plan.end) for measure in plan.measures]),
        "mv_basis": np.array([c.BASIS[resolved_basis(measure)] for measure in plan.measures], dtype=np.int8),
        "milestone_mv": _ints([mark[0] for mark in marks]),
        "milestone_day": _ints([mark[1] for mark in marks]),
        "milestone_share": np.array([mark[2] for mark in marks], dtype=np.float64),
    }


def _definitions(plan: pf.Plan, items: dict[Key, int]) -> dict[str, Any]:
    rows = [_definition(plan.measures[i], kind, code) for i, kind, code in items]
    names = ("def_weight", "def_kind", "def_baseline", "def_target", "def_direction", "def_aggregation")
    kinds = (np.float64, np.int8, np.float64, np.float64, np.int8, np.int8)
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(names)).T
    owner = _ints([key[0] for key in items])
    columns = {name: column.astype(kind) for name, column, kind in zip(names, table, kinds, strict=True)}
    return {"item_measure": owner, "def_mv": owner, "def_item": _ints(list(items.values())), **columns}


def _definition(measure: pf.Measure, kind: int, code: str) -> tuple[float, ...]:
    if kind == 0:
        activity = next(a for a in measure.activities if a.code == code)
        return (activity.weight, c.DEFINITION["activity"], 0.0, np.nan, 1, 0)
    ind = next(i for i in measure.indicators if i.code == code)
    target = ind.target if ind.target_type == "number" and ind.target is not None else np.nan
    direction = 1 if resolved_direction(ind) == "increase" else -1
    return (
        ind.weight,
        c.DEFINITION[ind.target_type],
        ind.baseline or 0.0,
        target,
        direction,
        c.AGGREGATION[ind.aggregation],
    )


def _reports(plan: pf.Plan, at: dict[str, int], items: dict[Key, int]) -> dict[str, Any]:
    """Return the reports with their values and accepted evidence; one not yet published here has the first instant."""
    values, proofs = [], []
    for row, report in enumerate(plan.reports):
        measure = at[report.measure]
        said = [((measure, 0, code), value) for code, value in report.activities.items()]
        said += [((measure, 1, code), value.total) for code, value in report.indicators.items()]
        values += [(row, items[key], value) for key, value in said if key in items]
        proofs += [
            (row, items[key])
            for e in report.evidence
            if e.accepted and (key := (measure, 1, e.indicator or "")) in items
        ]
    return {
        "report_measure": _ints([at[report.measure] for report in plan.reports]),
        "report_municipality": _ints([-1] * len(plan.reports)),
        "report_day": _ints([_day(report.reference_date) for report in plan.reports]),
        "report_published": np.array(
            [_instant(report.published_at) for report in plan.reports], dtype=np.int64
        ),
        "report_number": _ints([report.version for report in plan.reports]),
        "report_withdrawn": np.array([report.withdrawn for report in plan.reports], dtype=np.bool_),
        "report_stage": np.array([c.STAGE[report.stage] for report in plan.reports], dtype=np.int8),
        "value_report": _ints([value[0] for value in values]),
        "value_item": _ints([value[1] for value in values]),
        "value_value": np.array([value[2] for value in values], dtype=np.float64),
        "evidence_report": _ints([proof[0] for proof in proofs]),
        "evidence_item": _ints([proof[1] for proof in proofs]),
    }


def _instant(instant: datetime | None) -> int:
    return int(c.ALWAYS) if instant is None else (instant - _EPOCH) // timedelta(microseconds=1)
