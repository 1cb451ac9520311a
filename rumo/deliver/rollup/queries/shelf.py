"""Every plan there is, public or in the making: what an operator lists and publishes."""

from dataclasses import dataclass

from django.db.models import Count

from rumo.deliver.plans.models import MeasureVersion, PlanVersion
from rumo.deliver.progress.models import Report


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan in its newest version; `state` is `published`, or says how far the version in the making is."""

    slug: str
    title: str
    version: int
    state: str
    synthetic: bool
    measures: int


@dataclass(frozen=True, slots=True)
class Drafts:
    """What of a plan is not public yet: a version in the making, if any, and reports."""

    version: PlanVersion | None
    reports: list[Report]


def plans_kept() -> list[Kept]:
    """Return every plan in its newest version, by slug (two queries)."""
    counts = dict(MeasureVersion.objects.values_list("version").annotate(count=Count("pk")))
    newest = {
        version.plan_id: version
        for version in PlanVersion.objects.select_related("plan").order_by("plan__slug", "number")
    }
    return [
        Kept(v.plan.slug, v.title, v.number, v.state, v.plan.synthetic, counts.get(v.pk, 0))
        for v in newest.values()
    ]


def drafts_of(slug: str) -> Drafts:
    """Return what of a plan is not public yet (two queries); both empty when there is nothing, or no such plan."""
    version = (
        PlanVersion.objects.filter(plan__slug=slug)
        .exclude(state=PlanVersion.State.PUBLISHED)
        .select_related("plan")
        .first()
    )
    reports = Report.objects.filter(measure__plan__slug=slug, state=Report.State.DRAFT)
    return Drafts(version, list(reports.select_related("measure")))
