"""What gatherings keep: the gathering itself and its sessions; its tables and what they write."""

from rumo.listen.gatherings.models.canvas import (
    Canvas,
    Card,
    CardComment,
    CardVote,
    Deed,
    Group,
    Table,
    Verdict,
)
from rumo.listen.gatherings.models.gathering import Gathering, Process, Session

__all__ = [
    "Canvas",
    "Card",
    "CardComment",
    "CardVote",
    "Deed",
    "Gathering",
    "Group",
    "Process",
    "Session",
    "Table",
    "Verdict",
]
