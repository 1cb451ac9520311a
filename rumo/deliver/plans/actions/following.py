"""Which good practices a measure follows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.ground.ledger.actions import record
from rumo.listen.practices.models import Practice


@transaction.atomic
def follow(*, measure: m.Measure, practice: Practice, by: str, at: datetime) -> m.PracticeBasis:
    """Say that a measure follows a practice; said again, it is the one there. Raises PlanRefused for a practice that is not public."""
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if row.state != Practice.State.PUBLISHED:
        raise PlanRefused(_("Esta prática não está publicada."))
    basis, made = m.PracticeBasis.objects.get_or_create(
        measure=measure, practice=row, defaults={"by": by, "at": at}
    )
    if made:
        new = {"practice": row.number}
        record(verb="measure.follow", by=by, at=at, target=_target(measure), new=new)
    return basis


@transaction.atomic
def unfollow(*, measure: m.Measure, practice: Practice, by: str, at: datetime) -> None:
    """Say that a measure no longer follows a practice; one it does not follow is left as it is."""
    gone, _rows = m.PracticeBasis.objects.filter(measure=measure, practice=practice).delete()
    if gone:
        old = {"practice": practice.number}
        record(verb="measure.unfollow", by=by, at=at, target=_target(measure), old=old)


def _target(measure: m.Measure) -> str:
    return f"measure:{measure.plan.slug}/{measure.code}"
