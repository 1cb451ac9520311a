"""What was done: reporting cycles, immutable dated reports, what they measured, spent and showed as evidence."""

from typing import Any

from django.db import models
from django.db.models import F, Q


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Cycle(models.Model):
    """A reporting cycle of a version of a plan; `due_on` is the last day to report, then `grace_days` before silence shows."""

    version = _link("plans.PlanVersion")
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField(null=True)
    grace_days = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cycle_ends_after_start")
        ]


class Report(models.Model):
    """What was true of a measure on `reference_date`; a higher `number` for the same date corrects it, and nothing is deleted."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        APPROVED = "approved"
        PUBLISHED = "published"

    measure = _link("plans.Measure")
    municipality = _link("territory.Municipality", null=True)
    reference_date = models.DateField()
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    stage = models.CharField(max_length=12)
    narrative = models.TextField(null=True)
    reason = models.TextField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["published_at"], name="report_published_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "reference_date", "number", "published_at"],
                condition=Q(municipality__isnull=True),
                name="report_once",
            ),
            models.UniqueConstraint(
                fields=["measure", "municipality", "reference_date", "number", "published_at"],
                condition=Q(municipality__isnull=False),
                name="report_once_in_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="report_published_has_time",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="report_number_from_one"),
        ]


class Measurement(models.Model):
    """A reported completion of an activity (0 to 1) or value of an indicator, with its parts by group where collected."""

    report = _link("progress.Report")
    kind = models.CharField(max_length=9, choices=[("activity", "activity"), ("indicator", "indicator")])
    code = models.CharField(max_length=64)
    value = models.FloatField()
    by = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "code"], name="measurement_once"),
            models.CheckConstraint(
                condition=~Q(kind="activity") | Q(value__gte=0, value__lte=1), name="completion_is_a_fraction"
            ),
        ]


class Spending(models.Model):
    """Money spent up to the report's reference date, by funder."""

    report = _link("progress.Report")
    funder = _link("plans.Funder")
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "funder"], name="spending_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="spending_not_negative"),
        ]


class Evidence(models.Model):
    """What a report offers as proof: a link, a file's fingerprint, a note; of an indicator where it says so."""

    report = _link("progress.Report")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=1000)
    title = models.CharField(max_length=1000, null=True)
    url = models.CharField(max_length=2000, null=True)
    sha256 = models.CharField(max_length=64, null=True)
    indicator = models.CharField(max_length=64, null=True)
    accepted = models.BooleanField(default=False)
