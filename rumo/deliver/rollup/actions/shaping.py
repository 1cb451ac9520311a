"""What becomes public of what was shaped: findings, which pages of measures lead back to."""

from datetime import datetime

from django.db import transaction

from rumo.deliver.rollup.actions.keeping import raise_token
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Finding


@transaction.atomic
def publish_finding(*, finding: Finding, by: str, at: datetime) -> Finding:
    """Publish a finding; refused as `synthesis.publish_finding` says."""
    row = synthesis.publish_finding(finding=finding, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def withdraw_finding(*, finding: Finding, reason: str, by: str, at: datetime) -> Finding:
    """Withdraw a finding; refused as `synthesis.withdraw_finding` says."""
    row = synthesis.withdraw_finding(finding=finding, reason=reason, by=by, at=at)
    raise_token(at=at)
    return row
