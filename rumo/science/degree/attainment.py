"""Attainment: how much of one item of a measure (an activity, or an indicator with a target) is done, from what was reported of it.

degree.md, section 2. Comparisons are made on values rounded to 1e-9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import AGGREGATION, DEFINITION, Float, Small

BILLION = 1e9


@dataclass(frozen=True, slots=True)
class Definitions:
    """What versions of measures say of items, as parallel arrays; columns as `def_*` of Facts."""

    kind: Small
    baseline: Float
    target: Float
    direction: Small
    aggregation: Small

    def take(self, rows: NDArray[np.integer]) -> Definitions:
        """The given rows."""
        return Definitions(
            self.kind[rows],
            self.baseline[rows],
            self.target[rows],
            self.direction[rows],
            self.aggregation[rows],
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """All that reports have said of some items up to a day, as parallel arrays; `last` is nan where none gave a value."""

    last: Float
    total: Float
    count: Float
    highest: Float
    lowest: Float
    proved: NDArray[np.bool_]

    @classmethod
    def nothing(cls, size: int) -> Seen:
        """Nothing said yet, of `size` items."""
        return cls(
            last=np.full(size, np.nan),
            total=np.zeros(size),
            count=np.zeros(size),
            highest=np.full(size, -np.inf),
            lowest=np.full(size, np.inf),
            proved=np.zeros(size, dtype=np.bool_),
        )

    def add(self, at: NDArray[np.integer], value: Float) -> None:
        """Say `value` of the items `at`, one after the other; the last of several stays as `last`."""
        self.last[at] = value
        np.add.at(self.total, at, value)
        np.add.at(self.count, at, 1.0)
        np.maximum.at(self.highest, at, value)
        np.minimum.at(self.lowest, at, value)

    def take(self, rows: NDArray[np.integer]) -> Seen:
        """The given items."""
        return Seen(
            self.last[rows],
            self.total[rows],
            self.count[rows],
            self.highest[rows],
            self.lowest[rows],
            self.proved[rows],
        )


def value_used(definitions: Definitions, seen: Seen) -> Float:
    """The value that stands for all those reported, by the item's aggregation (activities, dates and evidence: the last); nan if none."""
    value = seen.last.copy()
    number = (definitions.kind == DEFINITION["number"]) & (seen.count > 0)
    for name, column in (("sum", seen.total), ("max", seen.highest), ("min", seen.lowest)):
        np.copyto(value, column, where=number & (definitions.aggregation == AGGREGATION[name]))
    mean = number & (definitions.aggregation == AGGREGATION["mean"])
    np.divide(seen.total, seen.count, out=value, where=mean)
    return value


def raw_attainment(definitions: Definitions, value: Float, proved: NDArray[np.bool_]) -> Float:
    """Attainment before it is held within 0 and 1: over-attainment shows here; nan where no value was reported."""
    span = np.rint((definitions.target - definitions.baseline) * BILLION)
    slope = np.where((span == 0) | np.isnan(span), 1.0, definitions.target - definitions.baseline)
    raw = (value - definitions.baseline) / slope
    kept = span == 0
    beyond = np.rint((value - definitions.target) * BILLION) * definitions.direction
    np.copyto(raw, np.where(np.isnan(value), np.nan, beyond >= 0), where=kept)
    np.copyto(raw, value, where=definitions.kind == DEFINITION["activity"])
    yes_or_no = (definitions.kind == DEFINITION["date"]) | (definitions.kind == DEFINITION["evidence"])
    done = proved | (np.rint(value * BILLION) == BILLION)
    np.copyto(raw, done, where=yes_or_no)
    return raw


def attainment(raw: Float) -> Float:
    """Raw attainment held within 0 and 1; nothing reported is 0."""
    return np.clip(np.nan_to_num(raw, nan=0.0), 0.0, 1.0)
