"""Every write of practices: proposed, reviewed, published, corrected, withdrawn; taken up and recognised by others."""

from rumo.listen.practices.actions.deciding import publish, return_, take, withdraw
from rumo.listen.practices.actions.following import adopt, confirm, deny, recognise
from rumo.listen.practices.actions.proposing import (
    PARTICIPANT,
    Received,
    correct,
    give_up,
    propose,
    revise,
    target_of,
)
from rumo.listen.practices.actions.refusing import NotAccepted, PracticeRefused

__all__ = [
    "PARTICIPANT",
    "NotAccepted",
    "PracticeRefused",
    "Received",
    "adopt",
    "confirm",
    "correct",
    "deny",
    "give_up",
    "propose",
    "publish",
    "recognise",
    "return_",
    "revise",
    "take",
    "target_of",
    "withdraw",
]
