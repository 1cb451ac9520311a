"""Who may report on a measure, read it from outside, reply, moderate what residents say, and see reserved evidence."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from rumo.deliver.plans.models import Measure, Plan, PlanPlace, Responsible
from rumo.deliver.plans.rules import second_eyes
from rumo.deliver.progress import models as m
from rumo.ground.people.models import Role
from rumo.ground.people.rules import MUNICIPAL, NATIONAL, Who

IN_REVIEW = (m.Draft.State.SUBMITTED, m.Draft.State.APPROVED)


def reportable_by(who: Who) -> QuerySet[Measure]:
    """Return the measures somebody may report on, in some place: a team those of its plans, a partner those it answers for.

    Where a body named one of its people for a measure, its other partner reporters do not report on it.
    """
    seen = Q(pk__in=[])
    if own := who.entities(*MUNICIPAL):
        seen |= Q(plan__owner__in=own)
    if towns := who.municipalities(*MUNICIPAL):
        here = PlanPlace.objects.filter(version__plan=OuterRef("plan"), municipality__in=towns)
        seen |= Q(Exists(here))
    if partner := who.entities(Role.PARTNER_REPORTER):
        answers = Responsible.objects.filter(measure=OuterRef("pk"), entity__in=partner)
        seen |= Q(Exists(answers.filter(Q(person=None) | Q(person=who.user_id))))
    return Measure.objects.filter(seen)


def can_report(who: Who, measure: Measure, municipality_id: int | None) -> bool:
    """Report on a measure for a place (None: for all of them): the owner's team any, another municipality's team its own, a partner all."""
    if measure.plan.owner_id is not None and measure.plan.owner_id in who.entities(*MUNICIPAL):
        return True
    if not reportable_by(who).filter(pk=measure.pk).exists():
        return False
    if municipality_id in who.municipalities(*MUNICIPAL):
        return True
    partner = who.entities(Role.PARTNER_REPORTER)
    answers = Responsible.objects.filter(measure=measure, entity__in=partner)
    return answers.filter(Q(person=None) | Q(person=who.user_id)).exists()


def drafts_visible_to(who: Who) -> QuerySet[m.Draft]:
    """Return the reports in the making somebody may see: of measures they report on, of plans they coordinate; auditors all."""
    if who.has(*NATIONAL, Role.AUDITOR):
        return m.Draft.objects.all()
    seen = Q(measure__in=reportable_by(who))
    if regions := who.communities(Role.MUNICIPAL_COORDINATOR):
        here = PlanPlace.objects.filter(version__plan=OuterRef("measure__plan"))
        seen |= Q(Exists(here.filter(municipality__cim__in=regions)))
    return m.Draft.objects.filter(seen)


def can_correct(who: Who, plan: Plan) -> bool:
    """Begin the correction or withdrawal of a published report: the team of the body that owns the plan."""
    return plan.owner_id is not None and plan.owner_id in who.entities(*MUNICIPAL)


def reviewable_by(who: Who) -> QuerySet[m.Draft]:
    """Return the reports in review somebody has a part in: their body's or their community's to coordinate, the country's, those they sent.

    Whose eyes are the second pair on each is `second_eyes_on`.
    """
    seen = Q(submitted_by=who.public_id)
    if who.has(Role.NATIONAL_COORDINATOR):
        seen |= Q(pk__isnull=False)
    if own := who.entities(Role.MUNICIPAL_COORDINATOR):
        seen |= Q(measure__plan__owner__in=own)
    if regions := who.communities(Role.MUNICIPAL_COORDINATOR):
        seen |= Q(measure__plan__owner__municipality__cim__in=regions)
    return m.Draft.objects.filter(seen, state__in=IN_REVIEW)


def second_eyes_on(
    who: Who, draft: m.Draft, *, coordinators: int, machines: Collection[str] = ()
) -> int | None:
    """Return the body for which somebody may be the second pair of eyes on a report, or None; never who sent it.

    `coordinators` is how many coordinate in the plan's body (the pair of `plans.rules.second_eyes`); `machines`: those that hand in
    with a token this person made, whose eyes are theirs.
    """
    first = {draft.submitted_by, who.public_id} if draft.submitted_by in machines else {draft.submitted_by}
    return second_eyes(who, draft.measure.plan, first=first, officers=coordinators)


def can_read_independently(who: Who) -> bool:
    """Write a reading of a measure from outside: evaluators, in whatever body they are."""
    return who.has(Role.EVALUATOR)


def can_reply(who: Who, plan: Plan) -> bool:
    """Reply to a reading: coordinators of the body that owns the plan."""
    return plan.owner_id is not None and plan.owner_id in who.entities(Role.MUNICIPAL_COORDINATOR)


def can_moderate(who: Who, sighting: m.Sighting) -> bool:
    """Decide on what a resident says to have seen: moderators of the country, or of the municipality it is about; never the reporters."""
    return sightings_moderated_by(who).filter(pk=sighting.pk).exists()


def sightings_moderated_by(who: Who) -> QuerySet[m.Sighting]:
    """Return the residents' words somebody may decide on: the pair of `can_moderate`."""
    held = [h for h in who.holds if h.role == Role.MODERATOR]
    if any(h.entity_kind == "national" for h in held):
        return m.Sighting.objects.all()
    towns = {h.municipality_id for h in held if h.entity_kind == "municipality" and h.municipality_id}
    regions = {h.region_id for h in held if h.entity_kind == "cim" and h.region_id}
    return m.Sighting.objects.filter(Q(municipality__in=towns) | Q(municipality__cim__in=regions))


def can_see_reserved(who: Who, plan: Plan) -> bool:
    """See evidence that is kept from the public: the owner's team, the country's team, auditors, evaluators."""
    if who.has(*NATIONAL, Role.AUDITOR, Role.EVALUATOR):
        return True
    return plan.owner_id is not None and plan.owner_id in who.entities(*MUNICIPAL)


def can_see_reading(who: Who, reading: m.IndependentReading) -> bool:
    """See a reading in the office: its own body any, the others once it was public."""
    if can_change_reading(who, reading):
        return True
    if reading.state == m.IndependentReading.State.DRAFT:
        return False
    owner = reading.measure.plan.owner_id
    return who.has(*NATIONAL, Role.AUDITOR) or (owner is not None and owner in who.entities(*MUNICIPAL))


def readings_visible_to(who: Who) -> QuerySet[m.IndependentReading]:
    """Return the readings somebody may see in the office: their body's own, public ones of their plans, all public ones for the country: the pair of `can_see_reading`."""
    public = ~Q(state=m.IndependentReading.State.DRAFT)
    seen = Q(reader__in=who.entities(Role.EVALUATOR))
    if who.has(*NATIONAL, Role.AUDITOR):
        seen |= public
    if own := who.entities(*MUNICIPAL):
        seen |= public & Q(measure__plan__owner__in=own)
    return m.IndependentReading.objects.filter(seen)


def can_change_reading(who: Who, reading: m.IndependentReading) -> bool:
    """Change, publish or withdraw a reading: evaluators of the body that reads."""
    return reading.reader_id in who.entities(Role.EVALUATOR)
