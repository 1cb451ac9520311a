"""What there is to report and until when, and which version a plan uses on a day."""

import datetime as dt
from types import SimpleNamespace

import pytest

from rumo.deliver.progress.queries import windows as w
from rumo.science.planfile.document import Cycle

JUNE, DECEMBER = dt.date(2026, 6, 30), dt.date(2026, 12, 31)
CYCLES = (
    Cycle(dt.date(2026, 1, 1), JUNE, dt.date(2026, 7, 31), 30),
    Cycle(dt.date(2026, 7, 1), DECEMBER, dt.date(2027, 1, 31), 30),
)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2026, 6, 29), []),
        (JUNE, [("open", JUNE)]),
        (dt.date(2026, 7, 20), [("due_soon", JUNE)]),
        (dt.date(2026, 8, 1), [("late", JUNE)]),
        (dt.date(2026, 8, 31), [("silent", JUNE)]),
        (dt.date(2027, 1, 20), [("silent", JUNE), ("due_soon", DECEMBER)]),
        (dt.date(2027, 3, 3), [("silent", DECEMBER)]),
    ],
)
def test_windows_the_most_urgent_first(today, expected):
    assert [(one.phase, one.last) for one in w.windows(CYCLES, today)] == expected


def test_without_cycles_the_last_year_is_the_window():
    (found,) = w.windows((), dt.date(2026, 7, 20))
    assert (found.first, found.last, found.due_on) == (dt.date(2025, 7, 20), JUNE, None)
    assert found.days_left(dt.date(2026, 7, 20)) is None


def test_days_left_count_down_and_below():
    (found,) = w.windows(CYCLES, dt.date(2026, 8, 1))
    assert (found.days_left(dt.date(2026, 7, 30)), found.days_left(dt.date(2026, 8, 1))) == (1, -1)


@pytest.mark.parametrize(
    ("cycles", "reference", "expected"),
    [
        (CYCLES, JUNE, (dt.date(2026, 1, 1), "due_soon")),
        (CYCLES, DECEMBER, None),
        (CYCLES, dt.date(2026, 5, 31), (dt.date(2025, 5, 31), "closed")),
        ((), JUNE, (dt.date(2025, 6, 30), "open")),
    ],
)
def test_the_window_of_a_reference_date(cycles, reference, expected):
    found = w.window_of(cycles, reference, dt.date(2026, 7, 20))
    assert (found and (found.first, found.phase)) == expected


def test_the_next_opening():
    assert [w.next_opening(CYCLES, day) for day in (dt.date(2026, 6, 1), JUNE, DECEMBER)] == [
        JUNE,
        DECEMBER,
        None,
    ]


@pytest.mark.parametrize(
    ("day", "number"), [(dt.date(2023, 1, 1), 1), (dt.date(2025, 6, 1), 2), (dt.date(2026, 6, 1), 3)]
)
def test_the_version_in_use(day, number):
    versions = [
        SimpleNamespace(number=3, effective_on=dt.date(2026, 1, 1)),
        SimpleNamespace(number=1, effective_on=dt.date(2024, 1, 1)),
        SimpleNamespace(number=2, effective_on=dt.date(2025, 1, 1)),
    ]
    assert w.in_use(versions, day).number == number


def test_no_version_is_in_use_where_there_is_none():
    assert w.in_use([], JUNE) is None
