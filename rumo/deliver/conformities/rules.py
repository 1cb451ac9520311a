"""Who says whether a plan conforms, who reviews it, who sees it before it is public."""

from django.db.models import QuerySet

from rumo.deliver.conformities.models import Check
from rumo.deliver.plans import rules as plans
from rumo.deliver.plans.models import Plan
from rumo.ground.people.models import Role
from rumo.ground.people.rules import NATIONAL, Who


def can_answer(who: Who, plan: Plan) -> bool:
    """Answer and send: coordinators of the body that owns the plan; nobody's: the country's."""
    if plan.owner_id is None:
        return who.has(Role.NATIONAL_COORDINATOR)
    return plan.owner_id in who.entities(Role.MUNICIPAL_COORDINATOR)


def can_review(who: Who) -> bool:
    """Review, return and publish: the national team; whoever sent it does not publish it."""
    return who.has(*NATIONAL)


def can_see(who: Who, plan: Plan) -> bool:
    """See it in the office: whoever sees the plan there."""
    return plans.can_see(who, plan)


def visible_to(who: Who) -> QuerySet[Check]:
    """Return the checks of plans for which `can_see` holds."""
    return Check.objects.filter(plan__in=plans.visible_to(who))
