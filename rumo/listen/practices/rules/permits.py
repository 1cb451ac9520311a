"""Who may review, publish, withdraw, confirm an adoption and recognise; and which practices somebody sees in the office."""

from django.db.models import Q, QuerySet

from rumo.ground.people.models import Entity, Role
from rumo.ground.people.rules import Who
from rumo.listen.practices.models import Adoption, Practice, Version

PEERS = (Role.MUNICIPAL_COORDINATOR, Role.REPRESENTATIVE)
"""Who speaks for a body here: takes a practice up, recognises one."""
CORRECTED = (Practice.State.PROPOSED, Practice.State.RETURNED)
"""The states in which whoever proposed may still write."""


def can_review(who: Who) -> bool:
    """Read what is proposed, return it, correct what is public: the national team."""
    return who.national


def can_publish(who: Who, version: Version) -> bool:
    """Publish a version: somebody else of the national team than who wrote it or proposed the practice."""
    return who.national and who.public_id not in (version.written_by, version.practice.proposed_by)


def can_withdraw(who: Who) -> bool:
    """Take a practice off: coordinators of the country."""
    return who.has(Role.NATIONAL_COORDINATOR)


def can_record(who: Who, entity: Entity) -> bool:
    """Say that a body took a practice up: who speaks for it, and the national team, whose word waits to be confirmed."""
    return who.national or can_confirm_for(who, entity)


def can_confirm_for(who: Who, entity: Entity) -> bool:
    """Confirm in a body's name: the municipality's own coordinators; elsewhere who represents it."""
    if entity.kind in (Entity.Kind.MUNICIPALITY, Entity.Kind.COMMUNITY):
        return entity.pk in who.entities(Role.MUNICIPAL_COORDINATOR)
    return entity.pk in who.entities(Role.REPRESENTATIVE)


def can_confirm(who: Who, adoption: Adoption) -> bool:
    """Confirm an adoption, or say that it is none: who confirms for the body."""
    return adoption.confirmed_at is None and can_confirm_for(who, adoption.entity)


def is_own(practice: Practice, entity: Entity) -> bool:
    """Tell whether a practice is a body's own: it is told of it, or done in the municipality whose body it is."""
    of_town = entity.kind == Entity.Kind.MUNICIPALITY and practice.body_id is None
    return practice.body_id == entity.pk or (
        of_town
        and practice.municipality_id is not None
        and practice.municipality_id == entity.municipality_id
    )


def can_recognise(who: Who, practice: Practice, entity: Entity) -> bool:
    """Recognise a published practice in a body's name: who speaks for it, of another's practice."""
    public = practice.state == Practice.State.PUBLISHED
    return public and entity.pk in who.entities(*PEERS) and not is_own(practice, entity)


def sees_all(who: Who) -> bool:
    """See every practice in the office, in whatever state: the national team and auditors."""
    return who.national or who.has(Role.AUDITOR)


def can_see(who: Who, practice: Practice) -> bool:
    """See a practice in the office: all of them the national team and auditors; others what is public, and their own bodies'."""
    if sees_all(who) or practice.state == Practice.State.PUBLISHED:
        return True
    return practice.proposed_by == who.public_id or (
        practice.body_id is not None and practice.body_id in who.entities(*PEERS)
    )


def visible_to(who: Who) -> QuerySet[Practice]:
    """Return the practices somebody may see in the office: the pair of `can_see`."""
    rows = Practice.objects.all()
    if sees_all(who):
        return rows
    mine = Q(proposed_by=who.public_id) | Q(body__in=who.entities(*PEERS))
    return rows.filter(Q(state=Practice.State.PUBLISHED) | mine)


def can_correct(practice: Practice) -> bool:
    """Write what was proposed anew: whoever holds its receipt, until somebody reviews it, and when it was returned."""
    return practice.state in CORRECTED


def can_give_up(practice: Practice) -> bool:
    """Take back what was proposed: whoever holds its receipt, until it is public."""
    return practice.state in (*CORRECTED, Practice.State.IN_REVIEW)
