"""The numbers parts are read by (1, 1.1 …), made from their places and kept nowhere."""

from collections.abc import Iterable


def numbers(depths: Iterable[int]) -> list[str]:
    """Return the number of each part from its depth; a depth that is passed over counts as one, so no number comes twice."""
    found: list[str] = []
    counts: list[int] = []
    for depth in depths:
        counts = counts[: depth + 1]
        passed = depth + 1 - len(counts)
        counts += [1] * passed
        counts[depth] += 0 if passed else 1
        found.append(".".join(map(str, counts)))
    return found
