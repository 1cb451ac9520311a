"""Reads of the progress room: a plan's published reports as plan-file values, its cycles, the reports of a measure."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.progress import models as m
from rumo.science.planfile import document as pf
from rumo.science.planfile.dump import plain
from rumo.science.planfile.public import RESERVED

SAID = (
    "stage", "activities", "indicators", "spent", "evidence", "narrative", "difficulties", "corrective_action", "reason",
)  # fmt: skip
"""What a working copy keeps of a report; the rest is what identifies it."""


def cycles_of(version: PlanVersion) -> tuple[pf.Cycle, ...]:
    """Return the reporting cycles of a version, in order (one query)."""
    rows = m.Cycle.objects.filter(version=version).order_by("starts_on")
    return tuple(pf.Cycle(row.starts_on, row.ends_on, row.due_on, row.grace_days) for row in rows)


def cycles_of_each(versions: Iterable[PlanVersion]) -> defaultdict[int, tuple[pf.Cycle, ...]]:
    """Return the reporting cycles of each version by its key, in order (one query)."""
    found: defaultdict[int, tuple[pf.Cycle, ...]] = defaultdict(tuple)
    for row in m.Cycle.objects.filter(version__in=list(versions)).order_by("starts_on"):
        found[row.version_id] += (pf.Cycle(row.starts_on, row.ends_on, row.due_on, row.grace_days),)
    return found


def reports_of(
    plan_id: int, *, measure: str | None = None, state: str = m.Report.State.PUBLISHED
) -> list[pf.Report]:
    """Return every version of every report of a plan (or of one of its measures) in one state, by reference date (four queries)."""
    rows = m.Report.objects.filter(measure__plan_id=plan_id, state=state)
    if measure is not None:
        rows = rows.filter(measure__code=measure)
    return _read(rows)


def said_of(report: m.Report) -> dict[str, Any]:
    """Return what a report says in the shape a working copy keeps: of the plan file's report, with kept files by name (five queries)."""
    (row,) = _read(m.Report.objects.filter(pk=report.pk))
    said = {name: plain(getattr(row, name)) for name in SAID if getattr(row, name) not in (None, {}, ())}
    files = (
        m.Evidence.objects.filter(report=report)
        .order_by("position")
        .values_list("file__public_id", flat=True)
    )
    for item, file in zip(said.get("evidence", []), files, strict=False):
        unsaid = [name for name, value in item.items() if value is None or value is False]
        for name in unsaid:
            del item[name]
        if file:
            item["file"] = file
    return said


def _read(rows: QuerySet[m.Report]) -> list[pf.Report]:
    return [said for _row, said in read(rows)]


def read(rows: QuerySet[m.Report]) -> list[tuple[m.Report, pf.Report]]:
    """Return each report and what it says as a plan-file value, by reference date (four queries); its measure and plan are loaded."""
    parts = _Parts(rows)
    ordered = rows.select_related("measure__plan", "municipality")
    ordered = ordered.order_by("reference_date", "measure_id", "municipality_id", "number")
    return [(row, _said(row, parts)) for row in ordered]


def _said(row: m.Report, parts: "_Parts") -> pf.Report:
    return pf.Report(
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
        difficulties=row.difficulties,
        corrective_action=row.corrective_action,
        reason=row.reason,
        withdrawn=row.withdrawn,
    )


def public_evidence() -> QuerySet[m.Evidence]:
    """Return all evidence with `public_kind`, `public_title`, `public_url`, `public_sha256`, `public_on` and `public_note`.

    These are what anybody may read of it: nothing of a reserved one (see science/planfile/public.py).
    """
    words = ("title", "url", "sha256", "on", "note")
    told = {f"public_{name}": Case(When(reserved=False, then=F(name)), default=None) for name in words}
    kind = Case(When(reserved=False, then=F("kind")), default=Value(RESERVED))
    return m.Evidence.objects.annotate(public_kind=kind, **told)


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
            elif kind == "indicator":
                self.indicators[pk][code] = pf.Value(value, by or {})
        spending = m.Spending.objects.filter(**of).order_by("pk")
        for pk, funder, amount in spending.values_list("report_id", "funder__name", "amount"):
            self.spent[pk][funder] = amount
        for e in m.Evidence.objects.filter(**of).order_by("report_id", "position"):
            shown = {name: getattr(e, name) for name in pf.Evidence.__slots__}
            self.evidence[e.report_id].append(pf.Evidence(**shown))
