"""Worked cases by hand, one for every rule of section 2, and what evaluate promises of dates (places, versions, windows: beside)."""

import numpy as np
import pytest

from rumo.science.degree.columns import NO_DAY
from rumo.science.degree.evaluate import blocks, evaluate
from tests.science.degree.build import build, day, version, worked

JAN, JUN, DEC = "2024-01-31", "2024-06-30", "2024-12-31"
ACTIVITIES = {"activities": [{"code": "a", "weight": 3}, {"code": "b"}]}


def product(code="i", **said):
    return {"code": code, "kind": "product", "target_type": "number", "target": 10, **said}


def indicators(*which):
    return {"indicators": list(which)}


def degree(measure, reports, date=DEC, **more):
    return worked(measure, reports, date, **more)["degree"]


def told(*values, step=1, **more):
    """Reports of values of indicator i, a month apart."""
    return [
        {"reference_date": f"2024-{1 + n * step:02}-28", "indicators": {"i": v}, **more}
        for n, v in enumerate(values)
    ]


# bases
def test_activities_are_a_weighted_mean():
    assert (
        degree(ACTIVITIES, [{"reference_date": JAN, "activities": {"a": 0.5, "b": 1}}]) == (3 * 0.5 + 1) / 4
    )


def test_indicators_are_a_weighted_mean_of_attainments():
    measure = indicators(product("i", weight=1), product("j", weight=3, target=20))
    assert degree(measure, [{"reference_date": JAN, "indicators": {"i": 10, "j": 5}}]) == (1 + 3 * 0.25) / 4


@pytest.mark.parametrize(("stage", "d"), [("not_started", 0), ("in_progress", 0.5), ("completed", 1)])
def test_stage(stage, d):
    found = worked({}, [{"reference_date": JAN, "stage": stage}], DEC)
    assert (found["degree"], found["state"], found["basis"]) == (d, stage, "stage")


def test_the_default_basis_is_indicators_then_activities_then_stage():
    both = ACTIVITIES | indicators(product())
    assert worked(both, [], DEC)["basis"] == "indicators"
    assert worked(ACTIVITIES | indicators(product(kind="result")), [], DEC)["basis"] == "activities"
    assert worked(indicators(product(target_type="none")), [], DEC)["basis"] == "stage"
    assert degree(both | {"basis": "activities"}, [{"reference_date": JAN, "activities": {"a": 1}}]) == 0.75


def test_saying_completed_does_not_make_it_so():
    found = worked(ACTIVITIES, [{"reference_date": JAN, "stage": "completed", "activities": {"a": 0.4}}], DEC)
    assert (found["degree"], found["state"]) == (pytest.approx(0.3), "completed")


def test_result_and_context_indicators_never_count():
    measure = indicators(
        product("i"),
        product("r", kind="result"),
        product("c", kind="context"),
        product("n", target_type="none"),
    )
    assert (
        degree(measure, [{"reference_date": JAN, "indicators": {"i": 5, "r": 10, "c": 10, "n": 10}}]) == 0.5
    )


def test_a_measure_whose_basis_has_nothing_shows_nothing_done():
    assert degree({"basis": "activities"}, [{"reference_date": JAN, "stage": "completed"}]) == 0


# suspended, cancelled, silent
def test_suspended_is_computed_as_before():
    found = worked(ACTIVITIES, [{"reference_date": JAN, "stage": "suspended", "activities": {"a": 1}}], DEC)
    assert (found["degree"], found["state"], found["schedule"]) == (0.75, "suspended", "suspended")


def test_suspended_with_basis_stage_reads_the_latest_earlier_stage():
    stages = ["completed", "in_progress", "cancelled", "suspended"]
    reports = [{"reference_date": f"2024-0{n + 1}-01", "stage": s} for n, s in enumerate(stages)]
    assert degree({}, reports) == 0.5
    assert degree({}, reports[-1:]) == 0


def test_cancelled_has_no_degree_from_its_reference_date_on():
    reports = [
        {"reference_date": "2024-03-01", "stage": "completed"},
        {"reference_date": "2024-06-01", "stage": "cancelled"},
    ]
    before, after = worked({}, reports, "2024-05-31"), worked({}, reports, "2024-06-01")
    assert (before["degree"], before["state"]) == (1, "completed")
    assert (after["degree"], after["state"], after["schedule"], after["upper"]) == (
        None,
        "cancelled",
        "cancelled",
        None,
    )
    assert after["planned"] == pytest.approx(152 / 365)


def test_a_cancelled_measure_that_reports_again_is_live_again():
    reports = [{"reference_date": JAN, "stage": "cancelled"}, {"reference_date": JUN}]
    assert (worked({}, reports, DEC)["degree"], worked({}, reports, DEC)["state"]) == (0.5, "in_progress")


def test_no_report_is_no_information():
    found = worked({}, [{"reference_date": JUN}], JAN)
    assert (found["degree"], found["state"], found["schedule"]) == (None, "no_information", "no_information")
    assert (found["newest"], found["upper"]) == (None, found["planned"])


# values over time
def test_what_a_report_does_not_mention_stays():
    reports = [
        {"reference_date": JAN, "activities": {"a": 1, "b": 0}},
        {"reference_date": JUN, "activities": {"b": 1}},
    ]
    assert degree(ACTIVITIES, reports) == 1


def test_a_correction_replaces_the_report_whole():
    first = {"reference_date": JAN, "activities": {"a": 1, "b": 1}}
    again = {
        "reference_date": JAN,
        "published_at": "2024-02-01T10:00:00Z",
        "version": 2,
        "activities": {"b": 1},
    }
    assert degree(ACTIVITIES, [again, first]) == 0.25
    assert degree(ACTIVITIES, [again, first], known_at="2024-01-31T00:00:00Z") == 1


def test_a_correction_falls_back_on_the_earlier_date_not_on_the_version_it_replaces():
    reports = [
        {"reference_date": JAN, "activities": {"a": 0.2}},
        {"reference_date": JUN, "activities": {"a": 0.9}},
        {"reference_date": JUN, "published_at": "2024-08-01T10:00:00Z", "version": 2},
    ]
    assert degree(ACTIVITIES, reports) == pytest.approx(0.15)


def test_of_two_versions_published_together_the_higher_number_counts():
    versions = [
        {"reference_date": JAN, "version": v, "activities": {"a": x}} for v, x in ((2, 1), (1, 0.4), (3, 0))
    ]
    assert degree(ACTIVITIES, versions) == 0
    assert degree(ACTIVITIES, versions[:2]) == 0.75


def test_a_later_publication_counts_before_a_higher_number():
    reports = [
        {"reference_date": JAN, "version": 1, "published_at": "2024-03-01T00:00:00Z", "activities": {"a": 1}},
        {"reference_date": JAN, "version": 2, "published_at": "2024-02-01T00:00:00Z"},
    ]
    assert degree(ACTIVITIES, reports) == 0.75


def test_a_withdrawn_report_was_never_made():
    reports = [
        {"reference_date": JAN, "activities": {"a": 1}},
        {"reference_date": JAN, "version": 2, "withdrawn": True, "activities": {"a": 1}},
    ]
    assert worked(ACTIVITIES, reports, DEC)["state"] == "no_information"
    again = {"reference_date": JAN, "version": 3, "activities": {"a": 0.4}}
    assert degree(ACTIVITIES, [*reports, again]) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("said", "values", "d"),
    [
        ({}, [2, 5], 0.5),
        ({"aggregation": "last"}, [8, 5], 0.5),
        ({"aggregation": "sum"}, [2, 5], 0.7),
        ({"aggregation": "sum"}, [6, 6], 1),
        ({"aggregation": "mean"}, [2, 6], 0.4),
        ({"aggregation": "max"}, [9, 5], 0.9),
        ({"aggregation": "min", "baseline": 20}, [12, 15], 0.8),
        ({"baseline": 20}, [25], 0),
        ({"baseline": 20}, [5], 1),
        ({"baseline": 5}, [4], 0),
        ({"baseline": 10}, [9, 10], 1),
        ({"baseline": 10}, [9], 0),
        ({"baseline": 10, "direction": "decrease"}, [9], 1),
        ({"baseline": 10, "direction": "decrease"}, [11], 0),
        ({"baseline": 0.3, "target": 0.3, "aggregation": "sum"}, [0.1, 0.2], 1),
        ({"baseline": 10}, [], 0),
        ({"target": 0}, [0], 1),
        ({"aggregation": "max"}, [], 0),
    ],
)
def test_number(said, values, d):
    reports = told(*values) or [{"reference_date": JAN}]
    assert degree(indicators(product(**said)), reports) == pytest.approx(d)


@pytest.mark.parametrize("kind", ["date", "evidence"])
@pytest.mark.parametrize(("values", "d"), [([], 0), ([1], 1), ([0], 0), ([1, 0], 0), ([0, 1], 1), ([2], 0)])
def test_yes_or_no(kind, values, d):
    measure = indicators(product(target_type=kind, target=None, aggregation="max"))
    assert degree(measure, told(*values) or [{"reference_date": JAN}]) == d


@pytest.mark.parametrize("kind", ["date", "evidence"])
def test_an_accepted_evidence_is_done_and_stays_done(kind):
    measure = indicators(product(target_type=kind, target=None))
    offered = {"reference_date": JAN, "evidence": [{"indicator": "i", "accepted": False}]}
    accepted = {"reference_date": JAN, "evidence": [{"indicator": "i", "accepted": True}]}
    assert degree(measure, [offered]) == 0
    assert degree(measure, [accepted]) == 1
    assert degree(measure, [accepted, {"reference_date": JUN}]) == 1
    assert degree(measure, [accepted, {**accepted, "version": 2, "evidence": []}]) == 0


# dates
def test_dates_in_any_order_and_repeated():
    built = build(version(1, None, "A"))
    asked = [day(DEC), day(JAN), day(DEC)]
    figures = evaluate(built.facts, np.array(asked))
    assert figures.days.tolist() == asked
    assert figures.planned[:, 0].tolist() == [1, 30 / 365, 1]


def test_no_dates_and_no_measures():
    assert evaluate(build(version(1, None, "A")).facts, []).degree.shape == (0, 1)
    nothing = build({"slug": "p", "measures": []})
    assert evaluate(nothing.facts, [0, 1]).degree.shape == (2, 0)
    assert evaluate(build().facts, [0]).degree.shape == (1, 0)


def test_blocks_give_the_same_a_few_dates_at_a_time(monkeypatch):
    monkeypatch.setattr("rumo.science.degree.evaluate.BLOCK", 2)
    built = build(version(1, None, "A"))
    days = np.arange(day(JAN), day(JAN) + 5, dtype=np.int32)
    parts = list(blocks(built.facts, days))
    assert [(p.start, p.stop) for p, _ in parts] == [(0, 2), (2, 4), (4, 5)]
    joined = np.concatenate([f.planned for _, f in parts])
    assert joined.tolist() == evaluate(built.facts, days).planned.tolist()
    assert evaluate(built.facts, days).newest.tolist() == [[NO_DAY]] * 5
