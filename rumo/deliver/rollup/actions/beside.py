"""What becomes public beside the figures: readings, replies, residents' words, evaluations, self-assessments, practices that measures follow."""

from datetime import datetime

from django.db import transaction

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations.models import Assessment, Evaluation
from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import IndependentReading, Sighting
from rumo.deliver.rollup.actions.keeping import raise_token
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices import actions as practices
from rumo.listen.practices.models import Practice, Version


@transaction.atomic
def publish_reading(*, reading: IndependentReading, by: str, at: datetime) -> IndependentReading:
    """Publish a reading from outside; refused as `progress.publish_reading` says."""
    row = progress.publish_reading(reading=reading, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def withdraw_reading(*, reading: IndependentReading, reason: str, by: str, at: datetime) -> None:
    """Withdraw a reading, or give up one that is not public; refused as `progress.withdraw_reading` says."""
    progress.withdraw_reading(reading=reading, reason=reason, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def reply(
    *,
    reading: IndependentReading,
    text: str,
    for_name: str,
    by: str,
    at: datetime,
    was: str | None = None,
) -> IndependentReading:
    """Reply to a reading; refused as `progress.reply` says."""
    row = progress.reply(reading=reading, text=text, for_name=for_name, by=by, at=at, was=was)
    raise_token(at=at)
    return row


@transaction.atomic
def moderate(*, sighting: Sighting, accept: bool, reason: str, by: str, at: datetime) -> Sighting:
    """Decide on what a resident says; refused as `progress.moderate` says."""
    row = progress.moderate(sighting=sighting, accept=accept, reason=reason, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def publish_evaluation(*, evaluation: Evaluation, by: str, at: datetime) -> Evaluation:
    """Publish an evaluation; refused as `evaluations.publish` says."""
    row = evaluations.publish(evaluation=evaluation, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def withdraw_evaluation(*, evaluation: Evaluation, reason: str, by: str, at: datetime) -> None:
    """Withdraw an evaluation; refused as `evaluations.withdraw` says."""
    evaluations.withdraw(evaluation=evaluation, reason=reason, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def publish_assessment(*, assessment: Assessment, by: str, for_name: str, at: datetime) -> Assessment:
    """Publish a self-assessment; refused as `evaluations.publish_assessment` says."""
    row = evaluations.publish_assessment(assessment=assessment, by=by, for_name=for_name, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def withdraw_assessment(*, assessment: Assessment, reason: str, by: str, at: datetime) -> None:
    """Withdraw a self-assessment; refused as `evaluations.withdraw_assessment` says."""
    evaluations.withdraw_assessment(assessment=assessment, reason=reason, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def publish_practice(*, practice: Practice, by: str, at: datetime) -> Version:
    """Publish the version in the making of a practice, which measures that follow it name; refused as `practices.publish` says."""
    row = practices.publish(practice=practice, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def withdraw_practice(*, practice: Practice, reason: str, note: str, by: str, at: datetime) -> Practice:
    """Withdraw a practice; refused as `practices.withdraw` says."""
    row = practices.withdraw(practice=practice, reason=reason, note=note, by=by, at=at)
    raise_token(at=at)
    return row


@transaction.atomic
def follow(*, measure: Measure, practice: Practice, by: str, at: datetime) -> None:
    """Say that a measure follows a practice; refused as `plans.follow` says."""
    plans.follow(measure=measure, practice=practice, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def unfollow(*, measure: Measure, practice: Practice, by: str, at: datetime) -> None:
    """Say that a measure no longer follows a practice."""
    plans.unfollow(measure=measure, practice=practice, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def draw_on(*, measure: Measure, gathering: Gathering, by: str, at: datetime) -> None:
    """Say that a measure came from a gathering; refused as `plans.draw_on` says."""
    plans.draw_on(measure=measure, gathering=gathering, by=by, at=at)
    raise_token(at=at)


@transaction.atomic
def draw_no_more(*, measure: Measure, gathering: Gathering, by: str, at: datetime) -> None:
    """Say that a measure did not come from a gathering."""
    plans.draw_no_more(measure=measure, gathering=gathering, by=by, at=at)
    raise_token(at=at)
