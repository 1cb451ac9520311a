"""What there is to report, until when: the cycles of the version in use, or the 365 days that stand in for them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.progress import models as m
from rumo.science.degree import calendar
from rumo.science.planfile import document as pf

YEAR = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)
LIVE = ("silent", "late", "due_soon", "open")
"""Phases in which a cycle may be reported, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a report is about: from `first` to `last`, which is its reference date; to be in by `due_on` (None: no cycle says)."""

    first: dt.date
    last: dt.date
    phase: calendar.Phase
    due_on: dt.date | None = None
    closes_on: dt.date | None = None

    def days_left(self, today: dt.date) -> int | None:
        """Days until the due day, negative once it is over; None where there is none."""
        return None if self.due_on is None else (self.due_on - today).days


def in_use(versions: Iterable[PlanVersion], day: dt.date) -> PlanVersion | None:
    """Return the version a plan uses on a day, of its published ones: the latest `effective_on` up to it, else the first."""
    order = sorted(versions, key=lambda row: (row.effective_on or dt.date.min, row.number))
    begun = [row for row in order if (row.effective_on or dt.date.min) <= day]
    return begun[-1] if begun else next(iter(order), None)


def month_end(today: dt.date) -> dt.date:
    """Return the last day of the month before: the reference date proposed where no cycle names one."""
    return today.replace(day=1) - DAY


def windows(cycles: Sequence[pf.Cycle], today: dt.date) -> list[Window]:
    """Return what may be reported today, the most urgent first; without cycles, the 365 days up to the end of last month."""
    if not cycles:
        return [Window(today - YEAR, month_end(today), "open")]
    found = [
        _window(cycle, phase) for cycle, phase in zip(cycles, calendar.phases(cycles, today), strict=True)
    ]
    return sorted(
        (window for window in found if window.phase in LIVE and window.last <= today),
        key=lambda window: (LIVE.index(window.phase), window.last),
    )


def window_of(cycles: Sequence[pf.Cycle], reference: dt.date, today: dt.date) -> Window | None:
    """Return what a report of this reference date is about; None for a date to come, which nobody can report on yet.

    A past date that no cycle ends on is taken by itself: what was forgotten may always be told.
    """
    if reference > today:
        return None
    for cycle, phase in zip(cycles, calendar.phases(cycles, today), strict=True):
        if cycle.end == reference:
            return _window(cycle, phase)
    return Window(reference - YEAR, reference, "closed" if cycles else "open")


def next_opening(cycles: Sequence[pf.Cycle], today: dt.date) -> dt.date | None:
    """Return the first day on which the next cycle may be reported (the last of its period), None where none is to come."""
    return min((cycle.end for cycle in cycles if cycle.end > today), default=None)


def cycles_by_version(versions: Iterable[PlanVersion]) -> Mapping[int, list[pf.Cycle]]:
    """Return the cycles of some versions, in order, by the version's key (one query)."""
    keys = [version.pk for version in versions]
    found: dict[int, list[pf.Cycle]] = {key: [] for key in keys}
    for row in m.Cycle.objects.filter(version__in=keys).order_by("starts_on"):
        found[row.version_id].append(pf.Cycle(row.starts_on, row.ends_on, row.due_on, row.grace_days))
    return found


def _window(cycle: pf.Cycle, phase: calendar.Phase) -> Window:
    return Window(
        cycle.start, cycle.end, phase, due_on=calendar.due_day(cycle), closes_on=calendar.closing_day(cycle)
    )
