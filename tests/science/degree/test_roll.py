"""The roll-up: worked sums, additivity, what silence and evidence may and may not do to the headline."""

import datetime as dt
import random
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rumo.science.degree.columns import NO_DAY
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.figures import SCHEDULE, STATES
from rumo.science.degree.roll import Sums, fractions, plan_mean, roll
from tests.science.degree import plans
from tests.science.degree.build import build, day

ISSUED = "2024-01-01T10:00:00Z"


def report(measure, date, stage="in_progress", **more):
    return {"measure": measure, "reference_date": date, "published_at": ISSUED, "stage": stage, **more}


def measure(code, **more):
    return {"code": code, "start": "2024-01-01", "end": "2024-12-31", **more}


def plan(slug, measures, reports=(), **more):
    return {"slug": slug, "measures": list(measures), "reports": list(reports), **more}


def total(*documents, date="2024-07-01"):
    """Fractions of everything at a date."""
    return one(rolled(build(*documents), date))


def rolled(built, date, groups=1, group=None):
    everything = np.arange(built.facts.measures)
    figures = evaluate(built.facts, [day(date)])
    return roll(
        figures, 0, everything, np.zeros_like(everything) if group is None else np.array(group), groups
    )


def one(sums):
    return fractions(sums)[0]


def test_proven_reported_coverage_planned_and_upper():
    found = total(
        plan(
            "p",
            [
                measure("A", weight=2),
                measure("B"),
                measure("C"),
                measure("D", weight=5),
                measure("E", start=None, end=None),
            ],
            [
                report("A", "2024-06-30", "completed"),
                report("B", "2024-06-30"),
                report("D", "2024-06-30", "cancelled"),
            ],
        )
    )
    half = 182 / 365
    states = {"completed": 1, "in_progress": 1, "cancelled": 1, "no_information": 2}
    schedule = {"cancelled": 1, "no_information": 2, "done": 1, "on_track": 1}
    assert found == {
        "degree": 0.5,
        "degree_reported": pytest.approx(5 / 6),
        "degree_plan_mean": None,
        "planned": pytest.approx(half, abs=1e-6),
        "upper": pytest.approx((2 + 0.5 + half + 1) / 5, abs=1e-6),
        "coverage": 0.6,
        "coverage_fresh": 0.6,
        "financial": None,
        "states": dict.fromkeys(STATES, 0) | states,
        "schedule": dict.fromkeys(SCHEDULE, 0) | schedule,
        "stale": 0,
        "measures": 5,
        "weight": 5.0,
        "newest_report": dt.date(2024, 6, 30),
        "weight_without_schedule": 1.0,
        "financial_measures": 0,
    }


def test_an_empty_set_has_no_degree():
    empty = total(plan("p", [measure("A")], [report("A", "2024-01-31", "cancelled")]))
    names = ("degree", "degree_reported", "planned", "upper", "coverage", "coverage_fresh", "financial")
    assert [empty[name] for name in names] == [None] * 7
    assert (empty["measures"], empty["weight"]) == (1, 0)
    nothing = total(plan("p", []))
    assert (nothing["measures"], nothing["newest_report"], nothing["degree"]) == (0, None, None)


def test_fresh_coverage_is_of_what_was_due():
    measures = [measure("A"), measure("B", weight=3), measure("C", start="2024-12-01")]
    found = total(plan("p", measures, [report("A", "2024-06-30"), report("C", "2024-06-30")]))
    assert (found["coverage"], found["coverage_fresh"]) == (0.4, 0.25)


def test_stale_measures_are_counted():
    assert total(plan("p", [measure("A")], [report("A", "2024-01-31")]), date="2025-06-01")["stale"] == 1


def test_financial_is_over_measures_with_both_figures():
    def budget(*lines):
        return {"budget": [{"funder": f, "planned": p} for f, p in lines]}

    found = total(
        plan(
            "p",
            [
                measure("A", **budget(("X", "100.00"), ("Y", "300.00"), ("Y", "100.00"))),
                measure("B", **budget(("X", None))),
                measure("C", **budget(("X", "500.00"))),
                measure("D", **budget(("X", "100.00"))),
            ],
            [
                report("A", "2024-01-31", spent={"X": "20.00", "Z": "5.00"}),
                report("A", "2024-06-30", spent={"X": "50.00"}),
                report("B", "2024-06-30", spent={"X": "50.00"}),
                report("D", "2024-06-30", "cancelled", spent={"X": "100.00"}),
            ],
        )
    )
    assert (found["financial"], found["financial_measures"]) == (0.75, 2)


def test_what_places_spent_adds_up_and_is_not_counted_twice():
    by_place = [
        report("A", "2024-03-31", municipality=p, spent={"X": "30.00"}) for p in ("0101", "0202", "0909")
    ]
    for everyone, fraction in (("50.00", 0.6), ("80.00", 0.8)):
        spoken = report("A", "2024-02-29", spent={"X": everyone})
        document = plan(
            "p",
            [measure("A", budget=[{"funder": "X", "planned": "100.00"}])],
            [*by_place, spoken],
            municipalities=["0101", "0202"],
        )
        assert total(document)["financial"] == fraction


def test_a_measure_counts_whole_in_each_of_its_groups():
    built = build(plan("p", [measure("A"), measure("B")], [report("A", "2024-06-30", "completed")]))
    figures = evaluate(built.facts, [day("2024-07-01")])
    sums = roll(figures, 0, np.array([0, 0, 1]), np.array([0, 1, 1]), 3)
    assert [f["degree"] for f in fractions(sums)] == [1, 0.5, None]
    assert sums.measures.tolist() == [1, 2, 0]


def test_the_mean_of_the_plans():
    built = build(
        plan("p", [measure("A"), measure("B", weight=9)], [report("A", "2024-06-30", "completed")]),
        plan("q", [measure("C")], [report("C", "2024-06-30", "completed")]),
        plan("r", [measure("D")], [report("D", "2024-06-30", "cancelled")]),
    )
    figures = evaluate(built.facts, [day("2024-07-01")])
    members, groups = np.array([0, 1, 2, 3, 0, 3]), np.array([0, 0, 0, 0, 1, 2])
    means = plan_mean(figures, 0, members, groups, 3, built.facts.measure_plan)
    assert means.tolist()[:2] == [pytest.approx(0.55), 1]
    assert np.isnan(means[2])
    shown = fractions(roll(figures, 0, members, groups, 3), means)
    assert [f["degree_plan_mean"] for f in shown] == [pytest.approx(0.55), 1, None]
    nobody = build(plan("p", []))
    assert np.isnan(
        plan_mean(evaluate(nobody.facts, [0]), 0, members[:0], groups[:0], 1, nobody.facts.measure_plan)[0]
    )


def test_all_dates_at_once_and_no_date():
    built = build(plan("p", [measure("A")], [report("A", "2024-06-30", "completed")]))
    figures = evaluate(built.facts, [day("2024-06-29"), day("2024-06-30")])
    one_group = np.array([0])
    sums = roll(figures, None, one_group, one_group, 1)
    assert sums.degree.tolist() == [[0], [1]]
    assert sums.states.shape == (2, 1, 6)
    assert fractions(sums.at(1))[0]["degree"] == 1
    with pytest.raises(ValueError, match="at least one"):
        roll(evaluate(built.facts, []), None, one_group, one_group, 1)


def test_absent_measures_are_in_no_sum():
    later = plan("p", [measure("A"), measure("B")], version=2, effective_on="2025-01-01")
    assert total(plan("p", [measure("A")]), later)["measures"] == 1


# properties
seeds = st.integers(0, 10**9)
WHEN = "2024-10-01"


def equal(a, b):
    for f in fields(Sums):
        np.testing.assert_allclose(getattr(a, f.name), getattr(b, f.name), rtol=0, atol=1e-9, err_msg=f.name)


def world(rng):
    return [d for slug in ("p", "q") for d in plans.documents(rng, slug)]


@given(seeds)
def test_sums_of_a_partition_are_the_sums_of_the_whole(seed):
    rng = random.Random(seed)
    built = build(*world(rng))
    groups = [rng.randrange(3) for _ in built.measures]
    parts = rolled(built, WHEN, 3, groups)
    whole = rolled(built, WHEN)
    equal(parts.at(slice(0, 1)) + parts.at(slice(1, 2)) + parts.at(slice(2, 3)), whole)
    equal(parts.whole(), whole)


@given(seeds)
def test_bounds(seed):
    built = build(*world(random.Random(seed)))
    figures = evaluate(built.facts, range(day("2023-11-01"), day("2026-01-01"), 23))
    for name in ("degree", "planned", "upper"):
        values = getattr(figures, name)
        assert np.all(np.isnan(values) | ((values >= 0) & (values <= 1))), name
    everything = np.arange(built.facts.measures)
    sums = roll(figures, None, everything, np.zeros_like(everything), 1)
    assert np.all(sums.degree <= sums.upper + 1e-9)
    assert np.all(sums.degree <= sums.informed_weight + 1e-9)
    assert np.all(sums.informed_weight <= sums.weight)
    assert np.all(sums.fresh_weight <= sums.due_weight)
    assert np.all(sums.due_weight <= sums.weight)
    assert np.all(sums.states.sum(axis=-1) == sums.measures)
    assert np.all(sums.schedule.sum(axis=-1) == sums.measures)
    np.testing.assert_allclose(sums.planned_weight + sums.unscheduled_weight, sums.weight, atol=1e-9)
    assert np.all((sums.newest == NO_DAY) == (figures.newest.max(axis=1, initial=NO_DAY)[:, None] == NO_DAY))


@given(seeds)
def test_silence_never_raises_the_headline(seed):
    """Leaving out everything one live measure ever said leaves D where it was or lowers it."""
    rng = random.Random(seed)
    documents = plans.documents(rng)
    built = build(*documents)
    before = rolled(built, WHEN)
    figures = evaluate(built.facts, [day(WHEN)])
    assume(figures.live[0].any())
    silent = rng.choice(np.flatnonzero(figures.live[0]).tolist())
    code = built.measures[silent].split("/")[1]
    kept = [r for r in documents[-1]["reports"] if r["measure"] != code]
    after = rolled(build(*documents[:-1], documents[-1] | {"reports": kept}), WHEN)
    assert after.weight[0] == pytest.approx(before.weight[0])
    assert after.degree[0] <= before.degree[0] + 1e-9


@given(seeds)
def test_more_done_never_lowers_the_degree(seed):
    """Raising what one counted report says of a rising item, or accepting an evidence, lowers no degree."""
    rng = random.Random(seed)
    documents = plans.documents(rng)
    reports = documents[-1]["reports"]
    assume(reports)
    chosen = rng.choice(reports)
    more = {
        "activities": {code: min(1, value + 0.3) for code, value in chosen["activities"].items()},
        "indicators": {
            code: better(documents, chosen["measure"], code, v) for code, v in chosen["indicators"].items()
        },
        "evidence": [{"indicator": f"i{n}", "accepted": True} for n in range(3)],
    }
    raised = [chosen | more if r is chosen else r for r in reports]
    before = evaluate(build(*documents).facts, [day(WHEN)])
    after = evaluate(build(*documents[:-1], documents[-1] | {"reports": raised}).facts, [day(WHEN)])
    same = ~np.isnan(before.degree)
    assert np.all(after.degree[same] >= before.degree[same] - 1e-9)


def better(documents, measure_code, code, value):
    """A value no worse for the indicator in any version, yes-or-no ones left as they are."""
    said = [
        i
        for d in documents
        for m in d["measures"]
        if m["code"] == measure_code
        for i in m["indicators"]
        if i["code"] == code
    ]
    numbers = {direction(i) for i in said if i["target_type"] == "number"}
    if len(numbers) != 1 or any(i["target_type"] in ("date", "evidence") for i in said):
        return value
    return value + 3 * numbers.pop()


def direction(indicator):
    baseline, target = indicator["baseline"] or 0, indicator["target"]
    if target == baseline:
        return -1 if indicator["direction"] == "decrease" else 1
    return 1 if target > baseline else -1
