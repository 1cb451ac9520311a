"""Reads of the people room: who somebody is today, who acts for a body, what waits to be accepted."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from rumo.ground.core.fields import token_hash
from rumo.ground.people import models as m
from rumo.ground.people.rules import NATIONAL, Held, Who, can_verify

MACHINE = "token:"
"""How the ledger names a machine: this, then the public id of the token it came with."""


def who_is(user: m.User, *, on: date) -> Who:
    """Return a person with every role they act in on a day, their own and those they stand in for (two queries)."""
    own = m.Membership.objects.filter(user=user, revoked_at__isnull=True).select_related("entity")
    stand_in = m.Substitution.objects.filter(
        substitute=user,
        ended_at__isnull=True,
        starts_on__lte=on,
        ends_on__gte=on,
        membership__revoked_at__isnull=True,
    ).select_related("membership__entity")
    holds = [_held(membership) for membership in own.order_by("pk")]
    holds += [_held(row.membership, row.membership_id) for row in stand_in.order_by("pk")]
    return Who(user.pk, user.public_id, user.name or user.email, user.email, user.language, tuple(holds))


def _held(membership: m.Membership, instead: int | None = None) -> Held:
    entity = membership.entity
    return Held(membership.role, entity.pk, entity.kind, entity.municipality_id, entity.region_id, instead)


def acting_for(entity_ids: set[int], roles: tuple[str, ...], *, on: date) -> dict[int, set[int]]:
    """Return, for each body, the accounts that act in one of the roles on a day, substitutes included (two queries)."""
    found: dict[int, set[int]] = {pk: set() for pk in entity_ids}
    own = m.Membership.objects.filter(
        entity__in=entity_ids, role__in=roles, revoked_at__isnull=True, user__is_active=True
    )
    for entity, user in own.values_list("entity_id", "user_id"):
        found[entity].add(user)
    instead = m.Substitution.objects.filter(
        membership__entity__in=entity_ids,
        membership__role__in=roles,
        membership__revoked_at__isnull=True,
        substitute__is_active=True,
        ended_at__isnull=True,
        starts_on__lte=on,
        ends_on__gte=on,
    )
    for entity, user in instead.values_list("membership__entity_id", "substitute_id"):
        found[entity].add(user)
    return found


def national_team() -> QuerySet[m.User]:
    """Return the accounts of the national team."""
    held = m.Membership.objects.filter(role__in=NATIONAL, revoked_at__isnull=True)
    return m.User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts for a body: memberships in force, invitations that wait, substitutions arranged."""

    members: list[m.Membership]
    invitations: list[m.Invitation]
    substitutions: list[m.Substitution]


def staff_of(entity: m.Entity, *, at: datetime, on: date) -> Staff:
    """Return who acts for a body and who is invited to (three queries)."""
    members = m.Membership.objects.filter(entity=entity, revoked_at__isnull=True)
    invited = m.Invitation.objects.filter(
        entity=entity, accepted_at__isnull=True, cancelled_at__isnull=True, expires_at__gt=at
    )
    away = m.Substitution.objects.filter(
        membership__entity=entity, membership__revoked_at__isnull=True, ended_at__isnull=True, ends_on__gte=on
    )
    return Staff(
        list(members.select_related("user", "entity").order_by("role", "user__name", "pk")),
        list(invited.select_related("entity").order_by("invited_at")),
        list(away.select_related("membership__user", "substitute").order_by("starts_on", "pk")),
    )


def visible_entities(who: Who) -> QuerySet[m.Entity]:
    """Return the bodies whose people somebody may see: the pair of `rules.can_see_people`."""
    if who.has(m.Role.NATIONAL_COORDINATOR, m.Role.NATIONAL_ANALYST, m.Role.AUDITOR):
        return m.Entity.objects.all()
    return m.Entity.objects.filter(pk__in=who.entities())


def names_of(public_ids: set[str]) -> dict[str, str]:
    """Return the names behind public ids, for a readable history (one query, two where machines acted); an id that is nobody's is left out."""
    rows = m.User.objects.filter(public_id__in=public_ids).values_list("public_id", "name", "email")
    found = {public_id: name or email for public_id, name, email in rows}
    if machines := {one.removeprefix(MACHINE) for one in public_ids if one.startswith(MACHINE)}:
        tokens = m.Token.objects.filter(public_id__in=machines).values_list(
            "public_id", "name", "entity__name"
        )
        found |= {f"{MACHINE}{public_id}": f"{name} ({body})" for public_id, name, body in tokens}
    return found


def tokens_of(entity: m.Entity) -> list[m.Token]:
    """Return every token of a body, those in force first, then the newest (one query)."""
    rows = m.Token.objects.filter(entity=entity)
    return list(rows.order_by(F("revoked_at").desc(nulls_first=True), "-made_at", "-pk"))


def token_of(secret: str, scope: str) -> m.Token | None:
    """Return the token in force that a secret is of, in a scope, with its body (one query)."""
    held = m.Token.objects.filter(token_hash=token_hash(secret), scope=scope, revoked_at__isnull=True)
    return held.select_related("entity").first()


def machines_of(who: Who) -> set[str]:
    """Return how the ledger names the machines whose tokens somebody made (one query)."""
    made = m.Token.objects.filter(made_by=who.public_id).values_list("public_id", flat=True)
    return {f"{MACHINE}{public_id}" for public_id in made}


def invitation(token_hash: str, *, at: datetime) -> m.Invitation | None:
    """Return the invitation of a token's hash while it can still be accepted (one query)."""
    open_ = Q(accepted_at__isnull=True, cancelled_at__isnull=True, expires_at__gt=at)
    return m.Invitation.objects.filter(open_, token_hash=token_hash).select_related("entity").first()


def spoken_for(who: Who) -> list[m.Entity]:
    """Return the bodies somebody represents, by name: the pair of `rules.can_speak_for` (one query)."""
    return list(m.Entity.objects.filter(pk__in=who.entities(m.Role.REPRESENTATIVE)).order_by("name", "pk"))


def enrolments(who: Who) -> QuerySet[m.Enrolment]:
    """Return the organisations that asked for an account from an address of theirs: the pair of `rules.can_verify`."""
    asked = m.Enrolment.objects.exclude(state=m.Enrolment.State.ASKED)
    return asked.select_related("entity") if can_verify(who) else asked.none()


def namesake(enrolment: m.Enrolment) -> m.Entity | None:
    """Return the body of this kind and name, where there is one already (one query)."""
    return m.Entity.objects.filter(kind=enrolment.kind, name=enrolment.name).first()


def waiting_to_be_verified(who: Who) -> int:
    """Return how many organisations wait for somebody's decision (one query; none for who decides on none)."""
    if not can_verify(who):
        return 0
    return enrolments(who).filter(state=m.Enrolment.State.WAITING).count()
