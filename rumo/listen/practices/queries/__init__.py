"""The reads of practices: the public list, one card, what waits to be reviewed."""

from rumo.listen.practices.queries.choosing import Dimension, dimensions, known
from rumo.listen.practices.queries.finding import Sought, facets_of, found, places, public, side_by_side
from rumo.listen.practices.queries.reading import (
    Card,
    adoptions_of,
    by_code,
    by_slug,
    card,
    in_force,
    in_the_making,
    newest,
    office_list,
    recognitions_of,
    spoken_for,
    to_confirm,
    versions_of,
    waiting,
)

__all__ = [
    "Card",
    "Dimension",
    "Sought",
    "adoptions_of",
    "by_code",
    "by_slug",
    "card",
    "dimensions",
    "facets_of",
    "found",
    "in_force",
    "in_the_making",
    "known",
    "newest",
    "office_list",
    "places",
    "public",
    "recognitions_of",
    "side_by_side",
    "spoken_for",
    "to_confirm",
    "versions_of",
    "waiting",
]
