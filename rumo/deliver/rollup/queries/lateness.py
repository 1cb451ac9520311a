"""Who is late: plans whose last closed cycle lacks reports, and the spells of silence of the last years, each with its end."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.plan_list import PlanLine, plan_lines
from rumo.deliver.rollup.queries.reading import Reading, day_number, day_of, end_of_day, micros
from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.science.degree.columns import NO_DAY, Facts, Long
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.versions import known_versions

NEVER = 2**62


@dataclass(frozen=True, slots=True)
class LatePlan:
    """A plan with measures due in its last closed cycle and no report in it: `missing` of `due` measures, silent since a day.

    `since` is the first day on which the longest silent of its measures was publicly silent without a break; `newest` the latest
    day any of its measures was reported for.
    """

    line: PlanLine
    start: date
    end: date
    closed: date
    since: date
    missing: int
    due: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class _Cycle:
    """A reporting cycle as day numbers; `closed` is the last day of its grace."""

    start: int
    end: int
    closed: int


def late_plans(reading: Reading) -> list[LatePlan]:
    """Return the plans of the reading's scope that are late, longest silent first (two queries).

    A plan without cycles is in no list: nobody said when it ought to report.
    """
    facts, figures, at = reading.held.facts, reading.figures, reading.measures
    due = figures.due[0][at]
    missing = due & ~figures.fresh[0][at]
    plan = facts.measure_plan[at]
    day = day_number(reading.moment.as_of)
    known = micros(reading.moment.known_at) if reading.moment.known_at else None
    closed = {slot: _closed(cycles, day) for slot, cycles in _cycles(facts, day, known).items()}
    lines = {line.slug: line for line in plan_lines(reading)}
    found = []
    for slot in np.unique(plan[missing]).tolist():
        cycles, line = closed.get(slot), lines.get(reading.held.labels[slot].slug)
        if not cycles or line is None:
            continue
        own = plan == slot
        silent = at[own & missing]
        newest = int(figures.newest[0][at[own]].max())
        start = facts.mv_start[figures.mv[0][silent]]
        since = _since(cycles, figures.newest[0][silent], start)
        found.append(
            LatePlan(
                line,
                day_of(cycles[-1].start),
                day_of(cycles[-1].end),
                day_of(cycles[-1].closed),
                day_of(since),
                len(silent),
                int(due[own].sum()),
                None if newest == NO_DAY else day_of(newest),
            )
        )
    return sorted(found, key=lambda late: (late.since, -late.missing / late.due, late.line.title))


def _since(cycles: list[_Cycle], newest: NDArray[np.integer], start: NDArray[np.integer]) -> int:
    """Return the day from which the longest silent of some measures has been silent through every cycle since."""
    since = cycles[-1].closed + 1
    for cycle in cycles[:-1]:
        if np.any((newest < cycle.start) & (start <= cycle.end)):
            since = min(since, cycle.closed + 1)
    return since


def _cycles(facts: Facts, day: int, known: int | None) -> dict[int, list[_Cycle]]:
    """Return the cycles of each plan's version in use on a day, by the plan's position."""
    versions = known_versions(facts, known)
    rows = versions.rows(versions.ranks(np.array([day], dtype=np.int32))[0])
    plan_of = {row: plan for plan, row in enumerate(rows.tolist()) if row >= 0}
    due = np.where(facts.cycle_due == NO_DAY, facts.cycle_end, facts.cycle_due)
    closed = due.astype(np.int64) + facts.cycle_grace
    found: defaultdict[int, list[_Cycle]] = defaultdict(list)
    columns = (facts.cycle_version, facts.cycle_start, facts.cycle_end, closed)
    for version, start, end, last in zip(*(column.tolist() for column in columns), strict=True):
        if version in plan_of:
            found[plan_of[version]].append(_Cycle(start, end, last))
    return found


def _closed(cycles: list[_Cycle], day: int) -> list[_Cycle]:
    """Return the cycles whose grace was over by a day, the one that ends last (whose silence shows) at the end."""
    over = (cycle for cycle in cycles if cycle.closed < day)
    return sorted(over, key=lambda cycle: (cycle.end, cycle.start))


@dataclass(frozen=True, slots=True)
class Silence:
    """A spell of silence: a plan fell silent about a cycle on a day, `missing` of `due` measures; `spoke` is when the last of them was reported."""

    plan: int
    start: date
    end: date
    fell: date
    missing: int
    due: int
    spoke: datetime | None


def silences(held: Snapshot, on: date, since: date) -> list[Silence]:
    """Return the silences that began after a day up to another, of every plan, by the cycles of its version in use; no query.

    Which measures were due is told by what is known now; whether they were silent, by what had been published when the grace
    ended. A report that was withdrawn counts as never made.
    """
    facts, day = held.facts, day_number(on)
    plans: defaultdict[_Cycle, list[int]] = defaultdict(list)
    for plan, cycles in _cycles(facts, day, None).items():
        for cycle in set(cycles):
            if day_number(since) < cycle.closed + 1 <= day:
                plans[cycle].append(plan)
    days = sorted({cycle.closed + 1 for cycle in plans})
    if not days:
        return []
    figures, heard = evaluate(facts, days), _Heard(facts)
    found: list[Silence] = []
    for cycle, of in plans.items():
        told = figures.rows(days.index(cycle.closed + 1))
        found += _spells(facts, cycle, of, told.due & told.present, heard.first(cycle))
    return sorted(found, key=lambda spell: (spell.fell, spell.plan))


def _spells(
    facts: Facts, cycle: _Cycle, plans: list[int], due: NDArray[np.bool_], heard: Long
) -> Iterator[Silence]:
    """Yield the silences of some plans that share a cycle."""
    fell = day_of(cycle.closed + 1)
    late = due & (heard > micros(end_of_day(day_of(cycle.closed))))
    counts = np.bincount(facts.measure_plan[late], minlength=facts.plans)
    every = np.bincount(facts.measure_plan[due], minlength=facts.plans)
    last = np.zeros(facts.plans, dtype=np.int64)
    np.maximum.at(last, facts.measure_plan[due], heard[due])
    for plan in plans:
        if counts[plan]:
            spoke = None if last[plan] == NEVER else _instant(int(last[plan]))
            yield Silence(
                plan, day_of(cycle.start), day_of(cycle.end), fell, int(counts[plan]), int(every[plan]), spoke
            )


def _instant(at: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)


class _Heard:
    """When each report that stands was first published: one entry for each measure, municipality and reference date."""

    def __init__(self, facts: Facts) -> None:
        place = facts.report_municipality
        order = np.lexsort(
            (facts.report_number, facts.report_published, place, facts.report_day, facts.report_measure)
        )
        slot = np.stack([facts.report_measure[order], facts.report_day[order], place[order]])
        begins = np.ones(len(order), dtype=np.bool_)
        begins[1:] = (slot[:, 1:] != slot[:, :-1]).any(axis=0)
        first = np.flatnonzero(begins)
        ends = np.append(first[1:], len(order)) - 1 if len(order) else first
        stands = ~facts.report_withdrawn[order[ends]]
        at = order[first[stands]]
        self._size = facts.measures
        self._measure, self._day = facts.report_measure[at], facts.report_day[at]
        self._published = facts.report_published[at]

    def first(self, cycle: _Cycle) -> Long:
        """Return when each measure was first reported on within a cycle; NEVER where it was not."""
        inside = (self._day >= cycle.start) & (self._day <= cycle.end)
        found = np.full(self._size, NEVER, dtype=np.int64)
        np.minimum.at(found, self._measure[inside], self._published[inside])
        return found
