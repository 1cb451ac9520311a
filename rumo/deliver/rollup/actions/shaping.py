"""What becomes public of what was shaped: findings and guidelines, which pages of measures lead back to."""

from datetime import date, datetime

from django.db import transaction

from rumo.deliver.conformities import actions as conformities
from rumo.deliver.conformities.models import Check
from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.rollup.actions.keeping import raise_token
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines.models import Clause, Version
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


@transaction.atomic
def publish_guidelines(*, version: Version, effective_on: date, by: str, at: datetime) -> Version:
    """Publish a version of guidelines; refused as `guidelines.publish` says."""
    row = guidelines.publish(version=version, effective_on=effective_on, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def apply_clause(*, measure: Measure, clause: Clause, by: str, at: datetime) -> None:
    """Say that a measure applies a clause; refused as `plans.apply_clause` says."""
    plans.apply_clause(measure=measure, clause=clause, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def apply_no_more(*, measure: Measure, clause: Clause, by: str, at: datetime) -> None:
    """Say that a measure does not apply a clause."""
    plans.apply_no_more(measure=measure, clause=clause, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def publish_conformity(*, check: Check, by: str, at: datetime) -> Check:
    """Publish a plan's conformity; refused as `conformities.publish` says."""
    row = conformities.publish(check=check, by=by, at=at)
    raise_token(at=at)
    return row
