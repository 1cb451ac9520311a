"""Which version of a plan is which: the newest published one, and the one somebody making the plan works from."""

from rumo.deliver.plans import models as m


def newest_published(plan: m.Plan) -> m.PlanVersion | None:
    """Return the newest published version of a plan, or None (one query)."""
    published = m.PlanVersion.objects.filter(plan=plan, state=m.PlanVersion.State.PUBLISHED)
    return published.select_related("plan").order_by("-number").first()


def in_the_making(plan: m.Plan) -> m.PlanVersion | None:
    """Return the version of a plan that is not published yet, or None (one query)."""
    unpublished = m.PlanVersion.objects.filter(plan=plan).exclude(state=m.PlanVersion.State.PUBLISHED)
    return unpublished.select_related("plan__owner").first()


def making_and_published(plan: m.Plan) -> tuple[m.PlanVersion | None, m.PlanVersion | None]:
    """Return the version of a plan that is not published yet and the newest that is, None where there is none (one query)."""
    rows = list(m.PlanVersion.objects.filter(plan=plan).select_related("plan__owner").order_by("number"))
    making = [row for row in rows if row.state != m.PlanVersion.State.PUBLISHED]
    published = [row for row in rows if row.state == m.PlanVersion.State.PUBLISHED]
    return making[0] if making else None, published[-1] if published else None


def present(plan: m.Plan) -> m.PlanVersion | None:
    """Return the version in the making, else the newest published one, or None (two queries at most)."""
    return in_the_making(plan) or newest_published(plan)
