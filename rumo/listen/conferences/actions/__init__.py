"""Every write of conferences: the call, abstracts, reviews, decisions, the programme, questions and polls."""

from rumo.listen.conferences.actions.calling import call
from rumo.listen.conferences.actions.deciding import decide
from rumo.listen.conferences.actions.living import ask, close_poll, moderate, poll, support, vote
from rumo.listen.conferences.actions.placing import (
    Slotted,
    add_room,
    drop_room,
    drop_slot,
    move_slot,
    publish,
    put_slot,
)
from rumo.listen.conferences.actions.refusing import ConferenceRefused, ProgrammeRefused
from rumo.listen.conferences.actions.reviewing import assign, declare, review
from rumo.listen.conferences.actions.sending import Received, correct, send, withdraw
from rumo.listen.conferences.actions.speaking import bring_authors, consent, drop_speaker, write_speaker

__all__ = [
    "ConferenceRefused",
    "ProgrammeRefused",
    "Received",
    "Slotted",
    "add_room",
    "ask",
    "assign",
    "bring_authors",
    "call",
    "close_poll",
    "consent",
    "correct",
    "decide",
    "declare",
    "drop_room",
    "drop_slot",
    "drop_speaker",
    "moderate",
    "move_slot",
    "poll",
    "publish",
    "put_slot",
    "review",
    "send",
    "support",
    "vote",
    "withdraw",
    "write_speaker",
]
