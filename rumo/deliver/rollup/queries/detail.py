"""One plan or one measure in full: the words of the version in use, joined with what its columns hold. Figures come from the reading."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np
from django.db.models import Value

from rumo.deliver.plans import models as plans
from rumo.deliver.rollup.queries.generations import NO_DAY, NOTHING, TEXTS, Passage, passage, said_by
from rumo.deliver.rollup.queries.reading import Reading, day_number, day_of, micros
from rumo.deliver.rollup.queries.snapshot import Part
from rumo.science.degree import columns as c
from rumo.science.degree.versions import known_versions
from rumo.science.planfile import document as pf

PUBLISHED = plans.PlanVersion.State.PUBLISHED


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
        rows = rows[
            np.lexsort([column[rows] for column in (facts.report_number, facts.report_published, *name)])
        ]
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
        mine = territorial[facts.mv_measure[facts.place_mv]] & (
            facts.mv_version[facts.place_mv] == self.version
        )
        out: defaultdict[int, list[int]] = defaultdict(list)
        for mv, place in zip(
            facts.place_mv[mine].tolist(), facts.place_municipality[mine].tolist(), strict=True
        ):
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
    acts: list[pf.Adoption]
    activities: list[Activity]
    cycles: list[pf.Cycle]
    milestones: list[tuple[int, date, float]]
    report_days: list[date]
    passages: list[Passage]


def plan_detail(reading: Reading, seen: View) -> PlanDetail:
    """Return what the plan page shows besides figures (four queries)."""
    rows = list(
        plans.PlanVersion.objects.filter(plan=seen.part.labels.plan_id, state=PUBLISHED).order_by("number")
    )
    known = reading.moment.known_at
    rows = [row for row in rows if known is None or row.published_at is None or row.published_at <= known]
    version = next(row for row in rows if row.number == seen.number)
    acts, passages = _origin(version)
    return PlanDetail(
        version,
        list(
            plans.PlanPlace.objects.filter(version=version)
            .order_by("position")
            .values_list("municipality__name", "municipality__slug")
        ),
        _version_lines(seen, rows),
        acts,
        _activities(seen, version),
        _cycles(seen),
        _milestones(seen),
        [day_of(day) for day in np.unique(seen.facts.report_day[seen.heard]).tolist()],
        passages,
    )


def _origin(version: plans.PlanVersion) -> tuple[list[pf.Adoption], list[Passage]]:
    """Return who adopted the version, and what passed into it from the former plan (one query for both)."""
    acts = plans.AdoptionAct.objects.filter(version=version).values_list(
        Value(0), "position", "on", "body", "document", *[NOTHING] * (len(TEXTS) - 2)
    )
    passed = said_by(version).values_list(Value(1), "position", NO_DAY, *TEXTS)
    rows = sorted(acts.union(passed, all=True), key=lambda row: row[:2])
    return (
        [pf.Adoption(body, on, document) for kind, _at, on, body, document, *_rest in rows if not kind],
        [passage(row[3:]) for row in rows if row[0]],
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
    return [
        Activity(measure + seen.first, code, title, start, end, done.get((measure, code)))
        for measure, code, title, start, end in rows
    ]


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
    facts = seen.facts
    out: dict[tuple[int, str], int] = {}
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
    columns = (facts.cycle_start, facts.cycle_end, facts.cycle_due, facts.cycle_grace)
    return [
        pf.Cycle(day_of(start), day_of(end), day_of(due), grace)
        for start, end, due, grace in zip(*(column[mine].tolist() for column in columns), strict=True)
    ]


def _milestones(seen: View) -> list[tuple[int, date, float]]:
    facts = seen.facts
    mine = np.flatnonzero(facts.mv_version[facts.milestone_mv] == seen.version)
    measure = facts.mv_measure[facts.milestone_mv[mine]] + seen.first
    days = [day_of(day) for day in facts.milestone_day[mine].tolist()]
    return list(zip(measure.tolist(), days, facts.milestone_share[mine].tolist(), strict=True))
