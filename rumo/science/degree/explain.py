"""How one figure was computed: the very inputs of one measure's degree at one date, ready to be shown beside it.

Made apart from the sweep, one measure at a time, from the same formulas; a property test holds the two equal.
Nothing reported is None here (nan in the arrays). Rows are positions in the tables of Facts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rumo.science.degree.attainment import Definitions, Seen, attainment, raw_attainment, value_used
from rumo.science.degree.columns import AGGREGATION, BASIS, DEFINITION, NO_DAY, STAGE, Facts, Long
from rumo.science.degree.speakers import counted, known_reports
from rumo.science.degree.versions import known_versions

_STAGES = tuple(sorted(STAGE, key=STAGE.__getitem__))
_BASES = tuple(sorted(BASIS, key=BASIS.__getitem__))
_KINDS = tuple(sorted(DEFINITION, key=DEFINITION.__getitem__))
_AGGREGATIONS = tuple(sorted(AGGREGATION, key=AGGREGATION.__getitem__))


@dataclass(frozen=True, slots=True)
class ItemPart:
    """An activity or indicator: what was promised of it, the value used, attainment counted (0..1) and raw, and the report rows used.

    `definition` is its row in def_*; baseline, target, direction (+1, -1) and aggregation are None unless `kind` is "number". `value` is None if no report gave one;
    `raw` shows over-attainment and is None with it; `proved`: an evidence was accepted. `reports`: those whose value (or
    evidence) makes up the value used: the last, all of a sum or mean, those that reach the max or min.
    """

    item: int
    definition: int
    weight: float
    kind: str
    baseline: float | None
    target: float | None
    direction: int | None
    aggregation: str | None
    value: float | None
    proved: bool
    raw: float | None
    attainment: float
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlacePart:
    """What one place said (`municipality` -1: the measure as a whole): stage (None: silent), degree (None: silent or cancelled).

    `counts`: it is in the mean, a silent place with 0. `stage_report`: the row that said the stage; for a suspended measure
    with basis stage, `base_stage` is the earlier one its degree is read from. `reports`: all rows read, oldest first.
    """

    municipality: int
    stage: str | None
    stage_report: int | None
    base_stage: str | None
    counts: bool
    degree: float | None
    items: tuple[ItemPart, ...]
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """The planned degree and the two corners it lies between, as (day, share); None before the start, after the end, or with no schedule."""

    start: int | None
    end: int | None
    before: tuple[int, float] | None
    after: tuple[int, float] | None
    planned: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The inputs of one measure's figures at `day`, as known at `known_at`.

    mv, version: rows of the measure version and of the plan version in use, None if the measure is not in the plan at that
    date. dropped: a later version no longer has it, and cancels it. basis, stage: names; stage is None with no information.
    degree: as evaluate gives it, None for null; the mean over `places` that count (one place, -1, unless reported by place).
    """

    measure: int
    day: int
    known_at: int | None
    mv: int | None
    version: int | None
    dropped: bool
    weight: float | None
    basis: str | None
    by_place: bool
    stage: str | None
    degree: float | None
    places: tuple[PlacePart, ...]
    planned: PlannedPart | None


def explain(facts: Facts, measure: int, day: int, known_at: int | None = None) -> Explanation:
    """What the figures of one measure at one date are made of. Raises IndexError when there is no such measure."""
    versions = known_versions(facts, known_at)
    rank = versions.ranks(np.array([day], dtype=np.int32))[0][facts.measure_plan[measure]]
    rows, dropped = versions.measure_versions(np.array([measure]), np.array([rank]))
    mv = int(rows[0])
    if mv < 0:
        return Explanation(measure, day, known_at, None, None, False, None, None, False, None, None, (), None)
    by_place, places = _places(facts, measure, mv, day, known_at)
    stage, degree = _together(places)
    if dropped[0]:
        stage, degree = "cancelled", None
    return Explanation(
        measure=measure,
        day=day,
        known_at=known_at,
        mv=mv,
        version=int(versions.row[rank]),
        dropped=bool(dropped[0]),
        weight=float(facts.mv_weight[mv]),
        basis=_BASES[facts.mv_basis[mv]],
        by_place=by_place,
        stage=stage,
        degree=degree,
        places=places,
        planned=_planned(facts, mv, day),
    )


def counted_reports(facts: Facts, measure: int, day: int, known_at: int | None = None) -> Long:
    """Rows of the reports of a measure that count at `day`: oldest first, on one day the one that speaks for all first."""
    return counted(facts, known_reports(facts, known_at, until=day, measure=measure))


def _places(
    facts: Facts, measure: int, mv: int, day: int, known_at: int | None
) -> tuple[bool, tuple[PlacePart, ...]]:
    """Whether the measure is reported by place, and what each place (or the measure as a whole) said."""
    rows = counted_reports(facts, measure, day, known_at)
    who = facts.report_municipality[rows]
    reported = set(who[who >= 0].tolist())
    named = sorted(set(facts.place_municipality[facts.place_mv == mv].tolist())) or sorted(reported)
    if reported.isdisjoint(named):
        return False, (_place(facts, mv, -1, rows[who < 0]),)
    return True, tuple(_place(facts, mv, place, rows[(who < 0) | (who == place)]) for place in named)


def _place(facts: Facts, mv: int, municipality: int, rows: Long) -> PlacePart:
    """What one place said, in the given rows."""
    stages = [
        (_STAGES[stage], row) for stage, row in zip(facts.report_stage[rows], rows.tolist(), strict=True)
    ]
    stage, said_in = stages[-1] if stages else (None, None)
    base = next((s for s, _ in reversed(stages) if s not in ("suspended", "cancelled")), None)
    items = tuple(_item(facts, d, rows) for d in _definitions(facts, mv))
    if stage is None or stage == "cancelled":
        degree = None
    elif facts.mv_basis[mv] == BASIS["stage"]:
        degree = {"in_progress": 0.5, "completed": 1.0}.get(base or "not_started", 0.0)
    else:
        total = sum(i.weight for i in items)
        degree = sum(i.weight * i.attainment for i in items) / total if total else 0.0
    return PlacePart(
        municipality, stage, said_in, base, stage != "cancelled", degree, items, tuple(rows.tolist())
    )


def _together(places: tuple[PlacePart, ...]) -> tuple[str | None, float | None]:
    """Stage and degree of a measure over its places (standing.py says which choices were made)."""
    live = [p for p in places if p.counts]
    if not live:
        return "cancelled", None
    if all(p.stage is None for p in live):
        return None, None
    stages = {p.stage or "not_started" for p in live}
    stage = stages.pop() if len(stages) == 1 else "in_progress"
    return stage, sum(p.degree or 0.0 for p in live) / len(live)


def _definitions(facts: Facts, mv: int) -> list[int]:
    """Rows of the definitions that enter the degree of a measure version, by item."""
    wanted = {"activity"} if facts.mv_basis[mv] == BASIS["activities"] else {"number", "date", "evidence"}
    if facts.mv_basis[mv] == BASIS["stage"]:
        return []
    rows = np.flatnonzero(facts.def_mv == mv).tolist()
    return sorted(
        (d for d in rows if _KINDS[facts.def_kind[d]] in wanted), key=lambda d: int(facts.def_item[d])
    )


def _item(facts: Facts, definition: int, rows: Long) -> ItemPart:
    """One item as told in the given rows, oldest first."""
    item = int(facts.def_item[definition])
    order = {row: i for i, row in enumerate(rows.tolist())}
    found = np.flatnonzero(np.isin(facts.value_report, rows) & (facts.value_item == item)).tolist()
    told = np.array(sorted(found, key=lambda i: order[int(facts.value_report[i])]), dtype=np.int64)
    proof = np.isin(facts.evidence_report, rows) & (facts.evidence_item == item)
    seen = Seen.nothing(1)
    seen.add(np.zeros(len(told), dtype=np.int64), facts.value_value[told])
    seen.proved[0] = proof.any()
    at = np.array([definition])
    meaning = Definitions(
        facts.def_kind[at],
        facts.def_baseline[at],
        facts.def_target[at],
        facts.def_direction[at],
        facts.def_aggregation[at],
    )
    value = value_used(meaning, seen)
    raw = raw_attainment(meaning, value, seen.proved)
    kind = _KINDS[facts.def_kind[definition]]
    number = kind == "number"
    aggregation = _AGGREGATIONS[facts.def_aggregation[definition]] if number else None
    used = _used(aggregation, facts.value_value[told].tolist(), facts.value_report[told].tolist())
    return ItemPart(
        item=item,
        definition=definition,
        weight=float(facts.def_weight[definition]),
        kind=kind,
        baseline=float(facts.def_baseline[definition]) if number else None,
        target=float(facts.def_target[definition]) if number else None,
        direction=int(facts.def_direction[definition]) if number else None,
        aggregation=aggregation,
        value=None if np.isnan(value[0]) else float(value[0]),
        proved=bool(seen.proved[0]),
        raw=None if np.isnan(raw[0]) else float(raw[0]),
        attainment=float(attainment(raw)[0]),
        reports=tuple(dict.fromkeys([*used, *facts.evidence_report[proof].tolist()])),
    )


def _used(aggregation: str | None, values: list[float], reports: list[int]) -> list[int]:
    """The reports that make up the value used."""
    if aggregation in ("max", "min") and values:
        reached = max(values) if aggregation == "max" else min(values)
        return [report for report, value in zip(reports, values, strict=True) if value == reached]
    return reports if aggregation in ("sum", "mean") else reports[-1:]


def _planned(facts: Facts, mv: int, day: int) -> PlannedPart:
    """The planned degree of a measure version and the corners around the day."""
    start, end = int(facts.mv_start[mv]), int(facts.mv_end[mv])
    known = (None if start == NO_DAY else start, None if end == NO_DAY else end)
    if None in known:
        return PlannedPart(*known, None, None, None)
    if day >= end:
        return PlannedPart(*known, (end, 1.0), None, 1.0)
    if day < start:
        return PlannedPart(*known, None, (start, 0.0), 0.0)
    mine = facts.milestone_mv == mv
    marks = sorted(zip(facts.milestone_day[mine].tolist(), facts.milestone_share[mine].tolist(), strict=True))
    corners = [(start, 0.0), *marks, (end, 1.0)]
    before = max(c for c in corners if c[0] <= day)
    after = min(c for c in corners if c[0] > day)
    share = before[1] + (after[1] - before[1]) * ((day - before[0]) / (after[0] - before[0]))
    return PlannedPart(*known, before, after, share)
