"""Reads of the progress room: a plan's published reports as plan-file values, its cycles, the reports of a measure."""

from collections import defaultdict

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
    ids = rows.values("pk")
    activities: defaultdict[int, dict[str, float]] = defaultdict(dict)
    indicators: defaultdict[int, dict[str, pf.Value]] = defaultdict(dict)
    for kind, pk, code, value, by in (
        m.Measurement.objects.filter(report__in=ids)
        .order_by("pk")
        .values_list("kind", "report_id", "code", "value", "by")
    ):
        if kind == "activity":
            activities[pk][code] = value
        else:
            indicators[pk][code] = pf.Value(value, by or {})
    spent = defaultdict(dict)
    for pk, funder, amount in (
        m.Spending.objects.filter(report__in=ids)
        .order_by("pk")
        .values_list("report_id", "funder__name", "amount")
    ):
        spent[pk][funder] = amount
    evidence: defaultdict[int, list[pf.Evidence]] = defaultdict(list)
    for e in m.Evidence.objects.filter(report__in=ids).order_by("report_id", "position"):
        evidence[e.report_id].append(pf.Evidence(e.title, e.kind, e.indicator, e.url, e.sha256, e.accepted))
    ordered = rows.select_related("measure", "municipality").order_by(
        "reference_date", "measure_id", "municipality_id", "number"
    )
    return [
        pf.Report(
            measure=row.measure.code,
            reference_date=row.reference_date,
            stage=row.stage,
            published_at=row.published_at,
            version=row.number,
            municipality=row.municipality.dico if row.municipality else None,
            activities=activities[row.pk],
            indicators=indicators[row.pk],
            spent=spent[row.pk],
            evidence=tuple(evidence[row.pk]),
            narrative=row.narrative,
            reason=row.reason,
            withdrawn=row.withdrawn,
        )
        for row in ordered
    ]
