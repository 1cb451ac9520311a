"""Who may make, publish and hold a gathering, who sees who comes, and when one may register."""

from datetime import datetime
from enum import Enum

from django.db.models import QuerySet

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who
from rumo.listen.gatherings.models import Gathering, Process, Registration, Session

PUBLISHERS = (Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)
WRITERS = (*PUBLISHERS, Role.FACILITATOR)


class Phase(Enum):
    """Where a gathering stands at an instant."""

    DRAFT = "draft"
    CANCELLED = "cancelled"
    COMING = "coming"
    UNDER_WAY = "under_way"
    PAST = "past"


def phase(gathering: Gathering, sessions: list[Session], *, at: datetime) -> Phase:
    """Return where a gathering stands, by the times of its sessions: under way from the first start to the last end."""
    if gathering.state != Gathering.State.PUBLISHED:
        return Phase(gathering.state)
    if all(at >= one.ends_at for one in sessions):
        return Phase.PAST
    return Phase.UNDER_WAY if any(at >= one.starts_at for one in sessions) else Phase.COMING


def can_draft(who: Who, entity_id: int) -> bool:
    """Begin a gathering of a body: those who coordinate or facilitate for it."""
    return entity_id in who.entities(*WRITERS)


def can_write(who: Who, gathering: Gathering) -> bool:
    """Change one, see who comes and note who came: those who coordinate or facilitate for its owner."""
    return gathering.owner_id in who.entities(*WRITERS)


def can_publish(who: Who, gathering: Gathering) -> bool:
    """Publish and cancel: coordinators of its owner."""
    return gathering.owner_id in who.entities(*PUBLISHERS)


def can_second(who: Who, gathering: Gathering) -> bool:
    """Be the second pair of eyes on what its team wrote: the team itself, and the country's coordination where a team is one person."""
    return can_write(who, gathering) or who.has(Role.NATIONAL_COORDINATOR)


def visible_to(who: Who) -> QuerySet[Gathering]:
    """Return the gatherings somebody sees in the office: their own bodies', and all for the national team and auditors."""
    rows = Gathering.objects.all()
    if who.national or who.has(Role.AUDITOR):
        return rows
    return rows.filter(owner__in=who.entities(*WRITERS))


def processes_visible_to(who: Who) -> QuerySet[Process]:
    """Return the processes somebody sees in the office: those of whose gatherings they see the office's pages."""
    rows = Process.objects.all()
    return rows if who.national or who.has(Role.AUDITOR) else rows.filter(owner__in=who.entities(*WRITERS))


def takes_registrations(gathering: Gathering, *, at: datetime) -> bool:
    """Tell whether a gathering takes registrations at all: published, by registration, and its term not over."""
    ends = gathering.registration_ends_at
    published = gathering.state == Gathering.State.PUBLISHED
    return published and gathering.registration and (ends is None or at < ends)


def can_register(gathering: Gathering, session: Session, *, at: datetime) -> bool:
    """Take a seat in a session: while the gathering takes registrations and the session has not ended."""
    return takes_registrations(gathering, at=at) and at < session.ends_at


def can_change(registration: Registration) -> bool:
    """Say other needs, or that one does not come: until one said so, and until the registration is forgotten."""
    return registration.cancelled_at is None and registration.forgotten_at is None


def can_check_in(gathering: Gathering) -> bool:
    """Note who came: of a gathering that was published and not cancelled, at any time: a list on paper is typed in later."""
    return gathering.state == Gathering.State.PUBLISHED
