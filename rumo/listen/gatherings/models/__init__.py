"""What gatherings keep: the gathering itself and its sessions, and the journal of a visit."""

from rumo.listen.gatherings.models.gathering import Gathering, Process, Session
from rumo.listen.gatherings.models.visiting import VisitNote, VisitPhoto

__all__ = ["Gathering", "Process", "Session", "VisitNote", "VisitPhoto"]
