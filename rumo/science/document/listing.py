"""Lists within lists from items told one after another, each with how far in it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rumo.science.document.model import LEVELS, Item, Line, Listing


@dataclass(frozen=True, slots=True)
class Told:
    """An item as it comes: `level` only compares with its neighbours'; `lazy`, its number need not follow from the one before."""

    level: int
    ordered: bool
    number: int
    said: Line
    lazy: bool = False


@dataclass(slots=True)
class _Growing:
    ordered: bool
    start: int
    items: list[tuple[Line, list[_Growing]]] = field(default_factory=list)


def nested(told: Iterable[Told]) -> list[Listing]:
    """Return the lists; an item further in than the deepest list goes stands at that depth."""
    found: list[_Growing] = []
    held: list[tuple[int, list[_Growing]]] = []  # how far in, and the lists that stand there
    for one in told:
        while len(held) > 1 and held[-1][0] > one.level:
            held.pop()
        if not held:
            held.append((one.level, found))
        elif held[-1][0] > one.level:
            held[-1] = (one.level, held[-1][1])
        elif held[-1][0] < one.level and len(held) < LEVELS:
            held.append((one.level, held[-1][1][-1].items[-1][1]))
        _put(held[-1][1], one)
    return [_whole(one) for one in found]


def _put(lists: list[_Growing], one: Told) -> None:
    last = lists[-1] if lists else None
    follows = last is not None and last.ordered == one.ordered
    if follows and last is not None and one.ordered and not one.lazy:
        follows = one.number == last.start + len(last.items)
    if last is None or not follows:
        last = _Growing(one.ordered, one.number if one.ordered else 1)
        lists.append(last)
    last.items.append((one.said, []))


def _whole(growing: _Growing) -> Listing:
    items = tuple(Item(said, tuple(_whole(one) for one in inner)) for said, inner in growing.items)
    return Listing(growing.ordered, items, growing.start)
