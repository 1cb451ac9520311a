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
    since when) and a later one, or one that was approved here, is known from `at`. Raises PlanRefused if it is published already or
    waits to be approved, and for a template.
    """
    rows = m.PlanVersion.objects.select_for_update(of=("self",)).select_related("plan")
    version = rows.get(pk=version.pk)
    if version.plan.template:
        raise PlanRefused(_("Um modelo não se publica: serve para fazer planos."))
    if version.state == m.PlanVersion.State.SUBMITTED:
        raise PlanRefused(_("Esta versão ainda não foi aprovada."))
    if version.state == m.PlanVersion.State.PUBLISHED:
        told = {"number": version.number, "slug": version.plan.slug}
        raise PlanRefused(_("A versão %(number)s de «%(slug)s» já está publicada.") % told)
    first = not m.PlanVersion.objects.filter(
        plan=version.plan_id, state=m.PlanVersion.State.PUBLISHED
    ).exists()
    approved = version.state == m.PlanVersion.State.APPROVED
    if version.published_at is None and (approved or not first):
        version.published_at = at
    version.state = m.PlanVersion.State.PUBLISHED
    version.save(update_fields=["state", "published_at"])
    record(
        verb="plan.publish", by=by, at=at, target=f"plan:{version.plan.slug}", new={"version": version.number}
    )
    return version
