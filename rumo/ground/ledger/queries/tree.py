"""The tree as it is kept: its newest head, proofs of a leaf and of two sizes, each from a few hundred rows whatever the size."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rumo.ground.ledger.models import Head, Leaf, Subtree, Tree
from rumo.science import merkle

HEIGHT = 8
"""Levels between kept hashes: 256 leaves, or 256 hashes, a tile."""
WIDTH = 1 << HEIGHT


@dataclass(frozen=True, slots=True)
class Proof:
    """That the leaf with hash `leaf` stands at `index` in the tree of `size` leaves with that root (hex)."""

    index: int
    size: int
    leaf: str
    path: tuple[str, ...]
    root: str


class Kept:
    """The kept tree as `merkle.Subtrees`: a tile is read once."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def tile(self, level: int, index: int) -> list[bytes]:
        """Return the hashes of a tile (256, fewer at the end): of leaves at level 0, of kept subtrees above (one query, once)."""
        if (level, index) not in self._tiles:
            span = range(index * WIDTH, (index + 1) * WIDTH)
            self._tiles[level, index] = _read(level, span)
        return self._tiles[level, index]

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree."""
        tile, step = divmod(level, HEIGHT)
        start = (index << step) % WIDTH
        return merkle.fold(self.tile(tile, index >> HEIGHT - step)[start : start + (1 << step)])


def _read(level: int, span: range) -> list[bytes]:
    rows: QuerySet[Any] = Leaf.objects.all() if level == 0 else Subtree.objects.filter(level=level)
    rows = rows.filter(index__gte=span.start, index__lt=span.stop).order_by("index")
    return [bytes.fromhex(found) for found in rows.values_list("hash", flat=True)]


def size() -> int:
    """Return how many leaves are sealed (one query)."""
    return Tree.objects.values_list("size", flat=True).first() or 0


def head() -> Head | None:
    """Return the newest signed head (one query)."""
    return Head.objects.order_by("-day").first()


def proof(index: int, size: int | None = None) -> Proof | None:
    """Return the proof that a leaf is in the tree of `size` leaves (None: of the newest head); None where there is no such leaf (≤ 10 queries)."""
    if size is None:
        newest = head()
        size = newest.size if newest else 0
    if not 0 <= index < size <= _sealed():
        return None
    kept = Kept()
    path = merkle.inclusion(index, size, kept)
    return Proof(
        index, size, kept(0, index).hex(), tuple(step.hex() for step in path), merkle.root(size, kept).hex()
    )


def consistency(first: int, second: int) -> list[str] | None:
    """Return the proof (hex) that the tree of `second` leaves begins with the leaves of `first`; None where there were no such sizes."""
    if not 0 <= first <= second <= _sealed():
        return None
    return [step.hex() for step in merkle.consistency(first, second, Kept())]


_sealed = size
"""Under a second name, since proofs have a `size` of their own."""
