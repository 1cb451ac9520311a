"""Every write of the gatherings room."""

from rumo.listen.gatherings.actions.closing import ask, close, empty, synthesise, validate, verdict
from rumo.listen.gatherings.actions.grouping import comment, group, vote
from rumo.listen.gatherings.actions.holding import CanvasRefused, Conflict
from rumo.listen.gatherings.actions.laying import lay, move, remove, reword
from rumo.listen.gatherings.actions.opening import open_tables

__all__ = [
    "CanvasRefused",
    "Conflict",
    "ask",
    "close",
    "comment",
    "empty",
    "group",
    "lay",
    "move",
    "open_tables",
    "remove",
    "reword",
    "synthesise",
    "validate",
    "verdict",
    "vote",
]
