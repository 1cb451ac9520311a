"""Measures one by one: rows of a list with their figures, filters, what is overdue, what is silent, what was published lately."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from rumo.deliver.plans.models import MeasureVersion
from rumo.deliver.progress.models import Report
from rumo.deliver.rollup.queries.divergent import divergences
from rumo.deliver.rollup.queries.grouping import groups_of
from rumo.deliver.rollup.queries.reading import Reading, day_number, day_of
from rumo.ground.core.fields import folded
from rumo.science.degree import columns as c
from rumo.science.degree.figures import SCHEDULE, STATES

Index = NDArray[np.integer[Any]]
CHUNK = 500
"""Rows whose words are read at once: below the number of parameters any database takes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in a list: whose it is, its words in the version in use, and its figures (fractions or None)."""

    key: str
    plan: str
    plan_title: str
    synthetic: bool
    code: str
    title: str
    axis: str | None
    strategic: str | None
    operational: str | None
    level: int | None
    areas: tuple[str, ...]
    places: tuple[str, ...]
    responsible: tuple[str, ...]
    weight: float
    start: date | None
    end: date | None
    degree: float | None
    planned: float | None
    upper: float | None
    state: str
    schedule: str
    stale: bool
    due: bool
    fresh: bool
    spent: float | None
    budget: float | None
    newest: date | None

    @property
    def coverage(self) -> float | None:
        """Return 1 with information, 0 without, None when cancelled: what the glyph hatches."""
        return None if self.state == "cancelled" else float(self.state != "no_information")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; empty means everything. `only` is one of ONLY."""

    state: str = ""
    schedule: str = ""
    area: str = ""
    level: str = ""
    responsible: str = ""
    axis: str = ""
    municipality: str = ""
    region: str = ""
    only: str = ""
    text: str = ""


GROUPED = ("state", "schedule", "area", "level", "responsible", "axis", "municipality", "region")
ONLY = ("overdue", "silent", "stale", "divergent")
NONE = "-"
"""In a filter: the group of those that name none."""


def overdue(reading: Reading) -> Index:
    """Return the measures whose end has passed and that are not shown to be done, those longest overdue first."""
    end = reading.held.facts.mv_end[reading.figures.mv[0][reading.measures]]
    degree, live = reading.figures.degree[0][reading.measures], reading.figures.live[0][reading.measures]
    passed = (end != c.NO_DAY) & (end < day_number(reading.moment.as_of))
    late = np.flatnonzero(live & passed & ~(np.round(degree, 9) >= 1))
    return reading.measures[late[np.argsort(end[late], kind="stable")]]


def silent(reading: Reading) -> Index:
    """Return the live measures that ought to have said something and did not: never a report though begun, or none lately; longest first."""
    at = reading.measures
    never = (reading.figures.state[0][at] == STATES.index("no_information")) & reading.figures.due[0][at]
    quiet = np.flatnonzero(never | reading.figures.stale[0][at])
    return at[quiet[np.argsort(reading.figures.newest[0][at][quiet], kind="stable")]]


def narrowed(reading: Reading, wanted: Filter) -> Index:
    """Return the measures of the reading that pass a filter, in order of plan and measure. At most two queries (for `text` and readings).

    A value no measure has gives an empty list. Raises KeyError when `only` is none of ONLY.
    """
    index = reading.measures
    if wanted.only:
        found = {"overdue": overdue, "silent": silent, "stale": _stale, "divergent": _divergent}[wanted.only](
            reading
        )
        index = index[np.isin(index, found)]
    for name in GROUPED:
        value = getattr(wanted, name)
        if value:
            groups = groups_of(reading.held, reading.figures, index, name, "pt")
            key = None if value == NONE else value
            chosen = groups.keys.index(key) if key in groups.keys else -1
            index = np.unique(groups.measure[groups.group == chosen])
    if wanted.text:
        index = index[np.isin(reading.held.measure_ids[index], list(_saying(wanted.text)))]
    return index


def _stale(reading: Reading) -> Index:
    return np.asarray(reading.measures[reading.figures.stale[0][reading.measures]])


def _divergent(reading: Reading) -> Index:
    return np.asarray(sorted(divergences(reading)), dtype=np.int64)


def _saying(text: str) -> set[int]:
    words = Q()
    for word in folded(text).split()[:8]:
        words &= Q(search__contains=word)
    return set(
        MeasureVersion.objects.filter(words, version__state="published").values_list("measure_id", flat=True)
    )


def rows(reading: Reading, index: Sequence[int] | Index) -> Iterator[Row]:
    """Yield the measures at these positions, in this order; one query for every CHUNK of them."""
    index = np.asarray(index, dtype=np.int64)
    areas = _keys(reading, index, "area")
    places = _keys(reading, index, "municipality")
    for start in range(0, len(index), CHUNK):
        part = index[start : start + CHUNK]
        words = _words(reading, part)
        for position in part.tolist():
            yield _row(reading, position, words[position], areas.get(position, ()), places.get(position, ()))


def _keys(reading: Reading, index: Index, name: str) -> dict[int, tuple[str, ...]]:
    groups = groups_of(reading.held, reading.figures, index, name, "pt")
    out: dict[int, tuple[str, ...]] = {}
    for measure, group in zip(groups.measure.tolist(), groups.group.tolist(), strict=True):
        key = groups.keys[group]
        if key is not None:
            out[measure] = (*out.get(measure, ()), key)
    return out


def _words(reading: Reading, part: Index) -> dict[int, dict[str, Any]]:
    """Return what the version in use says of each measure, by position."""
    facts, at = (
        reading.held.facts,
        dict(zip(reading.held.measure_ids[part].tolist(), part.tolist(), strict=True)),
    )
    objectives = ("strategic_objective", "operational_objective")
    columns = ("measure_id", "version__number", "title", "axis", "level", "responsible", *objectives)
    found = MeasureVersion.objects.filter(measure__in=list(at), version__state="published").values(*columns)
    out = {}
    for words in found:
        position = at[words["measure_id"]]
        if (
            facts.version_number[facts.mv_version[reading.figures.mv[0][position]]]
            == words["version__number"]
        ):
            out[position] = words
    return out


def _row(
    reading: Reading, at: int, words: dict[str, Any], areas: tuple[str, ...], places: tuple[str, ...]
) -> Row:
    held, figures = reading.held, reading.figures
    labels, mv = held.labels[held.facts.measure_plan[at]], figures.mv[0][at]
    key = held.measure_key(at)
    return Row(
        key=key,
        plan=labels.slug,
        plan_title=labels.title,
        synthetic=labels.synthetic,
        code=key.partition("/")[2],
        title=words["title"],
        axis=words["axis"],
        strategic=words["strategic_objective"],
        operational=words["operational_objective"],
        level=words["level"],
        areas=areas,
        places=places,
        responsible=tuple(words["responsible"]),
        weight=float(figures.weight[0][at]),
        start=_day(held.facts.mv_start[mv]),
        end=_day(held.facts.mv_end[mv]),
        degree=_number(figures.degree[0][at]),
        planned=_number(figures.planned[0][at]),
        upper=_number(figures.upper[0][at]),
        state=STATES[figures.state[0][at]],
        schedule=SCHEDULE[figures.schedule[0][at]],
        stale=bool(figures.stale[0][at]),
        due=bool(figures.due[0][at]),
        fresh=bool(figures.fresh[0][at]),
        spent=_number(figures.spent[0][at]),
        budget=_number(figures.budget[0][at]),
        newest=_day(figures.newest[0][at]),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _day(value: int) -> date | None:
    return None if value == c.NO_DAY else day_of(value)


@dataclass(frozen=True, slots=True)
class News:
    """A published report in a list of news."""

    plan: str
    plan_title: str
    measure: str
    title: str
    reference_date: date
    published_at: datetime
    number: int
    stage: str
    withdrawn: bool
    reason: str | None
    narrative: str | None


def news(reading: Reading, since: datetime, until: datetime, most: int = 20) -> tuple[int, list[News]]:
    """Return how many reports of the scope's measures were published between two instants, and the newest of them (two queries)."""
    found = Report.objects.filter(
        state=Report.State.PUBLISHED, published_at__gt=since, published_at__lte=until
    )
    inside = dict(
        zip(reading.held.measure_ids[reading.measures].tolist(), reading.measures.tolist(), strict=True)
    )
    columns = (
        "measure_id",
        "reference_date",
        "published_at",
        "number",
        "stage",
        "withdrawn",
        "reason",
        "narrative",
    )
    reports = [
        report
        for report in found.order_by("-published_at", "-pk").values(*columns)
        if report["measure_id"] in inside
    ]
    shown = reports[:most]
    words = _words(
        reading, np.array(sorted({inside[report["measure_id"]] for report in shown}), dtype=np.int64)
    )
    out = []
    for report in shown:
        at = inside[report.pop("measure_id")]
        labels = reading.held.labels[reading.held.facts.measure_plan[at]]
        code = reading.held.measure_key(at).partition("/")[2]
        out.append(
            News(plan=labels.slug, plan_title=labels.title, measure=code, title=words[at]["title"], **report)
        )
    return len(reports), out
