"""Publish a version of a plan; doors go through `rollup.publish_plan`, which keeps the columns in step."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.ground.ledger.actions import record


class PlanRefused(Exception):
    """A version that cannot be published, said in words fit for whoever asked."""


@transaction.atomic
def publish(*, version: m.PlanVersion, by: str, at: datetime) -> m.PlanVersion:
    """Make a version public and record it; it is not edited again.

    The publication time the file gave is honoured. Without one, a first version counts as always known (its source does not say
    since when) and a later one is known from `at`. Raises PlanRefused if it is published already.
    """
    version = m.PlanVersion.objects.select_for_update().select_related("plan").get(pk=version.pk)
    if version.state == m.PlanVersion.State.PUBLISHED:
        told = {"number": version.number, "slug": version.plan.slug}
        raise PlanRefused(_("A versão %(number)s de «%(slug)s» já está publicada.") % told)
    first = not m.PlanVersion.objects.filter(
        plan=version.plan_id, state=m.PlanVersion.State.PUBLISHED
    ).exists()
    if version.published_at is None and not first:
        version.published_at = at
    version.state = m.PlanVersion.State.PUBLISHED
    version.save(update_fields=["state", "published_at"])
    record(
        verb="plan.publish", by=by, at=at, target=f"plan:{version.plan.slug}", new={"version": version.number}
    )
    return version
