"""The reads of gatherings: which there are, what one tells, who comes."""

from rumo.listen.gatherings.queries.coming import (
    Came,
    ahead_of,
    by_code,
    came,
    came_shown,
    coming,
    needed,
    registered,
    seats_of,
)
from rumo.listen.gatherings.queries.listing import (
    Places,
    Whole,
    lacking,
    places,
    published,
    published_one,
    sessions_of,
    whole,
)

__all__ = [
    "Came",
    "Places",
    "Whole",
    "ahead_of",
    "by_code",
    "came",
    "came_shown",
    "coming",
    "lacking",
    "needed",
    "places",
    "published",
    "published_one",
    "registered",
    "seats_of",
    "sessions_of",
    "whole",
]
