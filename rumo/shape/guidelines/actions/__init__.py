"""Every write of guidelines: documents and versions, clauses, where they come from, suggestions, translations."""

from rumo.shape.guidelines.actions.deciding import decide, suggest
from rumo.shape.guidelines.actions.publishing import publish, return_, submit
from rumo.shape.guidelines.actions.refusing import Conflict, GuidelinesRefused
from rumo.shape.guidelines.actions.resting import rest_no_more, rest_on
from rumo.shape.guidelines.actions.translating import translate
from rumo.shape.guidelines.actions.versions import (
    discard_version,
    draft,
    new_version,
    write_version,
)
from rumo.shape.guidelines.actions.writing import (
    ClauseSaid,
    bring_in,
    move_clause,
    put_clause,
    remove_clause,
)

__all__ = [
    "ClauseSaid",
    "Conflict",
    "GuidelinesRefused",
    "bring_in",
    "decide",
    "discard_version",
    "draft",
    "move_clause",
    "new_version",
    "publish",
    "put_clause",
    "remove_clause",
    "rest_no_more",
    "rest_on",
    "return_",
    "submit",
    "suggest",
    "translate",
    "write_version",
]
