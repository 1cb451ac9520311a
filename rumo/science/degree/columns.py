"""The columns the formula reads: published facts of any number of plans as flat arrays, and how to join several sets.

Days are int32 counts since 1970-01-01 (`NO_DAY` = unknown), instants int64 microseconds since the epoch in UTC (`ALWAYS` = known since ever).
Arrays that end in an index (`*_plan`, `*_version` ...) point into the table they name. Nothing here touches a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int32]
Long = NDArray[np.int64]
Small = NDArray[np.int8]
Float = NDArray[np.float64]

NO_DAY = np.int32(-(2**31))
ALWAYS = np.int64(-(2**63))

# codes of the small integer columns
STAGE = {"not_started": 0, "in_progress": 1, "completed": 2, "suspended": 3, "cancelled": 4}
BASIS = {"stage": 0, "activities": 1, "indicators": 2}
DEFINITION = {"activity": 0, "number": 1, "date": 2, "evidence": 3}
AGGREGATION = {"last": 0, "sum": 1, "mean": 2, "max": 3, "min": 4}


@dataclass(frozen=True, slots=True)
class Facts:
    """Published facts of `plans` plans and `measures` permanent measures.

    version_*: plan versions (plan index, effective day or NO_DAY, published instant or ALWAYS, number).
    cycle_*: reporting cycles of a plan version (days; grace in days).
    measure_plan: plan of each permanent measure (its order is the order of every result).
    mv_*: what a plan version says of a measure; start and end already defaulted to the plan's (NO_DAY if neither says), basis resolved.
    place_*: territories of a measure version (municipality index: the measure's own, else the plan's).
    item_measure: permanent activities and indicators (an item is measure + kind + code).
    def_*: what a measure version says of an item that may enter a degree: activities, and product indicators with target type
    number, date or evidence. `def_kind` DEFINITION, `def_baseline` 0 when null, `def_target` nan unless number,
    `def_direction` +1 increase, -1 decrease, `def_aggregation` AGGREGATION.
    milestone_*, budget_*: of a measure version; funders are indices of a list the caller keeps.
    report_*: every published version of every report (municipality -1: speaks for all), withdrawn ones included.
    value_*: reported completion of an activity or value of an indicator. evidence_*: accepted evidence of an indicator. spent_*: cumulative money.
    """

    plans: int
    municipalities: int
    funders: int
    version_plan: Int
    version_effective: Int
    version_published: Long
    version_number: Int
    cycle_version: Int
    cycle_start: Int
    cycle_end: Int
    cycle_due: Int
    cycle_grace: Int
    measure_plan: Int
    mv_measure: Int
    mv_version: Int
    mv_weight: Float
    mv_start: Int
    mv_end: Int
    mv_basis: Small
    place_mv: Int
    place_municipality: Int
    item_measure: Int
    def_mv: Int
    def_item: Int
    def_weight: Float
    def_kind: Small
    def_baseline: Float
    def_target: Float
    def_direction: Small
    def_aggregation: Small
    milestone_mv: Int
    milestone_day: Int
    milestone_share: Float
    budget_mv: Int
    budget_funder: Int
    budget_planned: Float
    report_measure: Int
    report_municipality: Int
    report_day: Int
    report_published: Long
    report_number: Int
    report_withdrawn: NDArray[np.bool_]
    report_stage: Small
    value_report: Int
    value_item: Int
    value_value: Float
    evidence_report: Int
    evidence_item: Int
    spent_report: Int
    spent_funder: Int
    spent_value: Float

    @property
    def measures(self) -> int:
        """How many permanent measures there are: the length of every per-measure result."""
        return len(self.measure_plan)


# which table an index column points into: concat shifts it by that table's running length
_POINTS_TO = {
    "version_plan": "plan", "measure_plan": "plan", "cycle_version": "version", "mv_version": "version",
    "mv_measure": "measure", "item_measure": "measure", "report_measure": "measure",
    "place_mv": "mv", "def_mv": "mv", "milestone_mv": "mv", "budget_mv": "mv",
    "def_item": "item", "value_item": "item", "evidence_item": "item",
    "value_report": "report", "evidence_report": "report", "spent_report": "report",
}  # fmt: skip
_LENGTH_OF = {
    "version": "version_plan",
    "measure": "measure_plan",
    "mv": "mv_measure",
    "item": "item_measure",
    "report": "report_measure",
}
_COUNTS = {
    "plans",
    "municipalities",
    "funders",
}  # not columns; municipality and funder indices are common to all parts
# the table a column's prefix stands for, and for tables without rows of their own to point at, their parent
_TABLE_OF = {name: name for name in ("version", "measure", "mv", "item", "report")}
_PARENT_COLUMN = {
    "cycle": "cycle_version", "place": "place_mv", "def": "def_mv", "milestone": "milestone_mv", "budget": "budget_mv",
    "value": "value_report", "evidence": "evidence_report", "spent": "spent_report",
}  # fmt: skip
_TABLE_OF |= {name: name for name in _PARENT_COLUMN}
_PARENT = {name: _POINTS_TO[column] for name, column in _PARENT_COLUMN.items()}


class Joined:
    """Facts of several sets of plans as one, each column put together when it is first read; read like `Facts`.

    Plans, measures and the rest keep their order, part after part. Municipality and funder indices must already mean the same
    in every part.
    """

    def __init__(self, parts: Sequence[Facts]) -> None:
        self._parts = parts
        self.plans = sum(part.plans for part in parts)
        self.measures = sum(part.measures for part in parts)
        self.municipalities = max(part.municipalities for part in parts)
        self.funders = max(part.funders for part in parts)
        self._starts: dict[str, NDArray[np.int64]] = {}

    def __getattr__(self, name: str) -> NDArray[Any]:
        """Put a column together and keep it; raises AttributeError for what is no column."""
        if name.startswith("_") or name not in Facts.__slots__:
            raise AttributeError(name)
        arrays = [getattr(part, name) for part in self._parts]
        column = np.concatenate(arrays)
        table = _POINTS_TO.get(name)
        if table:
            column = column + np.repeat(self._start(table), [len(array) for array in arrays]).astype(np.int32)
        setattr(self, name, column)
        return column

    def _start(self, table: str) -> NDArray[np.int64]:
        """Return where each part's rows of a table begin."""
        if table not in self._starts:
            sizes = [
                part.plans if table == "plan" else len(getattr(part, _LENGTH_OF[table]))
                for part in self._parts
            ]
            self._starts[table] = np.cumsum([0, *sizes[:-1]])
        return self._starts[table]


def concat(parts: Sequence[Facts]) -> Facts:
    """Join facts of several sets of plans into one, as `Joined` does, every column at once. Raises ValueError when `parts` is empty."""
    if not parts:
        raise ValueError("concat needs at least one part")
    whole = Joined(parts)
    return Facts(**{f.name: getattr(whole, f.name) for f in fields(Facts)})


def split(facts: Facts) -> list[Facts]:
    """Take facts apart plan by plan: the inverse of `concat` where every table stands in order of plan.

    Raises ValueError when a table does not.
    """
    owner: dict[str, NDArray[np.integer]] = {
        "plan": np.arange(facts.plans),
        "version": facts.version_plan,
        "measure": facts.measure_plan,
    }
    for table, column in (("mv", "mv_measure"), ("item", "item_measure"), ("report", "report_measure")):
        owner[table] = facts.measure_plan[getattr(facts, column)]
    edges = {table: _edges(plans, facts.plans, table) for table, plans in owner.items()}
    cuts: dict[str, tuple[NDArray[np.intp], NDArray[np.intp] | None]] = {}
    for f in fields(Facts):
        if f.name in _COUNTS:
            continue
        points_to = _POINTS_TO.get(f.name)
        own = _TABLE_OF[f.name.split("_")[0]]
        column_edges = (
            edges[own]
            if own in edges
            else _edges(owner[_PARENT[own]][getattr(facts, _PARENT_COLUMN[own])], facts.plans, own)
        )
        cuts[f.name] = (column_edges, edges[points_to] if points_to else None)
    parts = []
    for plan in range(facts.plans):
        out: dict[str, object] = {
            "plans": 1,
            "municipalities": facts.municipalities,
            "funders": facts.funders,
        }
        for name, (column_edges, targets) in cuts.items():
            array = getattr(facts, name)[column_edges[plan] : column_edges[plan + 1]]
            out[name] = array - np.int32(targets[plan]) if targets is not None else array
        parts.append(Facts(**out))  # type: ignore[arg-type]
    return parts


def _edges(plans: NDArray[np.integer], count: int, table: str) -> NDArray[np.intp]:
    """Return where each plan's rows begin in a table given the plan of each row."""
    if np.any(np.diff(plans) < 0):
        raise ValueError(f"the {table} table is not in order of plan")
    return np.searchsorted(plans, np.arange(count + 1))
