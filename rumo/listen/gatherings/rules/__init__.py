"""The rules of gatherings: who may what, when one registers, what a gathering and a registration may be, the templates of canvases."""

from rumo.listen.gatherings.rules.frames import (
    SESSIONS,
    Coming,
    Frame,
    When,
    coming_faults,
    frame_faults,
    need_faults,
    session_faults,
    slug_fault,
)
from rumo.listen.gatherings.rules.needs import INTERPRETATION, NEEDS
from rumo.listen.gatherings.rules.permits import (
    PUBLISHERS,
    WRITERS,
    Phase,
    can_change,
    can_check_in,
    can_draft,
    can_publish,
    can_register,
    can_write,
    phase,
    takes_registrations,
    visible_to,
)

__all__ = [
    "INTERPRETATION",
    "NEEDS",
    "PUBLISHERS",
    "SESSIONS",
    "WRITERS",
    "Coming",
    "Frame",
    "Phase",
    "When",
    "can_change",
    "can_check_in",
    "can_draft",
    "can_publish",
    "can_register",
    "can_write",
    "coming_faults",
    "frame_faults",
    "need_faults",
    "phase",
    "session_faults",
    "slug_fault",
    "takes_registrations",
    "visible_to",
]
