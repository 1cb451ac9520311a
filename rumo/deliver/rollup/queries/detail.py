"""One plan or one measure in full: the words of the version in use, joined with what its columns hold. Figures come from the reading."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

import numpy as np
from django.db.models import OuterRef, Q, Subquery

from rumo.deliver.plans import models as plans
from rumo.deliver.progress import models as progress
from rumo.deliver.rollup.queries.reading import Reading, day_number, day_of, micros
from rumo.deliver.rollup.queries.snapshot import Part
from rumo.science.degree import columns as c
from rumo.science.degree.versions import known_versions
from rumo.science.planfile import document as pf

PUBLISHED = plans.PlanVersion.State.PUBLISHED
Payments = dict[tuple[int, int, int], dict[str, Decimal]]


class NotYetKnown(LookupError):
    """Nothing of the plan, or of the measure, was published at the moment asked for."""


@dataclass(frozen=True)
class View:
    """One plan's own columns at the reading's moment; positions of measures are within the plan."""

    part: Part
    first: int
    day: int
    known: int | None
    version: int

    @property
    def facts(self) -> c.Facts:
        """Return the plan's own columns."""
        return self.part.facts

    @property
    def number(self) -> int:
        """Return the number of the version in use."""
        return int(self.facts.version_number[self.version])

    def place(self, measure: int) -> int:
        """Return the position within the plan of a measure at a position of the reading."""
        return measure - self.first

    @cached_property
    def heard(self) -> c.Long:
        """Return the rows of the plan's reports that count at the moment: of each, the version published last, unless it withdraws the report."""
        facts = self.facts
        known = facts.report_day <= self.day
        if self.known is not None:
            known &= facts.report_published <= self.known
        rows = np.flatnonzero(known)
        name = (facts.report_day, facts.report_municipality, facts.report_measure)
        rows = rows[np.lexsort([column[rows] for column in (facts.report_number, facts.report_published, *name)])]
        same = np.ones(max(len(rows) - 1, 0), dtype=np.bool_)
        for column in name:
            same &= column[rows[1:]] == column[rows[:-1]]
        last = np.append(~same, np.ones(min(len(rows), 1), dtype=np.bool_))
        return rows[last & ~facts.report_withdrawn[rows]]

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Return the places that the version in use names, of every measure reported by place."""
        facts, rows = self.facts, self.heard
        territorial = np.zeros(facts.measures, dtype=np.bool_)
        territorial[facts.report_measure[rows[facts.report_municipality[rows] >= 0]]] = True
        mine = territorial[facts.mv_measure[facts.place_mv]] & (facts.mv_version[facts.place_mv] == self.version)
        out: defaultdict[int, list[int]] = defaultdict(list)
        for mv, place in zip(facts.place_mv[mine].tolist(), facts.place_municipality[mine].tolist(), strict=True):
            out[int(facts.mv_measure[mv])].append(place)
        return dict(out)


def view(reading: Reading, plan: int) -> View:
    """Return one plan's columns, by its position in the snapshot; raises NotYetKnown before its first publication. No query."""
    part = list(reading.held.parts.values())[plan]
    first = int(np.searchsorted(reading.held.facts.measure_plan, plan))
    day, known = day_number(reading.moment.as_of), reading.moment.known_at
    instant = micros(known) if known else None
    versions = known_versions(part.facts, instant)
    rank = versions.ranks(np.array([day], dtype=np.int32))[0]
    if rank[0] < 0:
        raise NotYetKnown
    return View(part, first, day, instant, int(versions.row[rank[0]]))


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version of a plan: its two times, when it was recorded here, and how many measures came and went with it."""

    number: int
    effective_on: date | None
    published_at: datetime | None
    recorded_at: datetime
    in_use: bool
    measures: int
    added: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity of the version in use: completion None while its measure is without information."""

    measure: int
    code: str
    title: str | None
    start: date | None
    end: date | None
    done: float | None


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """A plan's words in the version in use: `places` are (name, slug); `activities` name measures by their position in the reading."""

    version: plans.PlanVersion
    places: list[tuple[str, str]]
    versions: list[VersionLine]
    acts: list[plans.AdoptionAct]
    activities: list[Activity]
    cycles: list[pf.Cycle]
    milestones: list[tuple[int, date, float]]
    report_days: list[date]


def plan_detail(reading: Reading, seen: View) -> PlanDetail:
    """Return what the plan page shows besides figures (four queries)."""
    rows = list(
        plans.PlanVersion.objects.filter(plan=seen.part.labels.plan_id, state=PUBLISHED).order_by("number")
    )
    known = reading.moment.known_at
    rows = [row for row in rows if known is None or row.published_at is None or row.published_at <= known]
    version = next(row for row in rows if row.number == seen.number)
    return PlanDetail(
        version,
        list(plans.PlanPlace.objects.filter(version=version).order_by("position").values_list("municipality__name", "municipality__slug")),
        _version_lines(seen, rows),
        list(plans.AdoptionAct.objects.filter(version=version).order_by("position")),
        _activities(seen, version),
        _cycles(seen),
        _milestones(seen),
        [day_of(day) for day in np.unique(seen.facts.report_day[seen.heard]).tolist()],
    )


def _version_lines(seen: View, rows: Sequence[plans.PlanVersion]) -> list[VersionLine]:
    """Count, version by version, the measures it has, and those that were not in the one before or no longer are."""
    facts, out = seen.facts, []
    before: set[int] | None = None
    for row in rows:
        at = np.flatnonzero(facts.version_number == row.number)
        has = set(facts.mv_measure[np.isin(facts.mv_version, at)].tolist())
        added, dropped = (0, 0) if before is None else (len(has - before), len(before - has))
        times = (row.effective_on, row.published_at, row.recorded_at)
        out.append(VersionLine(row.number, *times, row.number == seen.number, len(has), added, dropped))
        before = has
    return out


def _activities(seen: View, version: plans.PlanVersion) -> list[Activity]:
    columns = ("measure_version__measure_id", "code", "title", "starts_on", "ends_on")
    found = plans.Activity.objects.filter(measure_version__version=version)
    at = {pk: i for i, pk in enumerate(seen.part.labels.measure_ids.tolist())}
    rows = [
        (at[row[0]], *row[1:])
        for row in found.order_by("measure_version__position", "position").values_list(*columns)
    ]
    done = _completions(seen, [(measure, code) for measure, code, *_ in rows])
    return [Activity(row[0] + seen.first, *row[1:], done.get((row[0], row[1]))) for row in rows]


def _completions(seen: View, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], float]:
    """Return the completion of activities by (measure, code): the latest said; of a measure reported by place the mean over its places.

    An activity's row stands among its measure's in order of code, as the columns were gathered. Measures that said nothing are left out.
    """
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for measure, code in wanted:
        codes[measure].append(code)
    facts, rows = seen.facts, seen.heard
    rows = rows[np.lexsort((facts.report_municipality[rows], facts.report_day[rows]))]
    rank = np.full(len(facts.report_day), -1, dtype=np.int64)
    rank[rows] = np.arange(len(rows))
    told = np.flatnonzero(rank[facts.value_report] >= 0)
    told = told[np.argsort(rank[facts.value_report[told]], kind="stable")]
    latest: dict[tuple[int, int], float] = {}
    for value in told.tolist():
        latest[int(facts.value_item[value]), int(facts.report_municipality[facts.value_report[value]])] = (
            float(facts.value_value[value])
        )
    reported = set(facts.report_measure[rows].tolist())
    named, places = _items(seen, codes), seen.places
    return {
        (measure, code): _mean([_latest(latest, item, place) for place in places.get(measure) or [-1]])
        for (measure, code), item in named.items()
        if measure in reported
    }


def _latest(latest: dict[tuple[int, int], float], item: int, place: int) -> float:
    own = latest.get((item, place))
    return latest.get((item, -1), 0.0) if own is None else own


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _items(seen: View, codes: dict[int, list[str]]) -> dict[tuple[int, str], int]:
    """Return the row of each activity among the permanent items."""
    facts, out = seen.facts, {}
    activity = (facts.def_kind == c.DEFINITION["activity"]) & (facts.mv_version[facts.def_mv] == seen.version)
    owner = facts.item_measure[facts.def_item[activity]]
    items = facts.def_item[activity]
    for measure, names in codes.items():
        mine = np.sort(items[owner == measure]).tolist()
        out |= {(measure, code): item for code, item in zip(sorted(names), mine, strict=True)}
    return out


def _cycles(seen: View) -> list[pf.Cycle]:
    facts = seen.facts
    mine = np.flatnonzero(facts.cycle_version == seen.version)
    days = (facts.cycle_start, facts.cycle_end, facts.cycle_due)
    return [
        pf.Cycle(*(day_of(column[i]) for column in days), int(facts.cycle_grace[i])) for i in mine.tolist()
    ]


def _milestones(seen: View) -> list[tuple[int, date, float]]:
    facts = seen.facts
    mine = np.flatnonzero(facts.mv_version[facts.milestone_mv] == seen.version)
    measure = facts.mv_measure[facts.milestone_mv[mine]] + seen.first
    days = [day_of(day) for day in facts.milestone_day[mine].tolist()]
    return list(zip(measure.tolist(), days, facts.milestone_share[mine].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class MeasureDetail:
    """A measure's words in the version in use, and every known version of every report on it up to the day, by reference date.

    `budget` pairs funders with what is planned (None: not said); `carried_on` are measures that say they continue it, as (title, slug/code).
    """

    said: plans.MeasureVersion
    carried_on: list[tuple[str, str]]
    activities: list[plans.Activity]
    indicators: list[plans.Indicator]
    targets: dict[int, list[plans.Target]]
    budget: list[tuple[str, float | None]]
    reports: list[pf.Report]
    dropped: plans.Dropped | None


def measure_detail(reading: Reading, seen: View, mv: int) -> MeasureDetail:
    """Return what the measure page shows besides figures; `mv` is its version's row in the plan's columns (eight queries, one more when dropped)."""
    facts, measure = seen.facts, int(seen.facts.mv_measure[mv])
    number = int(facts.version_number[facts.mv_version[mv]])
    said, carried_on = _said(reading, int(seen.part.labels.measure_ids[measure]), number)
    of = {"measure_version": said}
    targets: defaultdict[int, list[plans.Target]] = defaultdict(list)
    for target in plans.Target.objects.filter(indicator__measure_version=said).order_by("on", "pk"):
        targets[target.indicator_id].append(target)
    names = _funders(seen, measure, mv, said)
    return MeasureDetail(
        said,
        carried_on,
        list(plans.Activity.objects.filter(**of).order_by("position")),
        list(plans.Indicator.objects.filter(**of).order_by("position")),
        dict(targets),
        _budget(seen, mv, names),
        _reports(reading, seen, measure, names),
        _dropped(seen, said.measure) if number != seen.number else None,
    )


def _said(reading: Reading, measure: int, number: int) -> tuple[plans.MeasureVersion, list[tuple[str, str]]]:
    """Return what the version says of the measure, and which published measures carry it on (one query for both)."""
    rows = plans.MeasureVersion.objects.select_related("version", "measure__plan").filter(
        version__state=PUBLISHED
    )
    mine = Q(measure=measure, version__number=number)
    found = list(rows.filter(mine | Q(continues=reading.scope.key)).order_by("version__number"))
    known = set(reading.held.measure_keys)
    later = {
        f"{row.measure.plan.slug}/{row.measure.code}": row.title for row in found if row.measure_id != measure
    }
    said = next(row for row in found if row.measure_id == measure and row.version.number == number)
    return said, [(title, key) for key, title in later.items() if key in known]


def _funders(seen: View, measure: int, mv: int, said: plans.MeasureVersion) -> dict[int, str]:
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


def _reports(reading: Reading, seen: View, measure: int, names: dict[int, str]) -> list[pf.Report]:
    """Return the known versions of the measure's reports up to the day, by reference date and publication (three queries)."""
    known, day = reading.moment.known_at, reading.moment.as_of
    rows = progress.Report.objects.filter(
        measure=int(seen.part.labels.measure_ids[measure]), state=progress.Report.State.PUBLISHED
    )
    rows = rows.filter(reference_date__lte=day, **({} if known is None else {"published_at__lte": known}))
    ids = rows.values("pk")
    values: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    for report, kind, code, value in (
        progress.Measurement.objects.filter(report__in=ids)
        .order_by("pk")
        .values_list("report_id", "kind", "code", "value")
    ):
        values[report, kind][code] = value
    evidence: defaultdict[int, list[pf.Evidence]] = defaultdict(list)
    for row in progress.Evidence.objects.filter(report__in=ids).order_by("report_id", "position"):
        evidence[row.report_id].append(
            pf.Evidence(row.title, row.kind, row.indicator, row.url, row.sha256, row.accepted)
        )
    spent = _payments(seen, measure, names)
    ordered = rows.select_related("municipality").order_by("reference_date", "published_at", "number")
    return [_report(row, values, evidence[row.pk], spent) for row in ordered]


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


def _dropped(seen: View, measure: plans.Measure) -> plans.Dropped | None:
    of = {"version__plan": seen.part.labels.plan_id, "version__state": PUBLISHED}
    return (
        plans.Dropped.objects.filter(measure=measure, version__number__lte=seen.number, **of)
        .order_by("-version__number")
        .first()
    )
