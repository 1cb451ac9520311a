"""The figures of every measure at every date, as arrays, and the last step of the formula: schedule class, staleness, upper bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import ALWAYS, NO_DAY, Float, Int, Long, Small

FORMULA = "degree/1"
STATES = ("completed", "in_progress", "not_started", "suspended", "cancelled", "no_information")
SCHEDULE = (
    "cancelled",
    "suspended",
    "no_information",
    "done",
    "no_schedule",
    "not_due",
    "ahead",
    "on_track",
    "delayed",
    "critical",
)
CANCELLED, NO_INFORMATION = np.int8(STATES.index("cancelled")), np.int8(STATES.index("no_information"))
ABSENT = np.int8(-1)  # state, schedule and basis of a measure that is not in its plan at that date
_BLANK: dict[str, np.generic] = {
    "present": np.bool_(False),
    "state": ABSENT,
    "schedule": ABSENT,
    "basis": ABSENT,
    "degree": np.float64(np.nan),
    "planned": np.float64(np.nan),
    "upper": np.float64(np.nan),
    "weight": np.float64(0),
    "due": np.bool_(False),
    "fresh": np.bool_(False),
    "stale": np.bool_(False),
    "newest": NO_DAY,
    "newest_published": ALWAYS,
    "spent": np.float64(np.nan),
    "budget": np.float64(np.nan),
    "mv": np.int64(-1),
}
_TOLERANCE = 1e9  # comparisons are made on values rounded to 1e-9


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of all measures at `days`; every other array has shape (days, measures).

    present: in the version in use, or dropped by it (then cancelled). state, schedule: positions in STATES and SCHEDULE, -1 absent.
    degree d, planned p: fractions, nan for null (p is given for cancelled measures too, and enters no sum). basis: BASIS code.
    weight: also of cancelled measures. due: live and due to report in the window at that date; fresh: due, and did; stale: due,
    with information, and did not (reporting.py). upper: the measure's part of the upper bound, nan if not live.
    newest: latest reference day of a counted report (NO_DAY: none); newest_published: latest publication of one (ALWAYS: none).
    spent, budget: money over the funders that have both figures, nan if none has. mv: row of the measure version in use, or -1.
    """

    days: Int
    present: NDArray[np.bool_]
    state: Small
    degree: Float
    planned: Float
    schedule: Small
    weight: Float
    stale: NDArray[np.bool_]
    due: NDArray[np.bool_]
    fresh: NDArray[np.bool_]
    upper: Float
    newest: Int
    newest_published: Long
    basis: Small
    spent: Float
    budget: Float
    mv: Long

    @property
    def live(self) -> NDArray[np.bool_]:
        """Present and not cancelled: the set S of degree.md, section 4."""
        not_cancelled: NDArray[np.bool_] = self.state != CANCELLED
        return self.present & not_cancelled

    def rows(self, index: int | slice | NDArray[np.integer]) -> Figures:
        """The given dates (one date: without the first axis); all but an array of dates share the memory of this one."""
        return Figures(**{f.name: getattr(self, f.name)[index] for f in fields(self)})

    def cut(self, measures: slice, shift: int | NDArray[np.integer]) -> Figures:
        """The measures given, at every date, with `mv` moved by `shift` where there is one: as a part of other facts numbers it."""
        columns = {
            f.name: getattr(self, f.name)[:, measures] for f in fields(self) if f.name not in ("days", "mv")
        }
        mv = self.mv[:, measures]
        return Figures(days=self.days, mv=np.where(mv < 0, mv, mv + shift), **columns)


def joined(parts: Sequence[Figures]) -> Figures:
    """Figures of several sets of measures at the same days, side by side. Raises ValueError when there is no part."""
    names = [f.name for f in fields(Figures) if f.name != "days"]
    columns = {name: np.concatenate([getattr(part, name) for part in parts], axis=1) for name in names}
    return Figures(days=parts[0].days, **columns)


def blank(days: Int, measures: int) -> Figures:
    """Figures of no measure present."""
    shape = (len(days), measures)
    return Figures(days=days, **{name: np.full(shape, empty) for name, empty in _BLANK.items()})


def unfilled(days: Int, measures: int) -> Figures:
    """Figures whose every entry but the days is still to be written."""
    shape = (len(days), measures)
    return Figures(days=days, **{name: np.empty(shape, empty.dtype) for name, empty in _BLANK.items()})


def finish(figures: Figures) -> None:
    """Fill in schedule, stale and upper from the rest, and hold due and fresh to live measures (in place)."""
    live = figures.live
    informed = live & (figures.state != NO_INFORMATION)
    np.logical_and(figures.due, live, out=figures.due)
    np.logical_and(figures.fresh, figures.due, out=figures.fresh)
    np.greater(figures.due & informed, figures.fresh, out=figures.stale)
    figures.schedule[...] = schedule(figures.state, figures.degree, figures.planned)
    ceiling = np.where(np.isnan(figures.planned), 1.0, figures.planned)
    np.copyto(figures.upper, figures.degree)  # nan where there is no information
    np.copyto(figures.upper, np.fmax(figures.degree, ceiling), where=figures.stale | (live & ~informed))


def schedule(state: Small, degree: Float, planned: Float) -> Small:
    """Schedule class of measures (position in SCHEDULE; -1 where state is), degree.md section 3; any shape."""
    delta = np.rint((degree - planned) * _TOLERANCE)
    d = np.rint(degree * _TOLERANCE)
    # critical, less one for each threshold reached (nan reaches none): delayed, on track, ahead
    out = np.full(state.shape, SCHEDULE.index("critical"), dtype=np.int8)
    for reached in (delta >= -0.25 * _TOLERANCE, delta >= -0.10 * _TOLERANCE, delta > 0.10 * _TOLERANCE):
        out -= reached
    # then the tests that come before, last one first
    not_due = (np.rint(planned * _TOLERANCE) == 0) & (d == 0)
    np.copyto(out, np.int8(SCHEDULE.index("not_due")), where=not_due)
    np.copyto(out, np.int8(SCHEDULE.index("no_schedule")), where=np.isnan(planned))
    np.copyto(out, np.int8(SCHEDULE.index("done")), where=d == _TOLERANCE)
    for name in ("no_information", "suspended", "cancelled"):
        np.copyto(out, np.int8(SCHEDULE.index(name)), where=state == STATES.index(name))
    np.copyto(out, ABSENT, where=state == ABSENT)
    return out
