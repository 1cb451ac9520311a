"""What gatherings keep: the gathering itself and its sessions."""

from rumo.listen.gatherings.models.gathering import Gathering, Process, Session

__all__ = ["Gathering", "Process", "Session"]
