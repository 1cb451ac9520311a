"""Who took a practice up from whom, as branches: what one comes from stands before it, in the order of the years."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rumo.listen.practices.models import Adoption

DEEPEST = 6
"""Branches drawn one within another: what goes further is drawn beside the last, and says from whom it comes."""


@dataclass(slots=True)
class Branch:
    """An adoption, and those that come from it."""

    adoption: Adoption
    branches: list["Branch"] = field(default_factory=list)


def tree(rows: Iterable[Adoption], *, deepest: int = DEEPEST) -> list[Branch]:
    """Return adoptions of one practice as branches, each list by year; one whose source is not among them stands at the root."""
    ordered = sorted(rows, key=lambda row: (row.year, row.pk))
    depth: dict[int, int] = {}
    places: dict[int, list[Branch]] = {}
    found: list[Branch] = []
    for (
        row
    ) in ordered:  # a source is of no later year, and of the same year has the lower key: it stands before
        source: int = row.adopted_from_id or 0
        above = depth.get(source, 0)
        branch = Branch(row)
        where = places[source] if above else found
        where.append(branch)
        depth[row.pk] = min(above + 1, deepest)
        places[row.pk] = branch.branches if depth[row.pk] < deepest else where
    return found
