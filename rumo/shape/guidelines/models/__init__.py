"""What guidelines keep: documents and versions; clauses, what each version says of them, translations; where they came from, suggestions, criteria."""

from rumo.shape.guidelines.models.clauses import (
    Clause,
    ClauseTag,
    ClauseTranslation,
    ClauseVersion,
    Criterion,
    digest_of,
)
from rumo.shape.guidelines.models.document import Document, Version
from rumo.shape.guidelines.models.origins import Basis, Suggestion

__all__ = [
    "Basis",
    "Clause",
    "ClauseTag",
    "ClauseTranslation",
    "ClauseVersion",
    "Criterion",
    "Document",
    "Suggestion",
    "Version",
    "digest_of",
]
