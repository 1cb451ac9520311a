"""What was last published of some measures and places before a day: the values a new report stands beside (two queries)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import BooleanField, CharField, DecimalField, F, FloatField, JSONField, Value
from django.db.models.functions import Cast
from django.db.models.query import QuerySet

from rumo.deliver.progress import models as m


class Asked(NamedTuple):
    """A measure's key, a municipality's (None: the measure as a whole) and a day."""

    measure: int
    municipality: int | None
    day: date


@dataclass
class Past:
    """What the reports that count said, oldest first: of each cell every value with its day; `on` is the last report's day."""

    on: date | None = None
    stages: list[tuple[date, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    values: defaultdict[str, list[tuple[date, Any]]] = field(default_factory=lambda: defaultdict(list))
    proved: set[str] = field(default_factory=set)

    def last(self, cell: str) -> Any:
        """Return the last value of a cell ("stage", "activities/a1", "indicators/i1/sex:f", "spent/FAMI"), None if there is none."""
        if cell == "stage":
            return self.stages[-1][1] if self.stages else None
        return self.values[cell][-1][1] if self.values.get(cell) else self.texts.get(cell)


def before(asked: Collection[Asked]) -> dict[Asked, Past]:
    """Return what was published for each measure and place of days before the day asked; of versions of one report the one that counts.

    A place reads what was said of it and of the measure as a whole. Cumulative values that a later report leaves out stand.
    """
    rows = m.Report.objects.filter(
        measure__in={one.measure for one in asked}, state=m.Report.State.PUBLISHED
    ).order_by("reference_date", "municipality_id", "published_at", "number")
    counted: dict[tuple[int, int | None, date], m.Report] = {}
    for row in rows:
        counted[row.measure_id, row.municipality_id, row.reference_date] = row
    of_measure: defaultdict[int, list[m.Report]] = defaultdict(list)
    for row in counted.values():
        if not row.withdrawn:
            of_measure[row.measure_id].append(row)
    said = _said([row.pk for rows in of_measure.values() for row in rows])
    return {one: _past(one, of_measure[one.measure], said) for one in asked}


def _past(one: Asked, rows: list[m.Report], said: dict[int, list[Any]]) -> Past:
    past = Past()
    for row in sorted(rows, key=lambda row: (row.reference_date, row.municipality_id or 0)):
        if row.reference_date >= one.day or row.municipality_id not in (None, one.municipality):
            continue
        day = past.on = row.reference_date
        past.stages.append((day, row.stage))
        past.texts = {
            name: text
            for name in ("narrative", "difficulties", "corrective_action", "reason")
            if (text := getattr(row, name))
        }
        for _, family, code, value, money, by, accepted in said.get(row.pk, ()):
            if family == "evidence":
                past.proved |= {code} if accepted else set()
            elif family == "spent":
                past.values[f"spent/{code}"].append((day, Decimal(money).quantize(Decimal("0.01"))))
            else:
                past.values[f"{family}/{code}"].append((day, value))
                for part, number in (by or {}).items():
                    past.values[f"{family}/{code}/{part}"].append((day, number))
    return past


_NOTHING: dict[str, Any] = {
    "row_value": Cast(Value(None), FloatField()),
    "row_money": Cast(Value(None), DecimalField(max_digits=16, decimal_places=2)),
    "row_by": Value(None, output_field=JSONField()),
    "row_accepted": Value(False, output_field=BooleanField()),
}


def _said(reports: list[int]) -> dict[int, list[Any]]:
    """Return the measured, spent and proved rows of some reports, by report (one query)."""
    here = {"report__in": reports}
    measured = m.Measurement.objects.filter(**here)
    value = {"row_value": F("value"), "row_by": F("by")}
    proved = m.Evidence.objects.filter(**here, accepted=True, indicator__isnull=False)
    rows = _columns(measured.filter(kind="activity"), "activities", "code", **value).union(
        _columns(measured.filter(kind="indicator"), "indicators", "code", **value),
        _columns(m.Spending.objects.filter(**here), "spent", "funder__name", row_money=F("amount")),
        _columns(proved, "evidence", "indicator", row_accepted=F("accepted")),
        all=True,
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _columns(rows: QuerySet[Any], family: str, code: str, **read: Any) -> QuerySet[Any]:
    """Give every kind of row the same columns, so that one question fetches them all."""
    known = {
        "row_family": Value(family, output_field=CharField()),
        "row_code": F(code),
        **_NOTHING,
        **read,
    }
    told: QuerySet[Any] = rows.annotate(**known).values_list("report_id", *known)
    return told
