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

from rumo.listen.gatherings.queries.minutes import (
    in_writing,
    items_of,
    latest_minutes,
    published_minutes,
    with_minutes,
)
from rumo.listen.gatherings.queries.processes import Stage, Told, Took, process_told

__all__ = [
    "Came",
    "Places",
    "Stage",
    "Told",
    "Took",
    "Whole",
    "ahead_of",
    "by_code",
    "came",
    "came_shown",
    "coming",
    "in_writing",
    "items_of",
    "lacking",
    "latest_minutes",
    "needed",
    "places",
    "process_told",
    "published",
    "published_minutes",
    "published_one",
    "registered",
    "seats_of",
    "sessions_of",
    "whole",
    "with_minutes",
]
