"""Who answers for a measure: the bodies that report on it, and where named, which of their people."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity, Membership, User


@transaction.atomic
def answer_for(
    *, measure: m.Measure, answers: Sequence[tuple[Entity, User | None]], by: str, at: datetime
) -> None:
    """Say which bodies answer for a measure, each with the one of its people who does, or None: any of them. It replaces what was said.

    Saying what stands already does nothing. Raises PlanRefused for a body said twice, or a person who does not act for it.
    """
    m.Measure.objects.select_for_update().get(pk=measure.pk)
    _refuse_wrong(answers)
    rows = m.Responsible.objects.filter(measure=measure).select_related("entity", "person").order_by("pk")
    old = [_told(row.entity, row.person) for row in rows]
    new = [_told(entity, person) for entity, person in answers]
    if sorted(map(str, old)) == sorted(map(str, new)):
        return
    rows.delete()
    m.Responsible.objects.bulk_create(
        m.Responsible(measure=measure, entity=entity, person=person) for entity, person in answers
    )
    target = f"measure:{measure.plan.slug}/{measure.code}"
    record(verb="measure.answer_for", by=by, at=at, target=target, old=old, new=new)


def _told(entity: Entity, person: User | None) -> dict[str, str | None]:
    return {"entity": entity.public_id, "person": person.public_id if person else None}


def _refuse_wrong(answers: Sequence[tuple[Entity, User | None]]) -> None:
    named = [entity.pk for entity, _person in answers]
    if len(named) != len(set(named)):
        raise PlanRefused(_("A mesma entidade está duas vezes: deixe-a uma só vez."))
    for entity, person in answers:
        if person is None:
            continue
        acts = Membership.objects.filter(user=person, entity=entity, revoked_at__isnull=True)
        if not acts.exists():
            told = {"person": person.name or person.email, "entity": entity.name}
            raise PlanRefused(_("%(person)s não tem nenhuma função em %(entity)s.") % told)
