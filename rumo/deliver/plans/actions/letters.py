"""The letters of plan making: who is written to when a version is sent, returned and published."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rumo.deliver.plans import models as m
from rumo.ground.outbox.actions import post
from rumo.ground.people.models import Entity, Role, User
from rumo.ground.people.queries import acting_for


def reviewers(version: m.PlanVersion, at: datetime) -> set[User]:
    """Return whoever may be the second pair of eyes: the country's coordination, and the coordinators of the plan's body."""
    national = set(Entity.objects.filter(kind=Entity.Kind.NATIONAL).values_list("pk", flat=True))
    return _acting(national, Role.NATIONAL_COORDINATOR, at) | team(version, at)


def team(version: m.PlanVersion, at: datetime) -> set[User]:
    """Return the coordinators of the body that owns the plan; nobody where it is nobody's."""
    owner = version.plan.owner_id
    return _acting({owner}, Role.MUNICIPAL_COORDINATOR, at) if owner is not None else set()


def _acting(entities: set[int], role: Role, at: datetime) -> set[User]:
    found = acting_for(entities, (role,), on=at.date())
    return set(User.objects.filter(pk__in=set().union(*found.values()) if found else set()))


@transaction.atomic
def post_letters(
    *, kind: str, version: m.PlanVersion, to: Iterable[User], but: str, at: datetime, reason: str = ""
) -> None:
    """Post one letter to each person but the one who acted; the version's revision makes each sending a letter of its own."""
    payload = {
        "slug": version.plan.slug,
        "title": version.title,
        "version": version.number,
        "reason": reason,
    }
    for user in sorted(to, key=lambda user: user.pk):
        if user.public_id == but or not user.is_active:
            continue
        key = f"{kind}:{version.pk}:{version.revision}:{user.public_id}"
        post(kind=kind, key=key, to=user.email, language=user.language, at=at, payload=payload)
