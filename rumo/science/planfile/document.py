"""The plan file as plain values: what a municipal plan says, one frozen dataclass a thing, no database, no carrier.

Every optional field is None (or an empty tuple) where the source does not say; nothing is ever filled in by guess.
`dump(plan)` (dump.py) gives the JSON shape of docs/plan-file.md; `parse` (parse.py) reads and checks it.
Dates are `datetime.date`, instants aware `datetime.datetime`, money `Decimal` with at most two decimals, weights and values `float`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

FORMAT = "rumo-plan/1"
STAGES = ("not_started", "in_progress", "completed", "suspended", "cancelled")
BASES = ("indicators", "activities", "stage")
INDICATOR_KINDS = ("product", "result", "context")
TARGET_TYPES = ("number", "date", "evidence", "none")
DIRECTIONS = ("increase", "decrease")
AGGREGATIONS = ("last", "sum", "mean", "max", "min")
KINDS = ("municipal", "intermunicipal")
VERIFICATIONS = ("none", "seen", "checked")
"""How far somebody other than the author looked at a piece of evidence."""
FATES = ("continued", "merged", "abandoned")
"""What became of a measure of the former generation of a plan."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: `seen` says how much of the source was seen ("full", "excerpt", "verbatim", "press" ...)."""

    title: str | None = None
    url: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """An adoption act: which body adopted the plan, when, by which document."""

    body: str
    on: dt.date | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A reporting cycle; `due` is the last day to report, `grace_days` more before silence shows."""

    start: dt.date
    end: dt.date
    due: dt.date | None = None
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Milestone:
    date: dt.date
    share: float


@dataclass(frozen=True, slots=True)
class BudgetLine:
    funder: str
    planned: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    code: str
    title: str | None = None
    weight: float = 1.0
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TargetPoint:
    """An intermediate target: the value meant to be reached by a date (shown, never part of the degree)."""

    date: dt.date
    value: float


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    title: str | None = None
    kind: str = "product"
    unit: str | None = None
    target_type: str = "none"
    baseline: float | None = None
    target: float | None = None
    direction: str | None = None
    aggregation: str = "last"
    weight: float = 1.0
    target_text: str | None = None
    targets: tuple[TargetPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    code: str
    title: str
    areas: tuple[str, ...] = ()
    axis: str | None = None
    strategic_objective: str | None = None
    operational_objective: str | None = None
    level: int | None = None
    description: str | None = None
    continues: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    weight: float = 1.0
    basis: str | None = None
    milestones: tuple[Milestone, ...] = ()
    target_groups: tuple[str, ...] = ()
    municipalities: tuple[str, ...] | None = None
    responsible: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    activities: tuple[Activity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tags: tuple[str, ...] = ()
    source: Source | None = None
    as_printed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value in a report: the total, and its parts by "sex:f", "age:18-24" ... where collected."""

    total: float
    by: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a report offers as proof, of the day `on`; a `reserved` one is kept and counts, and is never shown to the public (public.py)."""

    title: str | None = None
    kind: str = "link"
    indicator: str | None = None
    url: str | None = None
    sha256: str | None = None
    accepted: bool = False
    on: dt.date | None = None
    note: str | None = None
    reserved: bool = False
    verification: str = "none"


@dataclass(frozen=True, slots=True)
class Report:
    """What was true of a measure on `reference_date`; `published_at` None means "when this file is published here"."""

    measure: str
    reference_date: dt.date
    stage: str
    published_at: dt.datetime | None = None
    version: int = 1
    municipality: str | None = None
    activities: dict[str, float] = field(default_factory=dict)
    indicators: dict[str, Value] = field(default_factory=dict)
    spent: dict[str, Decimal] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    narrative: str | None = None
    difficulties: str | None = None
    corrective_action: str | None = None
    reason: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """A measure of an earlier version that this version gives up: it is cancelled from `effective_on`, with its reason."""

    code: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a measure of the former generation: `from_` is "plan-slug/code" ("from" in the file), `into` a measure of this plan.

    An abandoned one has no `into` and says why; the plan `from_` names need not be here.
    """

    from_: str
    fate: str
    into: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Funding:
    programme: str | None = None
    code: str | None = None
    total: Decimal | None = None
    funded: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan file."""

    slug: str
    title: str
    measures: tuple[Measure, ...] = ()
    synthetic: bool = False
    version: int = 1
    effective_on: dt.date | None = None
    published_at: dt.datetime | None = None
    kind: str = "municipal"
    municipalities: tuple[str, ...] = ()
    promoter: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    until_replaced: bool = False
    language: str | None = None
    source: Source | None = None
    funding: Funding | None = None
    partners: tuple[Partner, ...] = ()
    adopted: tuple[Adoption, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    carried: tuple[Carried, ...] = ()
    reports: tuple[Report, ...] = ()
    as_printed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: where (a path such as `measures[3].indicators[0].target`) and what, in plain words."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at while a plan is written (quality.py), which refuses nothing: `code` names the check, `where` as in Fault."""

    where: str
    code: str
    message: str
    severity: Literal["attention", "advice"]
