"""Reporting by place, worked by hand; and the arrays against the formula in plain Python, on random plans with everything in them."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.evaluate import evaluate
from tests.science.degree import plans, reference
from tests.science.degree.build import build, day, instant, plain, worked

OFFSETS = (-20, 0, 14, 15, 44, 60, 100, 150, 181, 200, 225, 300, 365, 450, 700)
DATES = [(plans.FIRST + dt.timedelta(days=n)).isoformat() for n in OFFSETS]


@given(st.integers(0, 10**9))
def test_every_figure_is_the_one_of_the_plain_formula(seed):
    rng = random.Random(seed)
    documents = plans.documents(rng)
    built = build(*documents)
    known_at = rng.choice([None, plans.date(rng) + "T10:00:00Z"])
    figures = evaluate(built.facts, [day(x) for x in DATES], known_at and instant(known_at))
    for row, date in enumerate(DATES):
        for i, key in enumerate(built.measures):
            wanted = reference.figures(documents, key.split("/")[1], date, known_at)
            assert plain(figures.rows(row), i) == near(wanted), (date, key, known_at)


def near(figures):
    """The same dictionary, its floats compared to 1e-9."""
    if figures is None:
        return None
    return {k: pytest.approx(v, abs=1e-9) if isinstance(v, float) else v for k, v in figures.items()}


JAN, JUN, DEC = "2024-01-31", "2024-06-30", "2024-12-31"
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
