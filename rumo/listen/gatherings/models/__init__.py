"""What gatherings keep: the gathering itself and its sessions, its agenda, who is registered."""

from rumo.listen.gatherings.models.agenda import Document, InCharge, Item
from rumo.listen.gatherings.models.gathering import Gathering, Process, Session
from rumo.listen.gatherings.models.registering import Registration, Seat

__all__ = ["Document", "Gathering", "InCharge", "Item", "Process", "Registration", "Seat", "Session"]
