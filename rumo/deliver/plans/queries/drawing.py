"""Which gatherings a measure came from, and which measures came from a gathering."""

from django.db.models import OuterRef, Q, Subquery

from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.following import PUBLISHED, Follower
from rumo.listen.gatherings.models import Gathering


def gatherings_of(measure_id: int) -> list[Gathering]:
    """Return the public gatherings that a measure came from, in the order it was said (one query)."""
    rows = m.GatheringBasis.objects.filter(measure=measure_id).exclude(gathering__state=Gathering.State.DRAFT)
    return [one.gathering for one in rows.select_related("gathering")]


def every_gathering(measure_id: int) -> tuple[list[Gathering], list[Gathering]]:
    """Return the gatherings that a measure is said to come from, and the other published ones, the newest first (one query)."""
    said = m.GatheringBasis.objects.filter(measure=measure_id, gathering=OuterRef("pk"))
    rows = Gathering.objects.annotate(said_at=Subquery(said.values("at")[:1]))
    rows = rows.filter(Q(said_at__isnull=False) | Q(state=Gathering.State.PUBLISHED))
    found = list(rows.order_by("-published_at", "-pk"))
    return [one for one in found if one.said_at], [one for one in found if not one.said_at]


def measures_from(gathering_id: int) -> list[Follower]:
    """Return the public measures that came from a gathering, by plan and code (one query)."""
    said = m.MeasureVersion.objects.filter(measure=OuterRef("measure"), version__state=PUBLISHED)
    newest = said.order_by("-version__number")
    rows = m.GatheringBasis.objects.filter(gathering=gathering_id).annotate(
        title=Subquery(newest.values("title")[:1]), plan_title=Subquery(newest.values("version__title")[:1])
    )
    found = rows.filter(title__isnull=False).order_by("measure__plan__slug", "measure__code")
    fields = ("measure__plan__slug", "measure__code", "title", "plan_title", "measure__plan__synthetic")
    return [Follower(*row) for row in found.values_list(*fields)]
