"""Where an independent reading and the self-report of a measure part ways (degree.md section 5): a filter, never part of a degree.

The reader's five-point scale is set against what is published of the measure, its degree and its state. The thresholds:

    degree (rounded to 1e-9)    reading that agrees
    0                           not_started
    above 0, up to 1/3          limited
    above 1/3, below 1          substantial
    1                           complete

- State and degree may differ (completed, with 0.4 of the targets met; in progress, with nothing attained yet): every reading from
  one to the other agrees, since both are published. `in_progress` reads limited or substantial, whichever is nearer.
- With basis `stage` a degree between 0 and 1 is a convention (half), not a claim: limited and substantial both agree. So it is where
  a state has no degree.
- `no_evidence` says nothing was shown: lower than any degree above 0, and than `completed`; so is `not_started` beside `completed`.
- No information: a reading that saw something (limited or more) is higher; nothing else can be compared. Cancelled: never compared.
"""

from __future__ import annotations

from typing import Literal

from rumo.science.degree.figures import STATES

READINGS = ("no_evidence", "not_started", "limited", "substantial", "complete")
"""The independent reader's scale, from least to most."""

LIMITED = 1 / 3
"""The highest degree that a limited reading agrees with."""

_RANK = {"no_evidence": 0, "not_started": 0, "limited": 1, "substantial": 2, "complete": 3}
_STATED = {"not_started": (0, 0), "in_progress": (1, 2), "completed": (3, 3)}


def diverges(
    reading: str, state: str, degree: float | None, *, basis: str | None = None
) -> Literal["lower", "higher"] | None:
    """Whether an independent reading saw less ("lower") or more ("higher") than is reported; None: they agree or cannot be compared.

    reading: of READINGS. state: of figures.STATES. degree: 0 to 1, None where there is none. basis: what the degree was computed on,
    where known. Raises ValueError for another reading or state.
    """
    if reading not in READINGS or state not in STATES:
        raise ValueError(f"not a reading and a state: {reading!r}, {state!r}")
    rank = _RANK[reading]
    if state == "no_information":
        return "higher" if rank else None
    shown = None if state == "cancelled" else _shown(state, degree, basis)
    if shown is None:
        return None
    least, most = _agreeing(state, *shown)
    if rank < least or (reading == "no_evidence" and shown[0] > 0):
        return "lower"
    return "higher" if rank > most else None


def _shown(state: str, degree: float | None, basis: str | None) -> tuple[int, int] | None:
    """Ranks of the lowest and the highest reading the degree agrees with; without a degree, the state's."""
    if degree is None:
        return _STATED.get(state)
    degree = round(degree, 9)
    if 0 < degree < 1 and basis == "stage":
        return 1, 2
    rank = 0 if degree <= 0 else 1 if degree <= round(LIMITED, 9) else 2 if degree < 1 else 3
    return rank, rank


def _agreeing(state: str, low: int, high: int) -> tuple[int, int]:
    """The same once what the state says is let in, from the degree's readings to the state's nearest."""
    if state not in _STATED:
        return low, high
    least, most = _STATED[state]
    low, high = min(low, most), max(high, least)
    return (max(low, 1), high) if state == "completed" else (low, high)
