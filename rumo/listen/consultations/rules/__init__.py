"""The rules of consultations: who may what, when one is open, how long its term is."""

from rumo.listen.consultations.rules.frames import FRAME, LANGUAGES, ZONES, frame_faults, slug_fault
from rumo.listen.consultations.rules.permits import (
    READERS,
    WRITERS,
    Phase,
    can_draft,
    can_enter,
    can_moderate,
    can_publish,
    can_see,
    can_transcribe,
    can_translate,
    can_write,
    is_open,
    phase,
    visible_to,
)
from rumo.listen.consultations.rules.questions import ASKED_OF, BOUNDED, CHOSEN, question_faults
from rumo.listen.consultations.rules.terms import LONGEST, Term, is_working, start_of, term
from rumo.listen.consultations.rules.texts import joined, longest, split

__all__ = [
    "ASKED_OF",
    "BOUNDED",
    "CHOSEN",
    "FRAME",
    "LANGUAGES",
    "LONGEST",
    "READERS",
    "WRITERS",
    "ZONES",
    "Phase",
    "Term",
    "can_draft",
    "can_enter",
    "can_moderate",
    "can_publish",
    "can_see",
    "can_transcribe",
    "can_translate",
    "can_write",
    "frame_faults",
    "is_open",
    "is_working",
    "joined",
    "longest",
    "phase",
    "question_faults",
    "slug_fault",
    "split",
    "start_of",
    "term",
    "visible_to",
]
