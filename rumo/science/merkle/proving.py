"""Roots and proofs of a Merkle tree (RFC 9162, 2.1.1, 2.1.3.1, 2.1.4.1) from the hashes of its complete subtrees: O(log n) of them each."""

from collections.abc import Callable, Iterable

from rumo.science.merkle.hashing import EMPTY, node_hash

Subtrees = Callable[[int, int], bytes]
"""(level, index) → the hash over the leaves index·2^level … (index + 1)·2^level − 1, all of which are there."""


class Grown:
    """A tree in memory that only grows; called, it is `Subtrees`."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        """Begin with the hashes of leaves, in order."""
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf, and of every subtree it completes."""
        level, row = 0, self._levels[0]
        row.append(leaf)
        while len(row) % 2 == 0:
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(node_hash(row[-2], row[-1]))
            row = self._levels[level]

    def __len__(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def __call__(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree; raises IndexError for one that is not."""
        return self._levels[level][index]


def root(size: int, subtree: Subtrees) -> bytes:
    """Return the root over the first `size` leaves: MTH(D[size])."""
    return _over(0, size, subtree) if size else EMPTY


def inclusion(index: int, size: int, subtree: Subtrees) -> list[bytes]:
    """Return PATH(index, D[size]), from the leaf up; raises IndexError where the tree of that size has no such leaf."""
    if not 0 <= index < size:
        raise IndexError(f"no leaf {index} among {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _below(end - start)
        if index < middle:
            path.append(_over(middle, end, subtree))
            end = middle
        else:
            path.append(_over(start, middle, subtree))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, subtree: Subtrees) -> list[bytes]:
    """Return PROOF(first, D[second]); of none, or of the same tree, there is nothing to prove. Raises IndexError unless 0 ≤ first ≤ second."""
    if not 0 <= first <= second:
        raise IndexError(f"{first} leaves do not come before {second}")
    if first in (0, second):
        return []
    start, end, path = 0, second, []
    while first != end:
        middle = start + _below(end - start)
        if first <= middle:
            path.append(_over(middle, end, subtree))
            end = middle
        else:
            path.append(_over(start, middle, subtree))
            start = middle
    if start:  # the first tree's own root is known to whoever checks, a part of it is not
        path.append(_over(start, end, subtree))
    return path[::-1]


def _below(count: int) -> int:
    """The largest power of two smaller than `count` (which is 2 or more)."""
    return 1 << (count - 1).bit_length() - 1


def _over(start: int, end: int, subtree: Subtrees) -> bytes:
    """MTH(D[start:end]), where `start` is a multiple of a power of two not smaller than the count: complete subtrees, folded from the right."""
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append(subtree(level, start >> level))
        start += 1 << level
    result = found.pop()
    while found:
        result = node_hash(found.pop(), result)
    return result
