"""Which gatherings a measure came from."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.ground.ledger.actions import record
from rumo.listen.gatherings.models import Gathering


@transaction.atomic
def draw_on(*, measure: m.Measure, gathering: Gathering, by: str, at: datetime) -> m.GatheringBasis:
    """Say that a measure came from a gathering; said again, it is the one there. Raises PlanRefused for one that is not public or was cancelled."""
    row = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if row.state != Gathering.State.PUBLISHED:
        raise PlanRefused(_("Este encontro não está publicado."))
    basis, made = m.GatheringBasis.objects.get_or_create(
        measure=measure, gathering=row, defaults={"by": by, "at": at}
    )
    if made:
        record(verb="measure.draw_on", by=by, at=at, target=_target(measure), new={"gathering": row.slug})
    return basis


@transaction.atomic
def draw_no_more(*, measure: m.Measure, gathering: Gathering, by: str, at: datetime) -> None:
    """Say that a measure did not come from a gathering; one it is not said to come from is left as it is."""
    gone, _rows = m.GatheringBasis.objects.filter(measure=measure, gathering=gathering).delete()
    if gone:
        old = {"gathering": gathering.slug}
        record(verb="measure.draw_no_more", by=by, at=at, target=_target(measure), old=old)


def _target(measure: m.Measure) -> str:
    return f"measure:{measure.plan.slug}/{measure.code}"
