"""Which clauses of the guidelines a measure applies."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.ground.ledger.actions import record
from rumo.shape.guidelines.models import Clause, ClauseVersion


@transaction.atomic
def apply_clause(*, measure: m.Measure, clause: Clause, by: str, at: datetime) -> m.ClauseBasis:
    """Say that a measure applies a clause; said again, it is the one there. Raises PlanRefused for one that is not in force."""
    standing = ClauseVersion.objects.filter(
        clause=clause,
        kind=ClauseVersion.Kind.CLAUSE,
        version__published_at__isnull=False,
        version__superseded_at__isnull=True,
    )
    if not standing.exists():
        raise PlanRefused(_("Esta orientação não está em vigor."))
    basis, made = m.ClauseBasis.objects.get_or_create(
        measure=measure, clause=clause, defaults={"by": by, "at": at}
    )
    if made:
        record(verb="measure.apply", by=by, at=at, target=_target(measure), new={"clause": _name(clause)})
    return basis


@transaction.atomic
def apply_no_more(*, measure: m.Measure, clause: Clause, by: str, at: datetime) -> None:
    """Say that a measure does not apply a clause; one it is not said to apply is left as it is."""
    gone, _rows = m.ClauseBasis.objects.filter(measure=measure, clause=clause).delete()
    if gone:
        old = {"clause": _name(clause)}
        record(verb="measure.apply_no_more", by=by, at=at, target=_target(measure), old=old)


def _name(clause: Clause) -> str:
    return f"{clause.document.slug}:{clause.code}"


def _target(measure: m.Measure) -> str:
    return f"measure:{measure.plan.slug}/{measure.code}"
