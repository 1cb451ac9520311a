"""What plans promise of some measures on some days: title, activities, indicators, money, as values of a plan file (one query)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, DecimalField, F, FloatField, TextField, Value
from django.db.models.functions import Cast
from django.db.models.query import QuerySet

from rumo.deliver.plans import models as plans
from rumo.science.planfile import document as pf

Asked = tuple[int, date]
"""A measure's key and a day."""

CENT = Decimal("0.01")


def promised(asked: Collection[Asked]) -> dict[Asked, pf.Measure]:
    """Return what the version in use on a day says of a measure; one that no public version has is left out.

    In use: the published version with the latest effective day up to it that has the measure; before the first, the first.
    Milestones, areas, places and texts of the measure are not read.
    """
    told = _told({pk for pk, _ in asked})
    found = {}
    for pk, day in asked:
        versions = told.get(pk)
        if versions:
            before = [key for key in versions if key[0] <= day]
            found[pk, day] = _measure(versions[max(before) if before else min(versions)])
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    """A measure, an activity, an indicator or a funder's share, whatever it is: the columns all of them are read with."""

    what: str
    of: int
    since: date | None
    number: int
    position: int
    code: str
    title: str | None
    weight: float | None
    starts: date | None
    ends: date | None
    baseline: float | None
    target: float | None
    money: Decimal | None
    kind: str | None
    target_type: str | None
    direction: str | None
    aggregation: str | None
    unit: str | None


_ROW = tuple(_Row.__slots__)
_KINDS: dict[str, Any] = {
    "weight": FloatField(),
    "starts": DateField(),
    "ends": DateField(),
    "baseline": FloatField(),
    "target": FloatField(),
    "money": DecimalField(max_digits=16, decimal_places=2),
}


@dataclass
class _Parts:
    """The rows of one version of one measure."""

    of: defaultdict[str, list[_Row]] = field(default_factory=lambda: defaultdict(list))

    def sorted(self, what: str) -> list[_Row]:
        """Return the rows of a kind, in the order of the plan."""
        return sorted(self.of[what], key=lambda row: row.position)


def _measure(parts: _Parts) -> pf.Measure:
    (head,) = parts.of["measure"]
    return pf.Measure(
        code=head.code,
        title=head.title or "",
        basis=head.kind,
        weight=head.weight or 1.0,
        start=head.starts,
        end=head.ends,
        activities=tuple(
            pf.Activity(row.code, row.title, row.weight or 1.0, row.starts, row.ends)
            for row in parts.sorted("activity")
        ),
        indicators=tuple(map(_indicator, parts.sorted("indicator"))),
        budget=tuple(
            pf.BudgetLine(row.code, row.money and row.money.quantize(CENT)) for row in parts.sorted("funding")
        ),
    )


def _indicator(row: _Row) -> pf.Indicator:
    return pf.Indicator(
        code=row.code,
        title=row.title,
        kind=row.kind or "product",
        unit=row.unit,
        target_type=row.target_type or "none",
        baseline=row.baseline,
        target=row.target,
        direction=row.direction,
        aggregation=row.aggregation or "last",
        weight=row.weight or 1.0,
    )


def _told(measures: set[int]) -> dict[int, dict[tuple[date, int], _Parts]]:
    """Return the parts of every public version of the measures, by measure and (effective day, number)."""
    rows = (_Row(*row) for row in _rows(measures))
    found: defaultdict[int, defaultdict[tuple[date, int], _Parts]] = defaultdict(lambda: defaultdict(_Parts))
    for row in rows:
        found[row.of][row.since or date.min, row.number].of[row.what].append(row)
    return {pk: dict(versions) for pk, versions in found.items()}


def _rows(measures: set[int]) -> QuerySet[Any]:
    """Return everything public versions say of the measures, each thing a row of the same columns."""
    public = {"version__state": plans.PlanVersion.State.PUBLISHED, "measure__in": measures}
    of = {f"measure_version__{name}": value for name, value in public.items()}
    return _columns(
        plans.MeasureVersion.objects.filter(**public),
        "measure",
        "",
        code="measure__code",
        kind="basis",
        starts="starts_on",
        ends="ends_on",
    ).union(
        _columns(
            plans.Activity.objects.filter(**of),
            "activity",
            "measure_version__",
            starts="starts_on",
            ends="ends_on",
        ),
        _columns(
            plans.Indicator.objects.filter(**of),
            "indicator",
            "measure_version__",
            **{name: name for name in ("baseline", "target", "kind", "target_type", "direction")},
            aggregation="aggregation",
            unit="unit",
        ),
        _columns(
            plans.Funding.objects.filter(**of),
            "funding",
            "measure_version__",
            code="funder__name",
            title="funder__name",
            weight="",
            money="planned",
        ),
        all=True,
    )


def _columns(rows: QuerySet[Any], what: str, on: str, **named: str) -> QuerySet[Any]:
    """Give every kind of row the same columns, so that one question fetches them all; "" and what is not named are null."""
    known = {"position": "position", "code": "code", "title": "title", "weight": "weight", **named}
    columns: dict[str, Any] = {
        "row_what": Value(what, output_field=CharField()),
        "row_of": F(f"{on}measure_id"),
        "row_since": F(f"{on}version__effective_on"),
        "row_number": F(f"{on}version__number"),
        "row_position": F(known["position"]),
    }
    for name in _ROW[len(columns) :]:
        read = F(known[name]) if known.get(name) else Value(None)
        columns[f"row_{name}"] = Cast(read, _KINDS.get(name, TextField()))
    told: QuerySet[Any] = rows.annotate(**columns).values_list(*columns)
    return told
