"""Who may open, write, publish and see an evaluation, and a municipality's self-assessment."""

from django.db.models import Q, QuerySet

from rumo.deliver.evaluations.models import Assessment, Evaluation
from rumo.deliver.plans.models import Plan
from rumo.deliver.plans.rules import second_eyes
from rumo.ground.people.models import Entity, Role
from rumo.ground.people.rules import MUNICIPAL, NATIONAL, Who


def can_open(who: Who) -> bool:
    """Open an evaluation of a published plan: evaluators, in whatever body they are."""
    return who.has(Role.EVALUATOR)


def can_write(who: Who, evaluation: Evaluation) -> bool:
    """Write an evaluation that is not public: evaluators of the body that evaluates."""
    return evaluation.evaluator_id in who.entities(Role.EVALUATOR)


def can_publish(who: Who, evaluation: Evaluation) -> bool:
    """Publish or withdraw: another evaluator of the body, or the country's coordination; never who wrote last."""
    if who.public_id == evaluation.written_by:
        return False
    return can_write(who, evaluation) or who.has(Role.NATIONAL_COORDINATOR)


def can_see(who: Who, evaluation: Evaluation) -> bool:
    """See an evaluation in the office, public or not: its body, the team of its plan, the country's team, auditors."""
    if who.has(*NATIONAL, Role.AUDITOR) or can_write(who, evaluation):
        return True
    return evaluation.plan.owner_id is not None and evaluation.plan.owner_id in who.entities(*MUNICIPAL)


def visible_to(who: Who) -> QuerySet[Evaluation]:
    """Return the evaluations somebody may see in the office: their body's, those of their plans, all for the country's team: the pair of `can_see`."""
    if who.has(*NATIONAL, Role.AUDITOR):
        return Evaluation.objects.all()
    plans = Plan.objects.filter(owner__in=who.entities(*MUNICIPAL)).values("pk")
    seen = Q(evaluator__in=who.entities(Role.EVALUATOR)) | Q(plan__in=plans)
    return Evaluation.objects.filter(seen)


def assessable_by(who: Who) -> QuerySet[Entity]:
    """Return the municipalities that somebody may assess: those whose team they are in."""
    return Entity.objects.filter(kind=Entity.Kind.MUNICIPALITY, pk__in=who.entities(*MUNICIPAL))


def can_assess(who: Who, assessment: Assessment) -> bool:
    """Write a self-assessment that is not public: the municipality's team."""
    return assessment.owner_id in who.entities(*MUNICIPAL)


def second_eyes_on_assessment(who: Who, assessment: Assessment, *, coordinators: int) -> int | None:
    """Return the body for which somebody may publish or withdraw a self-assessment, or None; never who wrote last.

    `coordinators` is how many coordinate in the municipality's body (see `plans.rules.second_eyes`).
    """
    return second_eyes(who, assessment, first={assessment.written_by}, officers=coordinators)


def assessments_visible_to(who: Who) -> QuerySet[Assessment]:
    """Return the self-assessments somebody may see in the office: their municipality's, their community's to coordinate, all for the country's team."""
    if who.has(*NATIONAL, Role.AUDITOR):
        return Assessment.objects.all()
    seen = Q(owner__in=who.entities(*MUNICIPAL))
    if regions := who.communities(Role.MUNICIPAL_COORDINATOR):
        seen |= Q(owner__municipality__cim__in=regions)
    return Assessment.objects.filter(seen)
