"""When a consultation is open, and who may make, publish and moderate one."""

from datetime import datetime
from enum import Enum

from django.db.models import Q, QuerySet

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who
from rumo.listen.consultations.models import Consultation

WRITERS = (Role.NATIONAL_COORDINATOR, Role.NATIONAL_ANALYST, Role.MUNICIPAL_COORDINATOR)
PUBLISHERS = (Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)
READERS = (*WRITERS, Role.MODERATOR, Role.MEDIATOR, Role.TRANSLATOR)


class Phase(Enum):
    """Where a consultation stands at an instant."""

    DRAFT = "draft"
    CANCELLED = "cancelled"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


def phase(consultation: Consultation, *, at: datetime) -> Phase:
    """Return where a consultation stands: open means published and `opens_at <= at < closes_at`."""
    if consultation.state != Consultation.State.PUBLISHED:
        return Phase(consultation.state)
    if consultation.opens_at is None or at < consultation.opens_at:
        return Phase.COMING
    return Phase.OPEN if consultation.closes_at and at < consultation.closes_at else Phase.CLOSED


def is_open(consultation: Consultation, *, at: datetime) -> bool:
    """Tell whether one may take part."""
    return phase(consultation, at=at) is Phase.OPEN


def can_draft(who: Who, entity_id: int) -> bool:
    """Begin a consultation of a body: those who write for it."""
    return entity_id in who.entities(*WRITERS)


def can_write(who: Who, consultation: Consultation) -> bool:
    """Change one that is not published: those who write for its owner."""
    return consultation.owner_id in who.entities(*WRITERS)


def can_publish(who: Who, consultation: Consultation) -> bool:
    """Publish, extend and cancel: coordinators of its owner."""
    return consultation.owner_id in who.entities(*PUBLISHERS)


def can_translate(who: Who, consultation: Consultation) -> bool:
    """Write its texts in another language: those who write for its owner, and its translators."""
    return consultation.owner_id in who.entities(*WRITERS, Role.TRANSLATOR)


def can_moderate(who: Who, consultation: Consultation) -> bool:
    """Decide what is shown: moderators and coordinators of its owner."""
    return consultation.owner_id in who.entities(*PUBLISHERS, Role.MODERATOR)


def can_transcribe(who: Who, consultation: Consultation) -> bool:
    """Hear what was recorded and write it down: those who write or moderate for its owner, and the owner's mediators."""
    return consultation.owner_id in who.entities(*WRITERS, Role.MODERATOR, Role.MEDIATOR)


def can_enter(who: Who, consultation: Consultation) -> bool:
    """Write down what somebody says on paper, by phone or at a desk: the owner's people, and mediators of any body."""
    return consultation.owner_id in who.entities(*READERS) or who.has(Role.MEDIATOR)


def can_see(who: Who, consultation: Consultation) -> bool:
    """See it in the office: the owner's people, the national team, auditors; mediators once it is published."""
    if consultation.owner_id in who.entities(*READERS) or who.national or who.has(Role.AUDITOR):
        return True
    return who.has(Role.MEDIATOR) and consultation.state == Consultation.State.PUBLISHED


def visible_to(who: Who) -> QuerySet[Consultation]:
    """Return the consultations for which `can_see` holds."""
    rows = Consultation.objects.all()
    if who.national or who.has(Role.AUDITOR):
        return rows
    seen = Q(owner__in=who.entities(*READERS))
    if who.has(Role.MEDIATOR):
        seen |= Q(state=Consultation.State.PUBLISHED)
    return rows.filter(seen)
