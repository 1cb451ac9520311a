"""What gatherings keep: the gathering itself, its sessions and agenda; who is registered; its tables and what they write; its minutes; the journal of a visit."""

from rumo.listen.gatherings.models.agenda import (
    Document,
    InCharge,
    Item,
)
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
from rumo.listen.gatherings.models.gathering import (
    Gathering,
    Process,
    Session,
)
from rumo.listen.gatherings.models.minutes import (
    Minutes,
    MinutesItem,
)
from rumo.listen.gatherings.models.registering import (
    Registration,
    Seat,
)
from rumo.listen.gatherings.models.visiting import (
    VisitNote,
    VisitPhoto,
)

__all__ = [
    "Canvas",
    "Card",
    "CardComment",
    "CardVote",
    "Deed",
    "Document",
    "Gathering",
    "Group",
    "InCharge",
    "Item",
    "Minutes",
    "MinutesItem",
    "Process",
    "Registration",
    "Seat",
    "Session",
    "Table",
    "Verdict",
    "VisitNote",
    "VisitPhoto",
]
