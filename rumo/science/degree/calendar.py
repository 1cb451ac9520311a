"""The reporting calendar of one plan: the phase every cycle is in on a day, and which reminders fall due when.

Built on degree.md section 4: a cycle may be reported late until its grace (due day + grace days) has ended; from the next day
on it is the one whose silence shows, until a later cycle's grace has ended too. So on any day at most one cycle is `silent`, and
it is the window that reporting.Windows answers. Days alone are read here: who has reported already is the caller's knowledge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from rumo.science.planfile.document import Cycle

Phase = Literal["upcoming", "open", "due_soon", "late", "silent", "closed"]
"""upcoming: too early to report. open: the last OPEN_DAYS of the period, or after it. due_soon: SOON_DAYS or fewer are left.
late: the due day is over. silent: the grace is over. closed: the grace of a later cycle is over. In this order, never back."""

Kind = Literal["opens", "soon", "due", "late", "silent", "escalated"]
"""From the least urgent to the most. `silent` goes to the coordinator too, `escalated` to the national team."""

PHASES: tuple[Phase, ...] = get_args(Phase)
KINDS: tuple[Kind, ...] = get_args(Kind)
OPEN_DAYS = 30
SOON_DAYS = 14
ESCALATED_DAYS = 30
"""After the end of the grace."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A call to report, and the day it falls due."""

    kind: Kind
    day: dt.date


@dataclass(frozen=True, slots=True)
class Call:
    """A reminder to send now: `cycle` is its position in the list that was asked about."""

    cycle: int
    reminder: Reminder


def due_day(cycle: Cycle) -> dt.date:
    """Last day to report in time: the due day, else the last of the period."""
    return cycle.due or cycle.end


def closing_day(cycle: Cycle) -> dt.date:
    """Last day of the grace: silence shows from the next day on."""
    return due_day(cycle) + cycle.grace_days * DAY


def phases(cycles: Sequence[Cycle], day: dt.date) -> list[Phase]:
    """Phase of each cycle (in their order) on `day`.

    Of two cycles the later is the one that ends last (then starts last, then stands last), as in reporting.Windows.
    """
    ranks = [(cycle.end, cycle.start, index) for index, cycle in enumerate(cycles)]
    over = max(
        (rank for rank, cycle in zip(ranks, cycles, strict=True) if closing_day(cycle) < day), default=None
    )
    return [
        "closed" if over and rank < over else _alone(cycle, day)
        for rank, cycle in zip(ranks, cycles, strict=True)
    ]


def _alone(cycle: Cycle, day: dt.date) -> Phase:
    """Phase of a cycle no later one has closed."""
    opening = max(cycle.start, cycle.end - (OPEN_DAYS - 1) * DAY)
    if day > closing_day(cycle):
        return "silent"
    if day > due_day(cycle):
        return "late"
    if day < opening:
        return "upcoming"
    return "due_soon" if day >= due_day(cycle) - SOON_DAYS * DAY else "open"


def reminders(cycle: Cycle) -> list[Reminder]:
    """All reminders of a cycle, each kind at most once, from the least urgent to the most, their days never falling.

    opens the day after the period; soon SOON_DAYS before the due day; due on it; late the day after; silent the day after the
    grace; escalated ESCALATED_DAYS after the grace. Nobody is called before the period has ended: `soon` and `due` that would be
    are left out, since `opens` says the due day too, and what a due day before the end would bring earlier waits for that day.
    """
    opens, due, closing = cycle.end + DAY, due_day(cycle), closing_day(cycle)
    calls: list[tuple[Kind, dt.date]] = [("soon", due - SOON_DAYS * DAY), ("due", due)]
    always: list[tuple[Kind, dt.date]] = [
        ("late", due + DAY),
        ("silent", closing + DAY),
        ("escalated", closing + ESCALATED_DAYS * DAY),
    ]
    return [
        Reminder("opens", opens),
        *(Reminder(kind, day) for kind, day in calls if day >= opens),
        *(Reminder(kind, max(day, opens)) for kind, day in always),
    ]


def due_between(cycles: Sequence[Cycle], after: dt.date, until: dt.date) -> list[Call]:
    """What to send at `until` when the last sending was for `after`: of each cycle the most urgent reminder of the days between.

    `after` is left out and `until` taken in, so that any chain of sendings misses nothing and repeats nothing. By day, then by cycle.
    """
    calls = []
    for index, cycle in enumerate(cycles):
        fallen = [reminder for reminder in reminders(cycle) if after < reminder.day <= until]
        if fallen:
            calls.append(Call(index, fallen[-1]))
    return sorted(calls, key=lambda call: (call.reminder.day, call.cycle))
