"""The reads of consultations: which there are, what one asks, in which words."""

from rumo.listen.consultations.queries.asking import (
    NEVER,
    Asked,
    Changes,
    asked,
    changes,
    documents,
    extensions,
    published,
    published_one,
)
from rumo.listen.consultations.queries.inviting import (
    Body,
    invitations,
    on_register,
    register_counts,
    to_remind,
)
from rumo.listen.consultations.queries.standing import Standing, lacking, standing, titled
from rumo.listen.consultations.queries.translating import Field, Pair, fields, pairs, to_translate
from rumo.listen.consultations.queries.wordings import (
    Words,
    completeness,
    frame_hash,
    hash_of,
    heads_of,
    question_hash,
    words_of,
)

__all__ = [
    "NEVER",
    "Asked",
    "Body",
    "Changes",
    "Field",
    "Pair",
    "Standing",
    "Words",
    "asked",
    "changes",
    "completeness",
    "documents",
    "extensions",
    "fields",
    "frame_hash",
    "hash_of",
    "heads_of",
    "invitations",
    "lacking",
    "on_register",
    "pairs",
    "published",
    "published_one",
    "question_hash",
    "register_counts",
    "standing",
    "titled",
    "to_remind",
    "to_translate",
    "words_of",
]
