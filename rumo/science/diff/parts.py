"""Two versions of a document laid beside each other, part by part, by the name each part keeps for ever."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: its permanent name, what it says (compared whole), and how much it holds its place against others."""

    key: str
    said: tuple[str, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """A part in the old version and in the new; places are counted from 0, None where it is not there."""

    key: str
    old: int | None
    new: int | None
    changed: bool = False
    moved: bool = False

    @property
    def state(self) -> str:
        """Return what became of it: added, removed, moved (its words changed or not: `changed`), changed, kept."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "moved" if self.moved else "changed" if self.changed else "kept"


def aligned(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """Return every part of both versions once, in the order of the new one; what was removed stands after what it followed.

    Moved are the parts that had to be taken out of the order so that the rest (the heaviest there is) stands in both as before.
    """
    where = {part.key: place for place, part in enumerate(old)}
    stays = _still([(where[part.key], part.weight) for part in new if part.key in where])
    pairs = [_pair(where.get(part.key), place, old, part, stays) for place, part in enumerate(new)]
    kept = {part.key for part in new}
    behind = {pair.old: index for index, pair in enumerate(pairs) if pair.old in stays}
    gone: dict[int, list[Pair]] = {}
    last = -1
    for place, part in enumerate(old):
        last = behind.get(place, last)
        if part.key not in kept:
            gone.setdefault(last, []).append(Pair(part.key, place, None))
    found = gone.get(-1, [])
    for index, pair in enumerate(pairs):
        found = [*found, pair, *gone.get(index, [])]
    return found


def _pair(was: int | None, place: int, old: Sequence[Part], part: Part, stays: set[int]) -> Pair:
    if was is None:
        return Pair(part.key, None, place)
    return Pair(part.key, was, place, changed=old[was].said != part.said, moved=was not in stays)


def _still(places: Sequence[tuple[int, int]]) -> set[int]:
    """Return the old places of the heaviest parts that stand in the same order in both; of two as heavy, the ones that come first."""
    # the weight of the best run that ends here, and the one before in it
    best: list[tuple[int, int | None]] = []
    for index, (place, weight) in enumerate(places):
        runs = [(best[one][0], -one) for one in range(index) if places[one][0] < place]
        heaviest = max(runs, default=(0, 1))
        best.append((heaviest[0] + weight, -heaviest[1] if heaviest[1] <= 0 else None))
    at = max(range(len(best)), key=lambda one: (best[one][0], -one), default=None)
    found: set[int] = set()
    while at is not None:
        found.add(places[at][0])
        at = best[at][1]
    return found
