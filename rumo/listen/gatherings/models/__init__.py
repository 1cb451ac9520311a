"""What gatherings keep: the gathering itself and its sessions, its agenda, who is registered, its minutes."""

from rumo.listen.gatherings.models.agenda import Document, InCharge, Item
from rumo.listen.gatherings.models.gathering import Gathering, Process, Session
from rumo.listen.gatherings.models.minutes import Minutes, MinutesItem
from rumo.listen.gatherings.models.registering import Registration, Seat

__all__ = [
    "Document",
    "Gathering",
    "InCharge",
    "Item",
    "Minutes",
    "MinutesItem",
    "Process",
    "Registration",
    "Seat",
    "Session",
]
