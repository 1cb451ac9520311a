"""Levels by dimension: where each stands on a radar, where the outline breaks, and what changed between two sets of them.

There is no figure for the whole: dimensions are of different kinds, and a mean would say what nobody measured.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST = 4
"""The highest level; the lowest is 0."""
INNER = 0.12
"""Of the radius, where level 0 stands: at the very centre the zeros of all dimensions would be one point."""

Level = int | None
Point = tuple[float, float]


def spoke(index: int, count: int, reach: float = 1.0) -> Point:
    """Return the point at a distance from the centre (0, 0) along a dimension: the first upwards, the others clockwise, y downwards.

    `index` is the dimension's place of `count`, at least 1; `reach` is in the unit of the answer.
    """
    turn = 2 * math.pi * index / count
    return reach * math.sin(turn), -reach * math.cos(turn)


def reach(level: int) -> float:
    """Return how far from the centre a level (0 to MOST) stands, as a fraction of the radius."""
    return INNER + (1 - INNER) * level / MOST


def points(levels: Sequence[Level]) -> list[Point | None]:
    """Return the point of each level within the unit circle, in the order given; None where the level is not known."""
    count = len(levels)
    return [
        None if level is None else spoke(index, count, reach(level)) for index, level in enumerate(levels)
    ]


def stretches(levels: Sequence[Level]) -> list[list[int]]:
    """Return the outline as stretches of neighbouring dimensions that are known, by index, in order around the circle.

    With every level known it is one stretch that ends where it begins (of a single dimension, itself alone). A level that is not
    known breaks it: no line leads to that dimension or past it. A stretch over the top is one stretch.
    """
    count = len(levels)
    known = [level is not None for level in levels]
    if count and all(known):
        return [[*range(count), 0]] if count > 1 else [[0]]
    starts = [index for index in range(count) if known[index] and not known[index - 1]]
    found = []
    for start in starts:
        length = 1
        while known[(start + length) % count]:
            length += 1
        found.append([(start + step) % count for step in range(length)])
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One dimension then and now; `by` is the difference in levels, None where either is not known."""

    key: str
    then: Level
    now: Level

    @property
    def by(self) -> int | None:
        """Return now less then."""
        return None if self.then is None or self.now is None else self.now - self.then


def changes(then: Mapping[str, Level], now: Mapping[str, Level]) -> list[Change]:
    """Return each dimension of `now`, in its order, beside what it was `then`; one that is new, or was not known, has no change."""
    return [Change(key, then.get(key), level) for key, level in now.items()]
