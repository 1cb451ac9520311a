"""The reads of contributions."""

from rumo.listen.contributions.queries.committing import PREFIX, committed
from rumo.listen.contributions.queries.concluding import Heard, appeals, heard
from rumo.listen.contributions.queries.reading import (
    Whole,
    ballot_of,
    by_code,
    by_number,
    came_before,
    comments,
    count,
    marked,
    of_canvas,
    shown,
    shown_of,
    statement_of,
    supports,
    whole,
)
from rumo.listen.contributions.queries.results import Invited, Results, results, to_count
from rumo.listen.contributions.queries.sheets import Pile, batches_seen_by, piles, sheets_of, wholes
from rumo.listen.contributions.queries.spoken import recorded, recording, to_transcribe
from rumo.listen.contributions.queries.translations import beside, source_of, to_translate
from rumo.listen.contributions.queries.waiting import hidden_by_reason, last_decisions, open_flags, waiting

__all__ = [
    "PREFIX",
    "Heard",
    "Invited",
    "Pile",
    "Results",
    "Whole",
    "appeals",
    "ballot_of",
    "batches_seen_by",
    "beside",
    "by_code",
    "by_number",
    "came_before",
    "comments",
    "committed",
    "count",
    "heard",
    "hidden_by_reason",
    "last_decisions",
    "marked",
    "of_canvas",
    "open_flags",
    "piles",
    "recorded",
    "recording",
    "results",
    "sheets_of",
    "shown",
    "shown_of",
    "source_of",
    "statement_of",
    "supports",
    "to_count",
    "to_transcribe",
    "to_translate",
    "waiting",
    "whole",
    "wholes",
]
