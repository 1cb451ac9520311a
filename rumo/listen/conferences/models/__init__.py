"""What conferences keep: the call and its abstracts, the reviews, the programme, what is asked while a talk is given."""

from rumo.listen.conferences.models.calling import Abstract, Author, Call
from rumo.listen.conferences.models.live import Poll, Question, Support, Vote
from rumo.listen.conferences.models.programme import Programme, Room, Seat, Slot, Speaker
from rumo.listen.conferences.models.reviewing import Review

__all__ = [
    "Abstract",
    "Author",
    "Call",
    "Poll",
    "Programme",
    "Question",
    "Review",
    "Room",
    "Seat",
    "Slot",
    "Speaker",
    "Support",
    "Vote",
]
