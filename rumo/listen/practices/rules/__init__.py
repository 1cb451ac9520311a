"""Who may do what with a practice, what a proposal must say, and how adoptions chain."""

from rumo.listen.practices.rules.chains import Branch, tree
from rumo.listen.practices.rules.permits import (
    PEERS,
    can_confirm,
    can_confirm_for,
    can_correct,
    can_give_up,
    can_publish,
    can_recognise,
    can_record,
    can_review,
    can_see,
    can_withdraw,
    is_own,
    visible_to,
)
from rumo.listen.practices.rules.saying import Known, Said, Wrong, amount, faults, search_text, tidy

__all__ = [
    "PEERS",
    "Branch",
    "Known",
    "Said",
    "Wrong",
    "amount",
    "can_confirm",
    "can_confirm_for",
    "can_correct",
    "can_give_up",
    "can_publish",
    "can_recognise",
    "can_record",
    "can_review",
    "can_see",
    "can_withdraw",
    "faults",
    "is_own",
    "search_text",
    "tidy",
    "tree",
    "visible_to",
]
