"""The shapes of answers, as the OpenAPI document tells them; answers are built as plain values and checked against these in tests."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from rumo.science.degree.figures import SCHEDULE, STATES


class Fraction(Schema):
    """F, the figures of any set of measures; `states` and `schedule` count measures."""

    degree: float | None = Field(
        description="Proven: sum of w·d over those that reported, over the weight of all."
    )
    degree_reported: float | None
    degree_plan_mean: float | None
    planned: float | None
    upper: float | None
    coverage: float | None
    coverage_fresh: float | None
    financial: float | None
    states: dict[str, int] = Field(description=f"{', '.join(STATES)}: together, all measures.")
    schedule: dict[str, int] = Field(description=f"{', '.join(SCHEDULE)}: together, all measures.")
    stale: int
    measures: int
    weight: float
    newest_report: date | None
    weight_without_schedule: float
    financial_measures: int


class Group(Fraction):
    """The figures of one group; key null is "none named"."""

    key: str | None
    label: str


class Degree(Schema):
    """The answer to a question of degree."""

    formula: str
    scope: str
    as_of: date
    known_at: datetime | None
    synthetic: bool
    total: Fraction
    groups: list[Group]


class FaultSaid(Schema):
    """One thing to mend of what was sent: at which place, in words."""

    where: str
    message: str


class Error(Schema):
    """What is wrong, in words, and which parameter."""

    code: str
    message: str
    where: str | None
    successors: list[str] | None = None
    faults: list[FaultSaid] | None = None


class Refused(Schema):
    """Every refusal."""

    error: Error


class PlanHead(Schema):
    """A plan in a list: the fields of its file that fit there, the figures of its measures."""

    slug: str
    title: str
    synthetic: bool
    version: int
    effective_on: date | None
    published_at: datetime | None
    kind: str
    municipalities: list[str]
    promoter: str | None
    period: dict[str, date | None]
    until_replaced: bool
    language: str | None
    source: dict[str, Any] | None
    funding: dict[str, Any] | None
    partners: list[dict[str, Any]]
    as_printed: dict[str, Any]
    figures: Fraction
    page: str


class PlanWhole(PlanHead):
    """A plan: every field of its file but measures and reports, which have addresses of their own."""

    adopted: list[dict[str, Any]]
    cycles: list[dict[str, Any]]
    dropped: list[dict[str, Any]]
    carried: list[dict[str, Any]]


class Standing(Schema):
    """How one measure stands; `basis` is the one used, money over the funders that have both figures."""

    state: str
    schedule: str
    basis: str
    due: bool
    fresh: bool
    stale: bool
    spent: float | None
    budget: float | None


class Said(Schema):
    """A measure: the fields of the plan file, what was made of them, its figures."""

    key: str
    plan: str
    synthetic: bool
    code: str
    title: str
    areas: list[str]
    axis: str | None
    strategic_objective: str | None
    operational_objective: str | None
    level: int | None
    description: str | None
    continues: str | None
    start: date | None
    end: date | None
    weight: float
    basis: str | None
    milestones: list[dict[str, Any]]
    target_groups: list[str]
    municipalities: list[str] | None
    responsible: list[str]
    partners: list[str]
    budget: list[dict[str, Any]]
    activities: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    tags: list[str]
    source: dict[str, Any] | None
    as_printed: dict[str, Any]
    figures: Fraction
    standing: Standing
    page: str


class MeasureRow(Schema):
    """A measure in a list of any scope: the columns of the table of measures."""

    key: str
    plan: str
    plan_title: str
    synthetic: bool
    code: str
    title: str
    axis: str | None
    level: int | None
    areas: list[str]
    municipalities: list[str]
    responsible: list[str]
    weight: float
    start: date | None
    end: date | None
    state: str
    schedule: str
    degree: float | None
    planned: float | None
    upper: float | None
    stale: bool
    due: bool
    fresh: bool
    newest_report: date | None
    spent: float | None
    budget: float | None


class Told(Schema):
    """One version of a report; `current` tells the one that counts. `parts` are what may be shown of the values by group of people.

    By indicator, "sex:f" and the like with about how many: a multiple of 5, null where it is hidden. Empty where the report's parts
    could tell of somebody, and for what is measured and not counted. The words of reserved evidence are not given.
    """

    measure: str
    reference_date: date
    published_at: datetime
    version: int
    stage: str
    municipality: str | None
    activities: dict[str, float]
    indicators: dict[str, float]
    parts: dict[str, dict[str, int | None]]
    spent: dict[str, str]
    evidence: list[dict[str, Any]]
    narrative: str | None
    difficulties: str | None
    corrective_action: str | None
    reason: str | None
    withdrawn: bool
    current: bool
    synthetic: bool


class Area(Schema):
    """A national area."""

    key: str
    label: str
    order: int


class Municipality(Schema):
    """A municipality and its regions, as scopes write them; `region` is its NUTS II."""

    key: str
    name: str
    slug: str
    region: str
    region_name: str
    nuts3: str
    district: str
    cim: str


class Region(Schema):
    """A region as scopes write it; a former one names its successors."""

    key: str
    name: str
    kind: str
    successors: list[str]


class SignedHead(Schema):
    """The root of the ledger's tree as it was signed on a day; all but `day`, `size` and `signed_at` is hex, `before` the last head's signature."""

    day: date
    size: int
    root: str
    signed_at: datetime
    before: str
    signature: str
    key: str


class Inclusion(Schema):
    """That the leaf with this hash stands at `index` under the head."""

    index: int
    leaf: str
    path: list[str]
    head: SignedHead


class Listed(Schema):
    """What every list has beside its items."""

    next: str | None
    synthetic: bool


class Plans(Listed):
    items: list[PlanHead]


class MeasuresSaid(Listed):
    items: list[Said]


class Measures(Listed):
    items: list[MeasureRow]


class Reports(Listed):
    items: list[Told]


class Areas(Listed):
    items: list[Area]


class Municipalities(Listed):
    items: list[Municipality]


class Regions(Listed):
    items: list[Region]


Errors: dict[int, Any] = {400: Refused, 404: Refused}


def table(*kinds: str) -> dict[str, Any]:
    """What the OpenAPI document adds for an answer that is a file: its media types."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
    return {"responses": {200: {"description": "The file.", "content": content}}}


TABLE = table("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
