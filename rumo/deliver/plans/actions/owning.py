"""Whose plan it is: the body whose team makes it, settled from its municipalities, changed by hand, and who answers for a measure."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from rumo.deliver.plans import models as m
from rumo.ground.ledger.actions import record
from rumo.ground.people import actions as people
from rumo.ground.people.models import Entity, Membership, User


@transaction.atomic
def settle_owners(*, by: str, at: datetime, plan_ids: set[int] | None = None) -> int:
    """Give every plan that is nobody's to the body its municipalities point at; return how many were given.

    One municipality: its own body; several of one intermunicipal community: the community's; otherwise nobody's, until the
    country's coordination decides. `plan_ids` narrows it to some plans.
    """
    nobodys = m.Plan.objects.filter(owner=None, template=False)
    if plan_ids is not None:
        nobodys = nobodys.filter(pk__in=plan_ids)
    places: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    rows = m.PlanPlace.objects.filter(version__plan__in=nobodys)
    for pk, town, community in rows.values_list(
        "version__plan_id", "municipality_id", "municipality__cim_id"
    ):
        places[pk].add((town, community))
    towns: dict[int, int] = dict(
        Entity.objects.filter(kind="municipality").values_list("municipality_id", "pk")
    )
    communities: dict[int, int] = dict(Entity.objects.filter(kind="cim").values_list("region_id", "pk"))
    given = 0
    for plan in nobodys.filter(pk__in=places):
        owner = _pointed_at(places[plan.pk], towns, communities)
        if owner is not None:
            plan.owner_id = owner
            plan.save(update_fields=["owner"])
            record(verb="plan.own", by=by, at=at, target=f"plan:{plan.slug}", new={"entity": owner})
            given += 1
    return given


def _pointed_at(
    places: set[tuple[int, int]], towns: dict[int, int], communities: dict[int, int]
) -> int | None:
    if len(places) == 1:
        return towns.get(next(iter(places))[0])
    regions = {community for _town, community in places}
    return communities.get(regions.pop()) if len(regions) == 1 else None


@transaction.atomic
def own(*, plan: m.Plan, owner: Entity, by: str, at: datetime) -> None:
    """Give a plan to a body; what its earlier owner's people did stays theirs."""
    old = plan.owner
    plan.owner = owner
    plan.save(update_fields=["owner"])
    record(
        verb="plan.own",
        by=by,
        at=at,
        target=f"plan:{plan.slug}",
        old={"entity": old.public_id if old else None},
        new={"entity": owner.public_id},
    )


@transaction.atomic
def hand_over(*, membership: Membership, to: User, by: str, at: datetime) -> Membership:
    """Hand a role over with everything that hangs on the person: the measures of the body they were named for.

    Raises `people.PeopleRefused` as `people.hand_over` does.
    """
    given = people.hand_over(membership=membership, to=to, by=by, at=at)
    named = m.Responsible.objects.filter(entity=membership.entity_id, person=membership.user_id)
    moved = list(named.values_list("measure__plan__slug", "measure__code"))
    named.update(person=to)
    if moved:
        record(
            verb="people.hand_over_measures",
            by=by,
            at=at,
            target=f"entity:{membership.entity.public_id}",
            old={"person": membership.user.public_id},
            new={"person": to.public_id, "measures": [f"{slug}/{code}" for slug, code in moved]},
        )
    return given
