"""When a call is open, and who may run a conference, review for it and lead its questions."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who
from rumo.listen.conferences.models import Abstract, Call, Poll, Programme, Slot
from rumo.listen.gatherings.models import Gathering

RUNNERS = (Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)
HOSTS = (*RUNNERS, Role.FACILITATOR, Role.MODERATOR)
LIVE_AFTER = timedelta(days=1)
"""How long after a talk questions are still taken."""


def can_run(who: Who, gathering: Gathering) -> bool:
    """Make the call, assign, decide, place and publish: coordinators of the body that holds the conference."""
    return gathering.owner_id in who.entities(*RUNNERS)


def can_host(who: Who, gathering: Gathering) -> bool:
    """Read questions and put polls: those who run it, its facilitators and moderators."""
    return gathering.owner_id in who.entities(*HOSTS)


def visible_to(who: Who) -> QuerySet[Gathering]:
    """Return the conferences somebody sees in the office: those of their body, all for the national team and auditors."""
    rows = Gathering.objects.filter(kind=Gathering.Kind.CONFERENCE)
    if who.national or who.has(Role.AUDITOR):
        return rows
    return rows.filter(Q(owner__in=who.entities(*HOSTS)))


def call_is_open(call: Call, *, at: datetime) -> bool:
    """Tell whether abstracts are taken: the conference is public and `opens_at <= at < closes_at`."""
    public = call.gathering.state == Gathering.State.PUBLISHED
    return public and call.opens_at <= at < call.closes_at


def can_correct(abstract: Abstract, *, at: datetime) -> bool:
    """Correct an abstract: until the call closes, while nothing was decided and it was not withdrawn."""
    received = abstract.state == Abstract.State.RECEIVED
    return received and not abstract.decision and call_is_open(abstract.call, at=at)


def can_withdraw(abstract: Abstract) -> bool:
    """Withdraw an abstract: at any time."""
    return abstract.state == Abstract.State.RECEIVED


def is_public(gathering: Gathering, programme: Programme | None) -> bool:
    """Tell whether a programme may be read by everyone."""
    told = gathering.state != Gathering.State.DRAFT
    return told and programme is not None and programme.published_at is not None


def can_ask(slot: Slot, *, at: datetime) -> bool:
    """Ask whoever gives a talk, and support a question: until a day after it ends, of what is given and not cancelled."""
    given = slot.kind != Slot.Kind.BREAK and slot.cancelled_at is None
    return given and at < slot.starts_at + timedelta(minutes=slot.minutes) + LIVE_AFTER


def can_vote(poll: Poll) -> bool:
    """Choose in a poll: while it is open."""
    return poll.closed_at is None and poll.slot.cancelled_at is None
