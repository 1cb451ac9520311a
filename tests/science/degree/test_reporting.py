"""Due, fresh and stale, with cycles and without; what the upper bound makes of it."""

import datetime as dt

from rumo.science.degree.evaluate import evaluate
from tests.science.degree.build import build, day, worked

JAN, JUN, DEC = "2024-01-31", "2024-06-30", "2024-12-31"
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
