"""Pairs joined into groups: whoever goes with one of a group is of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return places 0 to count - 1 as groups in the order of their first, each in order; those in no pair are alone.

    The order of the pairs, and within them, makes no difference.
    """
    first = list(range(count))
    for one, other in pairs:
        low, high = sorted((_root(first, one), _root(first, other)))
        first[high] = low
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(count):
        found[_root(first, place)].append(place)
    return list(found.values())


def _root(first: list[int], place: int) -> int:
    while first[place] != place:
        first[place] = first[first[place]]
        place = first[place]
    return place
