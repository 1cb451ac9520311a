"""The term of a consultation: which days count, and the very instants at which it opens and closes."""

import datetime as dt
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.listen.consultations.rules import LONGEST, is_working, start_of, term

ZONES = ("Europe/Lisbon", "Atlantic/Azores", "Atlantic/Madeira")


def found(published, days, *, working=True, zone="Europe/Lisbon", local=()):
    """The term of a consultation published at an instant, as texts."""
    made = term(
        dt.datetime.fromisoformat(published), days=days, working=working, zone=zone, country="pt", local=local
    )
    instants = (one.isoformat().removesuffix(":00+00:00") for one in (made.opens_at, made.closes_at))
    return str(made.first_on), str(made.last_on), *instants


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [
        # from Friday over the weekend
        ("2026-01-02T12:00+00:00", 1, ("2026-01-03", "2026-01-05", "2026-01-03T00:00", "2026-01-06T00:00")),
        # clocks forward on 29 March, and Good Friday within: it closes in summer time, an hour of UTC earlier
        ("2026-03-20T12:00+00:00", 10, ("2026-03-21", "2026-04-06", "2026-03-21T00:00", "2026-04-06T23:00")),
        # clocks back on 25 October: it opens in summer time and closes in winter time
        ("2026-10-12T12:00+00:00", 10, ("2026-10-13", "2026-10-26", "2026-10-12T23:00", "2026-10-27T00:00")),
        # published when it is already tomorrow in Lisbon, though not in UTC
        ("2026-07-01T23:30+00:00", 1, ("2026-07-03", "2026-07-03", "2026-07-02T23:00", "2026-07-03T23:00")),
        # Christmas and the new year
        ("2026-12-23T12:00+00:00", 2, ("2026-12-24", "2026-12-28", "2026-12-24T00:00", "2026-12-29T00:00")),
        ("2026-12-30T12:00+00:00", 2, ("2026-12-31", "2027-01-04", "2026-12-31T00:00", "2027-01-05T00:00")),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(published, days, expected):
    assert found(published, days) == expected


@pytest.mark.parametrize(
    ("published", "days", "last"),
    [
        ("2026-03-20T12:00+00:00", 9, "2026-03-30"),  # the ninth day is the Sunday on which clocks change
        ("2026-03-20T12:00+00:00", 7, "2026-03-27"),  # a Friday
        ("2026-04-21T12:00+00:00", 10, "2026-05-04"),  # 1 May, a Friday
        ("2026-12-18T12:00+00:00", 7, "2026-12-28"),  # Christmas, a Friday
    ],
)
def test_a_term_in_calendar_days_ends_on_a_working_day(published, days, last):
    assert found(published, days, working=False)[1] == last


def test_a_local_holiday_counts_as_any_other():
    saint = dt.date(2026, 6, 12)  # the eve of the municipality's day, a Friday
    assert found("2026-06-10T12:00+00:00", 2)[1] == "2026-06-12"
    assert found("2026-06-10T12:00+00:00", 2, local=[saint])[1] == "2026-06-15"
    assert found("2026-06-10T12:00+00:00", 2, working=False, local=[saint])[1] == "2026-06-15"
    assert is_working(saint, country="pt")
    assert not is_working(saint, country="pt", local=[saint])
    assert not is_working(dt.date(2026, 6, 10), country="pt")
    assert not is_working(dt.date(2026, 6, 13), country="pt")


def test_the_azores_close_an_hour_later_and_are_a_day_behind_after_midnight():
    assert found("2026-01-02T00:30+00:00", 1, zone="Atlantic/Azores") == (
        "2026-01-02", "2026-01-02", "2026-01-02T01:00", "2026-01-03T01:00",
    )  # fmt: skip
    assert found("2026-01-02T00:30+00:00", 1)[0] == "2026-01-03"


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        (
            "2026-03-29",
            "Atlantic/Azores",
            "2026-03-29T01:00",
        ),  # there is no midnight: it is 1 o'clock at once
        ("2026-10-25", "Atlantic/Azores", "2026-10-25T00:00"),  # there are two: the first
        ("2026-03-29", "Europe/Lisbon", "2026-03-29T00:00"),
        ("2026-10-25", "Europe/Lisbon", "2026-10-24T23:00"),
        ("2026-10-25", "Atlantic/Madeira", "2026-10-24T23:00"),
    ],
)
def test_a_day_starts_at_its_first_instant(day, zone, instant):
    assert start_of(dt.date.fromisoformat(day), zone) == dt.datetime.fromisoformat(f"{instant}+00:00")


@pytest.mark.parametrize("days", [0, -1, LONGEST + 1])
def test_a_term_has_a_length(days):
    with pytest.raises(ValueError, match="a term has 1 to 366 days"):
        found("2026-01-02T12:00+00:00", days)


EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
NOW = st.integers(0, 25 * 366 * 24 * 60).map(lambda minutes: EPOCH + dt.timedelta(minutes=minutes))
LOCAL = st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2047, 1, 1)), max_size=4)


@given(at=NOW, days=st.integers(1, LONGEST), working=st.booleans(), zone=st.sampled_from(ZONES), local=LOCAL)
def test_a_term_is_as_long_as_it_says(at, days, working, zone, local):
    made = term(at, days=days, working=working, zone=zone, country="pt", local=local)
    here = ZoneInfo(zone)
    assert made.first_on == at.astimezone(here).date() + dt.timedelta(days=1)
    counted = [made.first_on + dt.timedelta(days=n) for n in range((made.last_on - made.first_on).days + 1)]
    free = {*holidays.country_holidays("PT", years={day.year for day in counted}), *local}
    open_days = [day for day in counted if day.weekday() < 5 and day not in free]
    assert open_days[-1] == made.last_on
    if working:
        assert len(open_days) == days
    else:
        assert len(counted) >= days
        assert not [day for day in counted[days - 1 : -1] if day in open_days]
    second = dt.timedelta(seconds=1)
    assert (made.closes_at - second).astimezone(here).strftime(
        "%Y-%m-%d %H:%M:%S"
    ) == f"{made.last_on} 23:59:59"
    assert made.opens_at.astimezone(here).date() == made.first_on
    assert (made.opens_at - second).astimezone(here).date() == made.first_on - dt.timedelta(days=1)
