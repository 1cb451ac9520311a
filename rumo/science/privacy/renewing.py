"""One split published again and again while people come (trust.md P5): each cell stands still, or moves by k or more.

Told of a split are only steps: how far each category has moved since its own count was last shown (from nothing, at first). The
steps are a split of the people who made them, and are protected as any split is (`counts`): a step that is hidden is not made, the
count shown before stands, and what it lacks is carried over to the next time. So every count shown is at most a few people old,
nobody can tell the few who came since from nobody at all, and the last publication can be made without waiting for anything.
A count shown before in which nobody moved is the same again, and no step.

What was hidden once may be shown later, which tells something of how it stood before: no more than it is now. So that this says
nothing small, the people hidden then must have grown by k or more together before any of them is shown.

Of those hidden before and hidden still, the sum was known already: it hides nobody who came since. Where a count that was known joins
them, the hidden must together have grown by k or more beyond what was known of them, else the few who came are counted by what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rumo.science.privacy.counts import K, protected

_ALL = "x"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a split stands after a publication: `shown` may be told, the rest is for the next publication alone.

    true: every count as it was then. hidden: the categories whose step was not made.
    """

    shown: Mapping[str, int] = field(default_factory=dict)
    true: Mapping[str, int] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()


def renewed(before: Stand | None, total: int, now: Mapping[str, int], *, k: int = K) -> Stand:
    """Return how a split stands once it is published again; `before` is None the first time.

    total: the people it is of, which everybody knows; categories exclude one another, those in none are `total` less their sum.
    """
    last = before or Stand()
    steps = {
        name: abs(count - last.shown.get(name, 0))
        for name, count in now.items()
        if count != last.shown.get(name)
    }
    rest = total - sum(now.values())
    made = protected(
        sum(steps.values()) + rest, {f"{_ALL}:{name}": step for name, step in steps.items()}, k=k, least=1
    )
    fresh = [name for name, step in made.dimensions.get(_ALL, {}).items() if step is not None]
    dark = {name: step for name, step in steps.items() if name not in fresh}
    if not fresh or not _grown(before, now, fresh, k) or not _lost(before, now, fresh, dark, k):
        return before or Stand({}, dict(now), tuple(now))
    shown = {name: now[name] if name in fresh else last.shown.get(name) for name in now}
    told = {name: count for name, count in shown.items() if count is not None and count >= k}
    return Stand(told, dict(now), tuple(dark))


def _grown(before: Stand | None, now: Mapping[str, int], fresh: list[str], k: int) -> bool:
    """Whether those hidden before may be shown now: none of them is, or they have changed by k or more together."""
    if before is None or not set(fresh) & set(before.hidden):
        return True
    return abs(sum(now.get(name, 0) - before.true.get(name, 0) for name in before.hidden)) >= k


def _lost(
    before: Stand | None, now: Mapping[str, int], fresh: list[str], dark: Mapping[str, int], k: int
) -> bool:
    """Whether a step that is hidden now, of a count known before, is lost among k or more, even to one who knows that people only came.

    What is hidden together is known (D, the sum of `dark`), and so it was before (B). Of B, those hidden then and shown now account for
    at most what they have by now; the rest of it is still hidden, so that D less that rest is all the room a joining step can be in.
    """
    if before is None or set(dark) <= set(before.hidden):
        return True
    room = {name: before.true.get(name, 0) - before.shown.get(name, 0) for name in before.hidden}
    left = sum(now.get(name, 0) - before.shown.get(name, 0) for name in set(fresh) & set(room))
    return sum(dark.values()) - max(0, sum(room.values()) - left) >= k
