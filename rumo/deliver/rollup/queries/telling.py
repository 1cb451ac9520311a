"""One measure in full: the words of the version in use, and every version of every report on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from django.db.models import CharField, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value

from rumo.deliver.plans import models as plans
from rumo.deliver.progress import models as progress
from rumo.deliver.progress.queries import public_evidence
from rumo.deliver.rollup.queries.detail import PUBLISHED, View
from rumo.deliver.rollup.queries.generations import NO_DAY, NOTHING, TEXTS, Passage, passage, said_of
from rumo.deliver.rollup.queries.reading import Reading, day_number
from rumo.science.planfile import document as pf

Payments = dict[tuple[int, int, int], dict[str, Decimal]]
Values = dict[tuple[int, str], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Step:
    """An activity as the version in use says it."""

    code: str
    title: str | None
    weight: float
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MeasureDetail:
    """A measure's words in the version in use, and every known version of every report on it up to the day, by reference date.

    `said` is its plans.MeasureVersion, with version and measure loaded; `targets` are (day, value) on the way, by indicator. `budget` pairs funders with what is planned (None: not said); `carried_on` are measures it went into, as (title, slug/code);
    `abandoned` are plans that say why they do not carry it on, as (title of the plan, reason).
    """

    said: Any
    carried_on: list[tuple[str, str]]
    activities: list[Step]
    indicators: list[plans.Indicator]
    targets: dict[int, list[tuple[date, float]]]
    budget: list[tuple[str, float | None]]
    reports: list[pf.Report]
    parted: bool  # whether any of them gives parts of a value by group of people
    dropped_reason: str | None
    abandoned: list[tuple[str, str]]


def measure_detail(reading: Reading, seen: View, mv: int) -> MeasureDetail:
    """Return what the measure page shows besides figures; `mv` is its version's row in the plan's columns (six queries)."""
    facts, measure = seen.facts, int(seen.facts.mv_measure[mv])
    number = int(facts.version_number[facts.mv_version[mv]])
    said, later = _said(reading, seen, int(seen.part.labels.measure_ids[measure]), number)
    activities, targets, passages = _in_time(reading, said)
    names = _funders(seen, measure, said)
    reports, parted = _reports(reading, seen, measure, names)
    return MeasureDetail(
        said,
        _carried_on(reading, later, passages),
        activities,
        list(plans.Indicator.objects.filter(measure_version=said).order_by("position")),
        targets,
        _budget(seen, mv, names),
        reports,
        parted,
        said.reason,
        [(passage.plan, passage.reason or "") for passage in passages if passage.into is None],
    )


def _carried_on(reading: Reading, later: dict[str, str], passages: list[Passage]) -> list[tuple[str, str]]:
    """Return what says it continues the measure, then what it went into by the plan's own word; each once, and only where it is published."""
    found = later | {key: title for key, title in (p.into for p in passages if p.into) if key not in later}
    return [(title, key) for key, title in found.items() if reading.held.has_measure(key)]


def _said(reading: Reading, seen: View, measure: int, number: int) -> tuple[Any, dict[str, str]]:
    """Return what the version says of the measure with why it was dropped since (`reason`), and the titles of those that say they continue it."""
    until = {"version__number__lte": seen.number, "version__state": PUBLISHED}
    dropped = plans.Dropped.objects.filter(measure=OuterRef("measure"), **until).order_by("-version__number")
    rows = plans.MeasureVersion.objects.select_related("version", "measure__plan").annotate(
        reason=Subquery(dropped.values("reason")[:1])
    )
    mine = Q(measure=measure, version__number=number)
    found = list(
        rows.filter(mine | Q(continues=reading.scope.key), version__state=PUBLISHED).order_by(
            "version__number"
        )
    )
    later = {
        f"{row.measure.plan.slug}/{row.measure.code}": row.title for row in found if row.measure_id != measure
    }
    said = next(row for row in found if row.measure_id == measure and row.version.number == number)
    return said, later


def _in_time(
    reading: Reading, said: plans.MeasureVersion
) -> tuple[list[Step], dict[int, list[tuple[date, float]]], list[Passage]]:
    """Return the activities in their order, the targets on the way by indicator, and what became of the measure (one query for all three)."""
    rest = [NOTHING] * (len(TEXTS) - 2)
    activities = plans.Activity.objects.filter(measure_version=said).values_list(
        Value(0), "position", "weight", "starts_on", "ends_on", "code", "title", *rest
    )
    targets = plans.Target.objects.filter(indicator__measure_version=said).values_list(
        Value(1), "indicator_id", "value", "on", "on", "indicator__code", "indicator__title", *rest
    )
    passed = said_of(reading).values_list(Value(2), "position", Value(0.0), NO_DAY, NO_DAY, *TEXTS)
    rows = sorted(activities.union(targets, passed, all=True), key=lambda row: (*row[:2], row[3] or date.min))
    points: defaultdict[int, list[tuple[date, float]]] = defaultdict(list)
    for kind, indicator, value, day, *_rest in rows:
        if kind == 1:
            points[indicator].append((day, value))
    steps = [
        Step(code, title, weight, start, end)
        for kind, _at, weight, start, end, code, title, *_rest in rows
        if kind == 0
    ]
    return steps, dict(points), [passage(row[5:]) for row in rows if row[0] == 2]


def _funders(seen: View, measure: int, said: plans.MeasureVersion) -> dict[int, str]:
    """Return the names of all who pay, planned or spent, those of the plan first and in its order (one query)."""
    facts = seen.facts
    spent = facts.spent_funder[facts.report_measure[facts.spent_report] == measure]
    planned = plans.Funding.objects.filter(measure_version=said)
    first = planned.filter(funder=OuterRef("pk")).order_by("position").values("position")[:1]
    found = plans.Funder.objects.annotate(first=Subquery(first)).filter(
        Q(first__isnull=False) | Q(pk__in=np.unique(spent).tolist())
    )
    rows = list(found.values_list("pk", "name", "first"))
    rows.sort(key=lambda row: (row[2] is None, row[2] or 0, row[1]))
    return {pk: name for pk, name, _first in rows}


def _budget(seen: View, mv: int, names: dict[int, str]) -> list[tuple[str, float | None]]:
    facts = seen.facts
    mine = facts.budget_mv == mv
    amounts: defaultdict[int, float] = defaultdict(float)
    for funder, amount in zip(
        facts.budget_funder[mine].tolist(), facts.budget_planned[mine].tolist(), strict=True
    ):
        amounts[funder] += amount
    return [(name, amounts.get(funder)) for funder, name in names.items()]


def _reports(
    reading: Reading, seen: View, measure: int, names: dict[int, str]
) -> tuple[list[pf.Report], bool]:
    """Return the known versions of the measure's reports up to the day, by reference date and publication, and whether any gives parts (three queries)."""
    known, day = reading.moment.known_at, reading.moment.as_of
    rows = progress.Report.objects.filter(
        measure=int(seen.part.labels.measure_ids[measure]), state=progress.Report.State.PUBLISHED
    )
    rows = rows.filter(reference_date__lte=day, **({} if known is None else {"published_at__lte": known}))
    values, evidence = _facts(rows.values("pk"))
    spent = _payments(seen, measure, names)
    parts = progress.Measurement.objects.filter(report=OuterRef("pk"), by__isnull=False)
    ordered = rows.select_related("municipality").annotate(parted=Exists(parts))
    found = list(ordered.order_by("reference_date", "published_at", "number"))
    told = [_report(row, values, evidence[row.pk], spent) for row in found]
    return told, any(row.parted for row in found)


def _facts(ids: QuerySet[Any]) -> tuple[Values, dict[int, list[pf.Evidence]]]:
    """Return what reports measured, by (report, kind), and the evidence they offer (one query for both)."""
    text, no, day = Value("", output_field=CharField()), Value(False), Value(None, output_field=DateField())
    measured = progress.Measurement.objects.filter(report__in=ids).values_list(
        "report_id", "pk", "kind", "code", "value", text, text, text, no, day, text, no, text
    )
    offered = public_evidence().filter(report__in=ids)
    offered = offered.values_list(
        "report_id", "position", "public_kind", "indicator", Value(0.0), "public_title", "public_url", "public_sha256",
        "accepted", "public_on", "public_note", "reserved", "verification",
    )  # fmt: skip
    values: Values = defaultdict(dict)
    evidence: defaultdict[int, list[pf.Evidence]] = defaultdict(list)
    measured, offered = measured.annotate(shown=Value(0)), offered.annotate(shown=Value(1))
    for (
        report,
        _at,
        kind,
        code,
        value,
        title,
        url,
        sha256,
        accepted,
        on,
        note,
        reserved,
        seen,
        shown,
    ) in sorted(measured.union(offered, all=True), key=lambda row: (row[-1], *row[:2])):
        if shown:
            told = (bool(accepted), on, note, bool(reserved), seen)
            evidence[report].append(pf.Evidence(title, kind, code, url, sha256, *told))
        else:
            values[report, kind][code] = value
    return values, evidence


def _report(
    row: progress.Report,
    values: dict[tuple[int, str], dict[str, float]],
    evidence: list[pf.Evidence],
    spent: Payments,
) -> pf.Report:
    dico = row.municipality.dico if row.municipality else None
    return pf.Report(
        measure="",
        reference_date=row.reference_date,
        stage=row.stage,
        published_at=row.published_at,
        version=row.number,
        municipality=dico,
        activities=values[row.pk, "activity"],
        indicators={code: pf.Value(value) for code, value in values[row.pk, "indicator"].items()},
        spent=spent.get((int(dico or -1), day_number(row.reference_date), row.number), {}),
        evidence=tuple(evidence),
        narrative=row.narrative,
        difficulties=row.difficulties,
        corrective_action=row.corrective_action,
        reason=row.reason,
        withdrawn=row.withdrawn,
    )


def _payments(seen: View, measure: int, names: dict[int, str]) -> Payments:
    """Return what each report of the measure says was spent, read off the columns, by (municipality or -1, day, version)."""
    facts = seen.facts
    out: Payments = defaultdict(dict)
    for at in np.flatnonzero(facts.report_measure[facts.spent_report] == measure).tolist():
        row = facts.spent_report[at]
        key = (int(facts.report_municipality[row]), int(facts.report_day[row]), int(facts.report_number[row]))
        out[key][names[int(facts.spent_funder[at])]] = Decimal(f"{facts.spent_value[at]:.2f}")
    return out
