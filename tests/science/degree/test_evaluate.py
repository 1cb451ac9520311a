"""Worked cases by hand, one for every rule of sections 2 to 4 and 6, and what evaluate promises of dates and versions."""

import datetime as dt

import numpy as np
import pytest

from rumo.science.degree.columns import NO_DAY
from rumo.science.degree.evaluate import blocks, evaluate
from tests.science.degree.build import at, build, day, plain, worked

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


# the plan's versions
def version(number, effective, *codes, **more):
    measures = [{"code": c, "start": "2024-01-01", "end": "2024-12-31"} | more for c in codes]
    return {"slug": "p", "version": number, "effective_on": effective, "measures": measures}


def test_a_measure_is_absent_until_its_version_takes_effect_and_cancelled_once_dropped():
    built = build(
        version(1, None, "A"), version(2, "2024-03-01", "A", "B"), version(3, "2024-06-01", "B", weight=2)
    )
    states = {
        d: [f and f["state"] for f in (plain(at(built, d), 0), plain(at(built, d), 1))]
        for d in (JAN, "2024-03-01", JUN)
    }
    assert states == {
        JAN: ["no_information", None],
        "2024-03-01": ["no_information", "no_information"],
        JUN: ["cancelled", "no_information"],
    }
    dropped = plain(at(built, JUN), 0)
    assert (dropped["planned"], dropped["degree"], dropped["due"]) == (pytest.approx(181 / 365), None, False)
    assert list(at(built, JUN).weight) == [1, 2]
    assert list(at(built, JUN).mv) == [1, 3]


def test_before_the_first_takes_effect_the_first_holds():
    built = build(version(1, "2025-01-01", "A"), version(2, "2025-01-01", "A", weight=3))
    assert (at(built, DEC).weight[0], at(built, "2025-01-01").weight[0]) == (1, 3)


def test_a_version_not_known_yet_is_not_in_use():
    later = version(2, None, "A", weight=3) | {"published_at": "2024-03-01T00:00:00Z"}
    built = build(version(1, None, "A"), later)
    assert (at(built, DEC).weight[0], at(built, DEC, "2024-02-29T23:59:59Z").weight[0]) == (3, 1)
    none = build(later)
    assert plain(at(none, DEC, "2024-02-29T23:59:59Z"), 0) is None
    assert not at(none, DEC, "2024-02-29T23:59:59Z").due[0]


def test_values_carry_over_to_the_definitions_of_the_next_version():
    first, second = version(1, None, "M"), version(2, "2024-07-01", "M")
    first["measures"][0] |= indicators(product(target=10))
    second["measures"][0] |= indicators(product(target=20))
    first["reports"] = [
        {"measure": "M", "reference_date": JAN, "stage": "in_progress", "indicators": {"i": 5}}
    ]
    built = build(first, second)
    assert (at(built, JUN).degree[0], at(built, DEC).degree[0]) == (0.5, 0.25)


# by place
PLACES = {"municipalities": ["0101", "0202"]}


def place(municipality, date, completion=None, **more):
    return {"reference_date": date, "municipality": municipality, "activities": {"a": completion}} | more


def by_place(*reports, date=DEC, **plan):
    reports = [
        {**r, "activities": {k: v for k, v in r.get("activities", {}).items() if v is not None}}
        for r in reports
    ]
    found = worked({"activities": [{"code": "a"}]}, reports, date, **{**PLACES, **plan})
    return found["degree"], found["state"]


def test_a_report_with_no_municipality_speaks_for_all():
    assert by_place(place(None, JAN, 0.6)) == (0.6, "in_progress")


def test_once_one_place_reports_the_degree_is_the_mean_and_the_silent_count_nothing():
    assert by_place(place("0101", JAN, 0.6)) == (0.3, "in_progress")
    assert by_place(place("0101", JAN, 1, stage="completed")) == (0.5, "in_progress")
    assert by_place(place("0101", JUN, 0.6), date=JAN) == (None, "no_information")


def test_each_place_reads_its_own_reports_and_those_for_all_by_date_its_own_last():
    everyone = place(None, JAN, 0.4)
    assert by_place(everyone, place("0101", JUN, 1)) == (0.7, "in_progress")
    assert by_place(everyone, place("0101", JAN, 1)) == (0.7, "in_progress")
    assert by_place(place(None, JUN, 0.4), place("0101", JAN, 1)) == (0.4, "in_progress")


def test_equal_stages_are_the_measures_and_silence_reads_as_not_started():
    both = [place(p, JAN, 1, stage="completed") for p in ("0101", "0202")]
    assert by_place(*both) == (1, "completed")
    assert by_place(both[0], place("0202", JAN, 1, stage="suspended")) == (1, "in_progress")
    assert by_place(place("0101", JAN, 0, stage="not_started")) == (0, "not_started")


def test_cancelled_places_leave_the_mean():
    gone = place("0101", JAN, 1, stage="cancelled")
    assert by_place(gone, place("0202", JAN, 0.4)) == (0.4, "in_progress")
    assert by_place(gone, place("0202", JAN, 1, stage="cancelled")) == (None, "cancelled")
    assert by_place(gone) == (None, "no_information")


def test_a_place_that_is_not_the_measures_does_not_count():
    stranger = place("0909", JAN, 1, stage="completed")
    assert by_place(stranger) == (None, "no_information")
    assert by_place(stranger, place(None, JAN, 0.4)) == (0.4, "in_progress")


def test_a_measure_with_no_place_named_has_those_that_reported():
    assert by_place(place("0909", JAN, 1), place("0808", JUN, 0.5), municipalities=[]) == (
        0.75,
        "in_progress",
    )
    assert by_place(place("0909", JUN, 1), municipalities=[], date=JAN) == (None, "no_information")


def test_the_measures_own_places_come_before_the_plans():
    own = {"activities": [{"code": "a"}], "municipalities": ["0101"]}
    assert worked(own, [place("0101", JAN, 0.6)], DEC, **PLACES)["degree"] == 0.6


def test_places_by_stage():
    reports = [{"reference_date": JAN, "municipality": "0101", "stage": "completed"}]
    assert worked({}, reports, DEC, **PLACES)["degree"] == 0.5


# reporting windows
CYCLES = [
    {"start": "2024-01-01", "end": "2024-06-30", "due": "2024-07-31", "grace_days": 30},
    {"start": "2024-07-01", "end": "2024-12-31"},
]


def window(reports, date, measure=None, **plan):
    found = worked(measure or {}, reports, date, **plan)
    return found["due"], found["fresh"], found["stale"]


def test_with_no_cycle_news_is_fresh_for_a_year():
    reports = [{"reference_date": "2024-02-01"}]
    assert window(reports, "2025-01-31") == (True, True, False)
    assert window(reports, "2025-02-01") == (True, False, True)
    assert window(reports, "2024-02-01", {"start": "2024-02-02"}) == (False, False, False)
    assert window(reports, "2025-02-01", {"start": None, "end": None}) == (True, False, True)


def test_silence_shows_when_the_grace_has_ended():
    reports = [{"reference_date": "2023-12-31"}]
    assert window(reports, "2024-08-30", cycles=CYCLES) == (False, False, False)
    assert window(reports, "2024-08-31", cycles=CYCLES) == (True, False, True)
    assert window([{"reference_date": JUN}], "2024-08-31", cycles=CYCLES) == (True, True, False)
    assert window([], "2024-08-31", cycles=CYCLES) == (True, False, False)


def test_only_the_last_cycle_whose_grace_ended_matters():
    first, second = {"reference_date": JUN}, {"reference_date": "2024-07-01"}
    assert window([second], "2024-12-31", cycles=CYCLES) == (True, False, True)
    assert window([first], "2025-01-01", cycles=CYCLES) == (True, False, True)
    assert window([second], "2025-01-01", cycles=CYCLES) == (True, True, False)
    assert window([first], "2024-08-31", {"start": "2024-07-01"}, cycles=CYCLES) == (False, False, False)


def test_a_cycle_due_before_its_end_takes_in_what_comes_until_then():
    early = [{"start": "2024-01-01", "end": "2024-06-30", "due": "2024-05-31"}]
    built = build(
        {
            "slug": "p",
            "cycles": early,
            "measures": [{"code": "M"}],
            "reports": [{"measure": "M", "reference_date": "2024-06-15", "stage": "in_progress"}],
        }
    )
    figures = evaluate(built.facts, [day("2024-06-01"), day("2024-06-15")])
    assert figures.fresh[:, 0].tolist() == [False, True]


def test_the_upper_bound_hopes_for_the_plan_where_there_is_no_news():
    old = [{"reference_date": "2024-02-01"}]
    assert worked({}, old, JUN)["upper"] == 0.5
    assert worked({}, old, "2025-06-01")["upper"] == 1
    assert worked({"start": None, "end": None}, old, "2025-06-01")["upper"] == 1
    assert worked({"start": None, "end": None}, [], "2025-06-01")["upper"] == 1
    ahead = [{"reference_date": "2024-02-01", "stage": "completed"}]
    assert worked({"end": "2030-12-31"}, ahead, "2025-06-01")["upper"] == 1


def test_the_newest_report_and_what_was_published_last():
    reports = [
        {"reference_date": JUN, "published_at": "2024-07-01T00:00:00Z"},
        {"reference_date": JAN, "published_at": "2024-09-01T00:00:00Z"},
    ]
    found = worked({}, reports, DEC)
    assert found["newest"] == dt.date(2024, 6, 30)
    assert found["newest_published"] == dt.datetime(2024, 9, 1, tzinfo=dt.UTC)


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
