"""The reads of gatherings."""

from rumo.listen.gatherings.queries.boards import (
    Board,
    Lying,
    Pile,
    board,
    canvases_of,
    counts,
    digest_of,
    mine,
    place_of,
    seated,
    state_of,
    verdicts,
)

__all__ = [
    "Board",
    "Lying",
    "Pile",
    "board",
    "canvases_of",
    "counts",
    "digest_of",
    "mine",
    "place_of",
    "seated",
    "state_of",
    "verdicts",
]
