"""The reads of synthesis: answers, the queue of analysts, themes and agreement, findings."""

from rumo.shape.synthesis.queries.answering import (
    Progress,
    declared,
    dispositions,
    left_in,
    owed_by,
    progress,
    readable,
    response_of,
    responses_to,
    said_in,
    standing,
    texts_of,
    unanswered,
)

__all__ = [
    "Progress",
    "declared",
    "dispositions",
    "left_in",
    "owed_by",
    "progress",
    "readable",
    "response_of",
    "responses_to",
    "said_in",
    "standing",
    "texts_of",
    "unanswered",
]
