"""D5, the formula alone: measure-dates per second on one core and peak memory, over a synthetic nation held as arrays.

    python -m benchmarks.d5_formula [--scale 1] [--versions 2] [--territorial 0.02]

The nation: 308 municipalities x 60 measures x 8 half-yearly reports, 96 month ends; --scale multiplies the municipalities.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import time

import numpy as np

from rumo.science.degree.columns import AGGREGATION, ALWAYS, BASIS, DEFINITION, NO_DAY, STAGE, Facts
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.months import month_ends, month_sums
from rumo.science.degree.roll import fractions, roll

PER_PLAN, CYCLES, MONTHS, ITEMS, FUNDERS = 60, 8, 96, 3, 40
FIRST = dt.date(2018, 1, 1)
DAY0 = (FIRST - dt.date(1970, 1, 1)).days
MICROSECONDS = 86_400_000_000


def nation(
    municipalities: int, versions: int = 2, territorial: float = 0.0, seed: int = 1, mixed: bool = False
) -> Facts:
    """Facts of one plan per municipality; `territorial` is the share of measures reported by place (two places each); `mixed`: report rows in no order."""
    rng = np.random.default_rng(seed)
    plans, measures = municipalities, municipalities * PER_PLAN
    columns: dict[str, object] = {"plans": plans, "municipalities": municipalities, "funders": FUNDERS}
    _versions(columns, rng, plans, versions)
    _measures(columns, rng, plans, measures, versions)
    _reports(columns, rng, measures, municipalities, territorial, mixed)
    return Facts(**columns)  # type: ignore[arg-type]


def _versions(c, rng, plans, versions):
    number = np.tile(np.arange(1, versions + 1), plans)
    effective = DAY0 + rng.integers(300, 2500, plans * versions)
    c["version_plan"] = np.repeat(np.arange(plans), versions).astype(np.int32)
    c["version_number"] = number.astype(np.int32)
    c["version_effective"] = np.where(number == 1, NO_DAY, effective).astype(np.int32)
    c["version_published"] = np.full(plans * versions, ALWAYS)
    cycles = CYCLES * 2
    start = DAY0 + np.tile(np.arange(cycles), plans * versions) * 182
    c["cycle_version"] = np.repeat(np.arange(plans * versions), cycles).astype(np.int32)
    c["cycle_start"], c["cycle_end"], c["cycle_due"] = (
        np.int32(0) + (start + d).astype(np.int32) for d in (0, 181, 211)
    )
    c["cycle_grace"] = np.full(len(start), 30, dtype=np.int32)


def _measures(c, rng, plans, measures, versions):
    plan = np.repeat(np.arange(plans), PER_PLAN)
    size = measures * versions
    c["measure_plan"] = plan.astype(np.int32)
    c["mv_measure"] = np.tile(np.arange(measures), versions).astype(np.int32)
    c["mv_version"] = (np.tile(plan, versions) * versions + np.repeat(np.arange(versions), measures)).astype(
        np.int32
    )
    c["mv_weight"] = rng.choice([0.5, 1, 2], size)
    start = np.tile(rng.integers(0, 1500, measures), versions)
    c["mv_start"] = (DAY0 + start).astype(np.int32)
    c["mv_end"] = (DAY0 + start + rng.integers(200, 1400, size)).astype(np.int32)
    c["mv_basis"] = np.tile(rng.choice([0, 1, 2], measures, p=[0.2, 0.4, 0.4]), versions).astype(np.int8)
    c["place_mv"] = np.repeat(np.arange(size), 2).astype(np.int32)
    first = np.tile(plan, versions)
    c["place_municipality"] = np.stack([first, (first + 1) % plans], axis=1).ravel().astype(np.int32)
    c["item_measure"] = np.repeat(np.arange(measures), ITEMS).astype(np.int32)
    c["def_mv"] = np.repeat(np.arange(size), ITEMS).astype(np.int32)
    c["def_item"] = np.tile(np.arange(measures * ITEMS), versions).astype(np.int32)
    activity = np.repeat(c["mv_basis"] == BASIS["activities"], ITEMS)
    aggregation = np.tile(rng.choice(list(AGGREGATION.values()), measures * ITEMS), versions)
    c["def_weight"] = rng.choice([1.0, 2.0], size * ITEMS)
    c["def_kind"] = np.where(activity, DEFINITION["activity"], DEFINITION["number"]).astype(np.int8)
    c["def_baseline"] = np.zeros(size * ITEMS)
    c["def_target"] = np.where(activity, np.nan, 30.0)
    c["def_direction"] = np.ones(size * ITEMS, dtype=np.int8)
    c["def_aggregation"] = np.where(activity, 0, aggregation).astype(np.int8)
    marked = np.flatnonzero(rng.random(size) < 0.3)
    c["milestone_mv"] = marked.astype(np.int32)
    c["milestone_day"] = (c["mv_start"][marked] + 100).astype(np.int32)
    c["milestone_share"] = np.full(len(marked), 0.3)
    c["budget_mv"] = np.arange(size, dtype=np.int32)
    c["budget_funder"] = np.tile(rng.integers(0, FUNDERS, measures), versions).astype(np.int32)
    c["budget_planned"] = np.full(size, 1000.0)


def _reports(c, rng, measures, municipalities, territorial, mixed):
    measure = np.tile(np.arange(measures), CYCLES)
    cycle = np.repeat(np.arange(CYCLES), measures)
    day = DAY0 + 364 * (cycle + 1) - 3
    own = np.where(rng.random(measures) < territorial, np.arange(measures) // PER_PLAN, -1)
    # one in fifty is corrected by a second version two months later
    again = np.flatnonzero(rng.random(len(measure)) < 0.02)
    row = np.concatenate([np.arange(len(measure)), again + len(measure)])
    # rows stand as the database gives them: plan by plan, each in order of measure and day
    row = (
        rng.permutation(row)
        if mixed
        else row[np.lexsort((row, day[row % len(day)], measure[row % len(day)]))]
    )
    second, row = row >= len(measure), row % len(measure)
    c["report_measure"] = measure[row].astype(np.int32)
    c["report_municipality"] = own[measure[row]].astype(np.int32)
    c["report_day"] = day[row].astype(np.int32)
    c["report_published"] = (day[row] + np.where(second, 80, 20)).astype(np.int64) * MICROSECONDS
    c["report_number"] = np.where(second, 2, 1).astype(np.int32)
    c["report_withdrawn"] = second & (rng.random(len(row)) < 0.1)
    c["report_stage"] = rng.choice(list(STAGE.values()), len(row), p=[0.2, 0.5, 0.2, 0.07, 0.03]).astype(
        np.int8
    )
    reports = np.repeat(np.arange(len(row)), 2)
    item = measure[row][:, None] * ITEMS + rng.integers(0, ITEMS, len(row))[:, None] + np.array([0, 1])
    c["value_report"] = reports.astype(np.int32)
    c["value_item"] = np.minimum(item, measures * ITEMS - 1).ravel().astype(np.int32)
    activity = c["mv_basis"][measure[row]] == BASIS["activities"]
    c["value_value"] = np.where(
        np.repeat(activity, 2), rng.random(len(reports)), rng.integers(0, 40, len(reports))
    )
    c["evidence_report"] = c["evidence_item"] = np.zeros(0, dtype=np.int32)
    c["spent_report"] = np.arange(len(row), dtype=np.int32)
    c["spent_funder"] = c["budget_funder"][measure[row]]
    c["spent_value"] = (cycle[row] + 1) * 100.0


def timed(label, work, measure_dates):
    """Best of three runs."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        result = work()
        best = min(best, time.process_time() - begin)
    print(f"{label:<44} {best * 1e3:9.1f} ms  {measure_dates / best / 1e6:8.2f} M measure-dates/s")
    return result


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--versions", type=int, default=2)
    parser.add_argument("--territorial", type=float, default=0.02)
    parser.add_argument("--mixed", action="store_true", help="report rows in no order")
    options = parser.parse_args()
    facts = nation(308 * options.scale, options.versions, options.territorial, mixed=options.mixed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{facts.measures:,} measures, {len(facts.report_day):,} reports, facts built: {before:.0f} MB")
    days = month_ends(FIRST, MONTHS)
    measure = np.arange(facts.measures)
    plan = facts.measure_plan
    timed("evaluate, one date", lambda: evaluate(facts, days[60:61]), facts.measures)
    timed(
        "month_sums by plan, 96 month ends",
        lambda: month_sums(facts, FIRST, MONTHS, measure, plan, facts.plans),
        MONTHS * facts.measures,
    )
    if options.scale <= 10:
        figures = timed("evaluate, 96 month ends", lambda: evaluate(facts, days), MONTHS * facts.measures)
        sums = timed(
            "roll by plan, one date", lambda: roll(figures, 60, measure, plan, facts.plans), facts.measures
        )
        timed("fractions by plan", lambda: fractions(sums), facts.plans)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
