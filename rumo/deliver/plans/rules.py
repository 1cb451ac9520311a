"""Who may see, make, send, approve and publish a plan, and whose eyes are the second pair; each predicate has its `visible_to` pair."""

from collections.abc import Collection
from typing import Any, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from rumo.deliver.plans import models as m
from rumo.ground.people.models import Role
from rumo.ground.people.rules import MUNICIPAL, NATIONAL, Who
from rumo.ground.territory.models import Municipality

SEES_ALL = (*NATIONAL, Role.AUDITOR)


def visible_to(who: Who) -> QuerySet[m.Plan]:
    """Return the plans somebody may see in the office: the country's team all, a municipality its own, a partner those it answers in.

    An evaluator and a moderator see every plan that is public. Templates are seen by the teams of the community that made them.
    """
    if who.has(*SEES_ALL):
        return m.Plan.objects.all()
    seen = Q(pk__in=[])
    if who.has(*MUNICIPAL):
        seen |= _of_team(who)
    if partner := who.entities(Role.PARTNER_REPORTER):
        answers = m.Responsible.objects.filter(measure__plan=OuterRef("pk"), entity__in=partner)
        seen |= Q(Exists(answers))
    if who.has(Role.EVALUATOR, Role.MODERATOR):
        public = m.PlanVersion.objects.filter(plan=OuterRef("pk"), state=m.PlanVersion.State.PUBLISHED)
        seen |= Q(Exists(public))
    return m.Plan.objects.filter(seen)


def _of_team(who: Who) -> Q:
    """Plans of a municipal team: owned by its body, for its municipality, or (a community) for one of its municipalities."""
    here = m.PlanPlace.objects.filter(version__plan=OuterRef("pk"))
    towns, regions = who.municipalities(*MUNICIPAL), who.communities(*MUNICIPAL)
    seen = Q(owner__in=who.entities(*MUNICIPAL))
    if towns:
        seen |= Q(Exists(here.filter(municipality__in=towns)))
        communities = Municipality.objects.filter(pk__in=towns).values("cim")
        seen |= Q(template=True, owner__region__in=communities)
    if regions:
        seen |= Q(Exists(here.filter(municipality__cim__in=regions)))
    return seen


def templates_for(who: Who) -> QuerySet[m.Plan]:
    """Return the templates somebody may make a plan from: those of their community, or all for the country's team."""
    found = m.Plan.objects.filter(template=True)
    if who.has(*NATIONAL):
        return found
    towns = who.municipalities(Role.MUNICIPAL_COORDINATOR)
    regions = Municipality.objects.filter(pk__in=towns).values("cim")
    return found.filter(Q(owner__region__in=regions) | Q(owner__in=who.entities(Role.MUNICIPAL_COORDINATOR)))


def can_see(who: Who, plan: m.Plan) -> bool:
    """See a plan in the office."""
    return visible_to(who).filter(pk=plan.pk).exists()


def can_start(who: Who) -> bool:
    """Start a plan of one's own: coordinators."""
    return who.has(Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_COORDINATOR)


def can_edit(who: Who, plan: m.Plan) -> bool:
    """Edit a plan in the making, distribute its measures and send it: coordinators of the body that owns it; nobody's: the country's."""
    if who.has(Role.NATIONAL_COORDINATOR):
        return True
    return plan.owner_id is not None and plan.owner_id in who.entities(Role.MUNICIPAL_COORDINATOR)


class Owned(Protocol):
    """Something of a body: a plan, a self-assessment."""

    owner: Any

    @property
    def owner_id(self) -> int | None: ...


def second_eyes(who: Who, plan: Owned, *, first: Collection[str], officers: int) -> int | None:
    """Return the body for which somebody may be the second pair of eyes on an act on a plan (or anything a body owns), or None.

    `first` are the public ids of those who did or sent it, `officers` how many people act for its body. The second is
    another coordinator of the body; where it has one officer only, a coordinator of its community or of the country may be.
    A plan that is nobody's is looked at by the country's coordination.
    """
    if who.public_id in first:
        return None
    own = who.entities(Role.MUNICIPAL_COORDINATOR)
    if plan.owner_id in own:
        return plan.owner_id
    if plan.owner is not None and officers > 1:
        return None
    for held in who.holds:
        if held.role == Role.MUNICIPAL_COORDINATOR and _community_of(held.region_id, plan):
            return held.entity_id
    national = who.entities(Role.NATIONAL_COORDINATOR)
    return min(national) if national else None


def _community_of(region_id: int | None, plan: Owned) -> bool:
    town = plan.owner.municipality if plan.owner else None
    return region_id is not None and town is not None and town.cim_id == region_id


def second_eyes_on_plan(who: Who, plan: m.Plan, *, first: Collection[str]) -> int | None:
    """Return the body for which somebody may approve a plan: the country's coordination reviews every plan; never who sent it."""
    if who.public_id in first:
        return None
    national = who.entities(Role.NATIONAL_COORDINATOR)
    if national:
        return min(national)
    own = who.entities(Role.MUNICIPAL_COORDINATOR)
    return plan.owner_id if plan.owner_id in own else None
