"""The term of a consultation: working or calendar days, from the day after publication to 23:59 of the last, where its owner is.

Counted as article 87 of the Code of Administrative Procedure does (DL 4/2015): the day of publication does not count, working days
leave out Saturdays, Sundays and holidays, and a term that ends on one of those ends on the next working day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

LONGEST = 366
"""Days a term may have."""


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day on which one may take part, and the instants between which it is open (the second excluded)."""

    first_on: date
    last_on: date
    opens_at: datetime
    closes_at: datetime


def term(
    published_at: datetime, *, days: int, working: bool, zone: str, country: str, local: Iterable[date] = ()
) -> Term:
    """Return the term of a consultation published at an aware instant; `local` are holidays of the owner's own; days from 1 to LONGEST."""
    if not 1 <= days <= LONGEST:
        raise ValueError(f"a term has 1 to {LONGEST} days, not {days}")
    first = published_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    free = _free(first, country, local)
    if working:
        last = _next_working(first, free)
        for _day in range(days - 1):
            last = _next_working(last + timedelta(days=1), free)
    else:
        last = _next_working(first + timedelta(days=days - 1), free)
    return Term(first, last, start_of(first, zone), start_of(last + timedelta(days=1), zone))


def start_of(day: date, zone: str) -> datetime:
    """Return 00:00 of a day in a zone, as an instant; where the clock is put forward over it, the first instant there is."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def is_working(day: date, *, country: str, local: Iterable[date] = ()) -> bool:
    """Tell whether a day is no Saturday, Sunday or holiday."""
    return day.weekday() < 5 and day not in _free(day, country, local)


def _free(first: date, country: str, local: Iterable[date]) -> set[date]:
    """The holidays of three years, which hold any term."""
    years = range(first.year, first.year + 4)
    return {*holidays.country_holidays(country.upper(), years=years), *local}


def _next_working(day: date, free: set[date]) -> date:
    while day.weekday() >= 5 or day in free:
        day += timedelta(days=1)
    return day
