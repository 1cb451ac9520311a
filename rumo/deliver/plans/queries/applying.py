"""Which clauses of the guidelines a measure applies, and those it may be said to apply."""

from django.db.models import OuterRef, Subquery

from rumo.deliver.plans import models as m
from rumo.shape.guidelines.models import ClauseVersion


def every_clause(measure_id: int) -> tuple[list[ClauseVersion], list[ClauseVersion]]:
    """Return the clauses in force that a measure is said to apply, and the others in force, by document and place (one query)."""
    said = m.ClauseBasis.objects.filter(measure=measure_id, clause=OuterRef("clause"))
    rows = ClauseVersion.objects.filter(
        kind=ClauseVersion.Kind.CLAUSE,
        version__published_at__isnull=False,
        version__superseded_at__isnull=True,
    ).select_related("clause__document", "version")
    found = list(
        rows.annotate(said_at=Subquery(said.values("at")[:1])).order_by("version__document__slug", "position")
    )
    return [one for one in found if one.said_at], [one for one in found if not one.said_at]
