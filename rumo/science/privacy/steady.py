"""Two publications of one split in a row (trust.md P5): the next one is let out only if their difference tells of no small number.

The total is live, the split is not: it is renewed as a whole, or the previous one stands, with its own total. Of each dimension
what both publications let anybody compute is compared: every cell shown in both, and the sum of all the others (the total less
those). Each must stay the same or change by k or more. Where cells came to be shown or hidden between the two the sum of the
others must have changed by k or more, and one publication must show all that the other shows (a dimension left out shows
nothing): otherwise somebody who knows that people only came, or only left, could solve for what is hidden in one of them.
"""

from __future__ import annotations

from rumo.science.privacy.counts import K, Protected


def steady(previous: Protected | None, now: Protected, *, k: int = K) -> Protected:
    """The split to show: `now`, or `previous` where the difference would give somebody away. Both exact: round afterwards.

    One person more or less never changes what is shown of any dimension.
    """
    if previous is None:
        return now
    dimensions = {**previous.dimensions, **now.dimensions}
    return now if all(_quiet(previous, now, dimension, k) for dimension in dimensions) else previous


def _quiet(previous: Protected, now: Protected, dimension: str, k: int) -> bool:
    """Whether one dimension may be renewed."""
    before, after = _shown(previous, dimension), _shown(now, dimension)
    both = before.keys() & after.keys()
    steps = [abs(after[category] - before[category]) for category in both]
    others = abs(
        (now.total - sum(after[category] for category in both))
        - (previous.total - sum(before[category] for category in both))
    )
    if before.keys() == after.keys():
        return all(step == 0 or step >= k for step in [*steps, others])
    nested = both in (before.keys(), after.keys())
    return nested and others >= k and all(step == 0 or step >= k for step in steps)


def _shown(split: Protected, dimension: str) -> dict[str, int]:
    """The shown cells of a dimension; none of one left out."""
    cells = split.dimensions.get(dimension, {})
    return {category: value for category, value in cells.items() if value is not None}
