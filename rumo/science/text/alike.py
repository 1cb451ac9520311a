"""Which texts say the same, or nearly: sets of three words in a row, compared two by two by how much of both they share.

Only pairs that can be alike are compared: two sets whose Jaccard index is t or more share one of the rarest |x| - ceil(t |x|) + 1
members of each (prefix filtering: Chaudhuri, Ganti and Kaushik, A primitive operator for similarity joins, ICDE 2006).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil

WORDS = 3
"""Words of a piece."""
ALIKE = 0.7
"""How much of both two texts must share."""

Pieces = frozenset[tuple[str, ...]]


def groups(texts: Sequence[str], alike: float = ALIKE) -> list[list[int]]:
    """Return the texts that say the same or nearly, by their places, as groups of two or more in the order of their first.

    Texts come folded (case, accents and spaces aside). Alike is not transitive: whoever is like one of a group is of it.
    """
    sets = [pieces(text) for text in texts]
    first = list(range(len(texts)))
    for one, other in _pairs(sets, alike):
        _join(first, one, other)
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(texts)):
        if sets[place]:
            found[_root(first, place)].append(place)
    return [group for group in found.values() if len(group) > 1]


def pieces(text: str) -> Pieces:
    """Return every three words in a row of a text; all of its words where it has fewer."""
    words = text.split()
    if len(words) <= WORDS:
        return frozenset([tuple(words)] if words else [])
    return frozenset(tuple(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1))


def jaccard(one: Pieces, other: Pieces) -> float:
    """Return how much two sets share of what is in either, 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if one or other else 0.0


def _pairs(sets: Sequence[Pieces], alike: float) -> list[tuple[int, int]]:
    """Every pair that is alike; of texts that are the same word by word, each with the first only."""
    common = Counter(piece for one in sets for piece in one)
    same: dict[Pieces, int] = {}
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found = []
    for place, one in enumerate(sets):
        if one in same:
            found.append((same[one], place))
            continue
        same[one] = place
        rare = sorted(one, key=lambda piece: (common[piece], piece))[: len(one) - ceil(alike * len(one)) + 1]
        maybe = {before for piece in rare for before in seen[piece]}
        found += [(before, place) for before in sorted(maybe) if jaccard(sets[before], one) >= alike]
        for piece in rare:
            seen[piece].append(place)
    return found


def _root(first: list[int], place: int) -> int:
    while first[place] != place:
        first[place] = first[first[place]]
        place = first[place]
    return place


def _join(first: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(first, one), _root(first, other)))
    first[high] = low
