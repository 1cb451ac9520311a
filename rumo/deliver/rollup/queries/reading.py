"""One look at the figures: a scope at a date, as known at a time; its total, its groups, its measures."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.grouping import Groups, groups_of
from rumo.deliver.rollup.queries.scopes import Scope
from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.figures import FORMULA, Figures
from rumo.science.degree.roll import Fractions, fractions, plan_mean, roll

EPOCH = date(1970, 1, 1)
LISBON = ZoneInfo("Europe/Lisbon")


def day_number(day: date) -> int:
    """Return a date as days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """Return the date of a day number."""
    return EPOCH + timedelta(days=int(number))


def micros(instant: datetime) -> int:
    """Return an aware instant as microseconds since 1970-01-01 UTC, exactly."""
    return (instant.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def end_of_day(day: date) -> datetime:
    """Return the last instant of a day in Lisbon: what a bare date means as `known_at`."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LISBON) - timedelta(microseconds=1)


@dataclass(frozen=True)
class Moment:
    """What is asked: true on `as_of`, as known at `known_at` (None: all published so far), with invented plans or without."""

    as_of: date
    known_at: datetime | None = None
    synthetic: bool = True


@dataclass(frozen=True)
class Group:
    """One group's figures: `key` None is "none named"."""

    key: str | None
    label: str
    figures: Fractions


@dataclass(frozen=True)
class Reading:
    """Figures of every measure at one moment, and the measures of one scope among them."""

    held: Snapshot
    moment: Moment
    figures: Figures
    scope: Scope

    @cached_property
    def measures(self) -> NDArray[np.intp]:
        """Return where the scope's measures stand, in order of plan and measure; a measure not in its plan at the date is left out."""
        inside = self.figures.present[0] & self.scope.mask(self.held, self.figures.mv[0])
        if not self.moment.synthetic:
            inside &= ~self.held.synthetic
        return np.flatnonzero(inside)

    def of(self, scope: Scope) -> "Reading":
        """Return the same look at another scope; the formula is not run again."""
        return replace(self, scope=scope)

    @cached_property
    def total(self) -> Fractions:
        """Return the figures of the whole scope."""
        return self._fractions(self.measures, np.zeros(len(self.measures), dtype=np.int64), 1)[0]

    def by(self, name: str, lang: str = "pt") -> list[Group]:
        """Return the scope's figures by area, axis, plan, measure, municipality, region, level, responsible, state or schedule.

        A measure counts whole in each of its areas, responsibles, municipalities and regions. Raises KeyError for another name.
        """
        return self.fold(groups_of(self.held, self.figures, self.measures, name, lang))

    def fold(self, groups: Groups) -> list[Group]:
        """Return the figures of groups of measures."""
        found = self._fractions(groups.measure, groups.group, len(groups.keys))
        return [Group(key, label, f) for key, label, f in zip(groups.keys, groups.labels, found, strict=True)]

    def _fractions(
        self, measure: NDArray[np.integer], group: NDArray[np.integer], count: int
    ) -> list[Fractions]:
        sums = roll(self.figures, 0, measure, group, count)
        means = plan_mean(self.figures, 0, measure, group, count, self.held.facts.measure_plan)
        return fractions(sums, means)


def read(held: Snapshot, scope: Scope, moment: Moment) -> Reading:
    """Run the formula once over everything known at `moment`, and look at `scope`."""
    day = day_number(moment.as_of)
    if moment.known_at is None:
        return Reading(held, moment, held.figures(day), scope)
    return Reading(held, moment, evaluate(held.facts, [day], micros(moment.known_at)), scope)


def formula() -> str:
    """Return the version of the formula every figure is made with."""
    return FORMULA
