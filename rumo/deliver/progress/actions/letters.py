"""The letters of approval: those who may decide are told what waits for them; those who sent are told what came back, and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q

from rumo.deliver.plans.models import Plan
from rumo.deliver.progress import models as m
from rumo.ground.outbox.actions import post
from rumo.ground.people.models import Entity, Role, User
from rumo.ground.people.queries import acting_for
from rumo.ground.territory.models import Municipality


def tell_deciders(rows: Sequence[m.Draft], by: str, at: datetime) -> None:
    """Write to whoever may decide on reports that `by` sent: one letter to each person a plan and day."""
    people: dict[int, list[User]] = {}
    for of in _groups(rows):
        plan = of[0].measure.plan
        if plan.pk not in people:
            people[plan.pk] = _deciders(plan, by, at.date())
        for user in people[plan.pk]:
            _write("report.submitted", user, of, at)


def tell_senders(rows: Sequence[m.Draft], reason: str, at: datetime) -> None:
    """Write to whoever sent reports that they came back: one letter to each person a plan and day."""
    senders = User.objects.filter(public_id__in={row.submitted_by for row in rows}, is_active=True)
    known = {user.public_id: user for user in senders}
    for of in _groups(rows):
        if user := known.get(of[0].submitted_by):
            _write("report.returned", user, of, at, reason=reason)


def _groups(rows: Sequence[m.Draft]) -> Iterator[list[m.Draft]]:
    groups: dict[tuple[str, int, date], list[m.Draft]] = defaultdict(list)
    for row in rows:
        groups[row.submitted_by, row.measure.plan_id, row.reference_date].append(row)
    yield from groups.values()


def _deciders(plan: Plan, by: str, on: date) -> list[User]:
    """Return the other coordinators of the plan's body; where there is none, those of its community and of the country.

    It follows `plans.rules.second_eyes`; where the body can decide, nobody beyond it is written to.
    """
    own = {plan.owner_id} if plan.owner_id is not None else set()
    found = _acting(own, Role.MUNICIPAL_COORDINATOR, by, on)
    if found:
        return found
    towns = Entity.objects.filter(pk__in=own).values("municipality")
    regions = Municipality.objects.filter(pk__in=towns).values("cim")
    beyond = Entity.objects.filter(Q(kind="national") | Q(kind="cim", region__in=regions))
    kinds: dict[str, set[int]] = defaultdict(set)
    for pk, kind in beyond.values_list("pk", "kind"):
        kinds[kind].add(pk)
    return [
        *_acting(kinds["cim"], Role.MUNICIPAL_COORDINATOR, by, on),
        *_acting(kinds["national"], Role.NATIONAL_COORDINATOR, by, on),
    ]


def _acting(entities: set[int], role: Role, but: str, on: date) -> list[User]:
    acting = acting_for(entities, (role,), on=on) if entities else {}
    keys = {pk for users in acting.values() for pk in users}
    return list(User.objects.filter(pk__in=keys).exclude(public_id=but).order_by("pk")) if keys else []


def _write(kind: str, user: User, of: Sequence[m.Draft], at: datetime, **more: str) -> None:
    payload = {
        "plan": of[0].measure.plan.slug,
        "date": of[0].reference_date.isoformat(),
        "measures": [row.measure.code for row in of],
        **more,
    }
    key = f"{kind}:{of[0].public_id}:{at.isoformat()}:{user.public_id}"
    post(kind=kind, key=key, to=user.email, language=user.language, at=at, payload=payload)
