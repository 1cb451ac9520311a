"""Reads of the progress room: a plan's published reports as plan-file values, its cycles, the reports of a measure."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import QuerySet

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.progress import models as m
from rumo.science.planfile import document as pf


def cycles_of(version: PlanVersion) -> tuple[pf.Cycle, ...]:
    """Return the reporting cycles of a version, in order (one query)."""
    rows = m.Cycle.objects.filter(version=version).order_by("starts_on")
    return tuple(pf.Cycle(row.starts_on, row.ends_on, row.due_on, row.grace_days) for row in rows)


def reports_of(
    plan_id: int, *, measure: str | None = None, state: str = m.Report.State.PUBLISHED
) -> list[pf.Report]:
    """Return every version of every report of a plan (or of one of its measures) in one state, by reference date (four queries)."""
    rows = m.Report.objects.filter(measure__plan_id=plan_id, state=state)
    if measure is not None:
        rows = rows.filter(measure__code=measure)
    parts = _Parts(rows)
    ordered = rows.select_related("measure", "municipality")
    ordered = ordered.order_by("reference_date", "measure_id", "municipality_id", "number")
    return [
        pf.Report(
            measure=row.measure.code,
            reference_date=row.reference_date,
            stage=row.stage,
            published_at=row.published_at,
            version=row.number,
            municipality=row.municipality.dico if row.municipality else None,
            activities=parts.activities[row.pk],
            indicators=parts.indicators[row.pk],
            spent=parts.spent[row.pk],
            evidence=tuple(parts.evidence[row.pk]),
            narrative=row.narrative,
            reason=row.reason,
            withdrawn=row.withdrawn,
        )
        for row in ordered
    ]


class _Parts:
    """What hangs on each of some reports, by the report's key (three queries)."""

    def __init__(self, reports: QuerySet[m.Report]) -> None:
        self.activities: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self.indicators: defaultdict[int, dict[str, pf.Value]] = defaultdict(dict)
        self.spent: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
        self.evidence: defaultdict[int, list[pf.Evidence]] = defaultdict(list)
        of = {"report__in": reports.values("pk")}
        measured = m.Measurement.objects.filter(**of).order_by("pk")
        for kind, pk, code, value, by in measured.values_list("kind", "report_id", "code", "value", "by"):
            if kind == "activity":
                self.activities[pk][code] = value
            else:
                self.indicators[pk][code] = pf.Value(value, by or {})
        spending = m.Spending.objects.filter(**of).order_by("pk")
        for pk, funder, amount in spending.values_list("report_id", "funder__name", "amount"):
            self.spent[pk][funder] = amount
        for e in m.Evidence.objects.filter(**of).order_by("report_id", "position"):
            shown = pf.Evidence(e.title, e.kind, e.indicator, e.url, e.sha256, e.accepted)
            self.evidence[e.report_id].append(shown)
