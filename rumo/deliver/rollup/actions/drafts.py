"""Reports in the making made public: approved working copies become reports, and every figure above them follows at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import Draft, Report
from rumo.deliver.rollup.actions.keeping import refresh


@transaction.atomic
def publish_drafts(*, drafts: Sequence[Draft], by: str, at: datetime) -> list[Report]:
    """Publish approved reports in the making; each plan's columns are refreshed once. Raises Moved when one is not approved."""
    reports = progress.publish_drafts(drafts=drafts, by=by, at=at)
    refresh(plan_ids={report.measure.plan_id for report in reports}, at=at)
    return reports


@transaction.atomic
def approve_and_publish(*, drafts: Sequence[Draft], by: str, for_name: str, at: datetime) -> list[Report]:
    """Approve reports that somebody else sent, and publish them in the same breath. Raises what either would."""
    approved = progress.approve(drafts=drafts, by=by, for_name=for_name, at=at)
    return publish_drafts(drafts=approved, by=by, at=at)
