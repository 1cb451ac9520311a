"""The reporting calendar: phases day by day, reminders in order, sendings that come late, and agreement with the degree's windows."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.calendar import (
    DAY,
    KINDS,
    PHASES,
    Call,
    Reminder,
    closing_day,
    due_between,
    phases,
    reminders,
)
from rumo.science.degree.reporting import Windows
from rumo.science.planfile.document import Cycle
from tests.science.degree.build import EPOCH, build


def on(text):
    return dt.date.fromisoformat(text)


FIRST = Cycle(on("2024-01-01"), on("2024-06-30"), on("2024-07-31"), 30)
SECOND = Cycle(on("2024-07-01"), on("2024-12-31"))

near = st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31))


@st.composite
def cycle(draw, sound=False):
    """A cycle of up to a year; unless `sound`, its due day may even come before its end or its start."""
    start = draw(near)
    end = start + draw(st.integers(0, 365)) * DAY
    due = draw(st.none() | st.integers(0 if sound else -400, 90).map(lambda days: end + days * DAY))
    return Cycle(start, end, due, draw(st.sampled_from([0, 1, 30]) | st.integers(0, 200)))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-05-31", ["upcoming", "upcoming"]),
        ("2024-06-01", ["open", "upcoming"]),
        ("2024-07-16", ["open", "upcoming"]),
        ("2024-07-17", ["due_soon", "upcoming"]),
        ("2024-07-31", ["due_soon", "upcoming"]),
        ("2024-08-01", ["late", "upcoming"]),
        ("2024-08-30", ["late", "upcoming"]),
        ("2024-08-31", ["silent", "upcoming"]),
        ("2024-12-02", ["silent", "open"]),
        ("2024-12-31", ["silent", "due_soon"]),
        ("2025-01-01", ["closed", "silent"]),
    ],
)
def test_phases_day_by_day(day, found):
    assert phases([FIRST, SECOND], on(day)) == found


def test_a_plan_with_no_cycle_has_no_phase():
    assert phases([], on("2024-06-01")) == []
    assert due_between([], dt.date.min, dt.date.max) == []


def test_a_short_period_opens_when_it_starts():
    week = Cycle(on("2024-03-04"), on("2024-03-10"), on("2024-04-30"))
    assert [phases([week], on(day)) for day in ("2024-03-03", "2024-03-04")] == [["upcoming"], ["open"]]


def test_the_reminders_of_a_cycle():
    assert [(reminder.kind, reminder.day.isoformat()) for reminder in reminders(FIRST)] == [
        ("opens", "2024-07-01"),
        ("soon", "2024-07-17"),
        ("due", "2024-07-31"),
        ("late", "2024-08-01"),
        ("silent", "2024-08-31"),
        ("escalated", "2024-09-29"),
    ]


def test_nobody_is_called_before_the_period_has_ended():
    assert [(reminder.kind, reminder.day.isoformat()) for reminder in reminders(SECOND)] == [
        ("opens", "2025-01-01"),
        ("late", "2025-01-01"),
        ("silent", "2025-01-01"),
        ("escalated", "2025-01-30"),
    ]
    early = Cycle(SECOND.start, SECOND.end, on("2024-10-01"), 10)
    assert {reminder.day for reminder in reminders(early)} == {on("2025-01-01")}
    assert due_between([early], SECOND.start, dt.date.max) == [
        Call(0, Reminder("escalated", on("2025-01-01")))
    ]


def test_a_late_sending_says_the_most_urgent_of_each_cycle():
    assert due_between([FIRST, SECOND], on("2024-07-01"), on("2024-08-31")) == [
        Call(0, Reminder("silent", on("2024-08-31")))
    ]
    assert due_between([SECOND, FIRST], on("2024-08-31"), on("2025-01-29")) == [
        Call(1, Reminder("escalated", on("2024-09-29"))),
        Call(0, Reminder("silent", on("2025-01-01"))),
    ]
    assert due_between([FIRST], on("2024-07-31"), on("2024-07-31")) == []


@given(cycle())
def test_reminders_come_once_each_in_order_and_never_before_the_end(cycle):
    found = reminders(cycle)
    kinds = [reminder.kind for reminder in found]
    assert kinds == [kind for kind in KINDS if kind in kinds]
    assert {"opens", "late", "silent", "escalated"} <= set(kinds)
    days = [reminder.day for reminder in found]
    assert days == sorted(days)
    assert days[0] == cycle.end + DAY


@given(st.lists(cycle(), max_size=4), near, st.lists(st.integers(0, 200), max_size=8))
def test_any_chain_of_sendings_misses_nothing_and_repeats_nothing(cycles, first, steps):
    at, sent = first, []
    for step in steps:
        until = at + step * DAY
        sent += [(call.cycle, call.reminder) for call in due_between(cycles, at, until)]
        at = until
    assert len(sent) == len(set(sent))
    for index, one in enumerate(cycles):
        fallen = [reminder for reminder in reminders(one) if first < reminder.day <= at]
        told = [reminder for position, reminder in sent if position == index]
        assert told[-1:] == fallen[-1:]
        assert told == [reminder for reminder in fallen if reminder in told]


@given(st.lists(cycle(), min_size=1, max_size=4), near, st.integers(0, 900))
def test_phases_never_go_back(cycles, day, later):
    before, after = phases(cycles, day), phases(cycles, day + later * DAY)
    assert all(PHASES.index(a) <= PHASES.index(b) for a, b in zip(before, after, strict=True))


def windows(cycles):
    """The degree's own windows of one plan with these cycles."""
    raw = [
        {
            "start": cycle.start.isoformat(),
            "end": cycle.end.isoformat(),
            "due": cycle.due and cycle.due.isoformat(),
            "grace_days": cycle.grace_days,
        }
        for cycle in cycles
    ]
    return Windows(build({"slug": "p", "cycles": raw, "measures": [{"code": "M"}], "reports": []}).facts)


def window(cycles, day):
    """First and last day of the window the degree uses on `day`, or None while nobody is due."""
    first, last, _ = windows(cycles).at(np.array([0]), (day - EPOCH).days)
    return None if first[0] > last[0] else tuple(EPOCH + int(n) * DAY for n in (first[0], last[0]))


@given(st.lists(cycle(), min_size=1, max_size=4), near, st.integers(0, 900))
def test_the_silent_cycle_is_the_degrees_window(cycles, day, later):
    day += later * DAY
    silent = [
        (one.start, one.end)
        for one, phase in zip(cycles, phases(cycles, day), strict=True)
        if phase == "silent"
    ]
    assert silent == [found for found in [window(cycles, day)] if found]


@given(cycle(sound=True))
def test_the_degree_closes_a_cycle_the_day_its_silence_is_called(cycle):
    (silent,) = [reminder.day for reminder in reminders(cycle) if reminder.kind == "silent"]
    assert silent == closing_day(cycle) + DAY
    assert window([cycle], silent) == (cycle.start, cycle.end)
    assert window([cycle], silent - DAY) is None
    assert phases([cycle], silent - DAY) != ["silent"]
    assert phases([cycle], silent) == ["silent"]


@given(cycle(), near)
def test_a_call_stands_in_the_phase_it_speaks_of(cycle, day):
    speaks = {"late": "late", "silent": "silent", "escalated": "silent"}
    for reminder in reminders(cycle):
        least = speaks.get(reminder.kind, "open")
        assert PHASES.index(phases([cycle], reminder.day)[0]) >= PHASES.index(least)
