"""What was done: reporting cycles, reports in the making and immutable dated ones, readings from outside, what residents see."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


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
    difficulties = models.TextField(null=True)
    corrective_action = models.TextField(null=True)
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
    """What a report offers as proof: a link, a file's fingerprint, a note; of an indicator where it says so.

    A `reserved` one is kept and counts; its words go to no public door. `verification` tells how far somebody other than the author looked.
    """

    class Verification(models.TextChoices):
        NONE = "none"
        SEEN = "seen"
        CHECKED = "checked"

    report = _link("progress.Report")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=1000)
    title = models.CharField(max_length=1000, null=True)
    url = models.CharField(max_length=2000, null=True)
    sha256 = models.CharField(max_length=64, null=True)
    indicator = models.CharField(max_length=64, null=True)
    accepted = models.BooleanField(default=False)
    on = models.DateField(null=True)
    note = models.TextField(null=True)
    reserved = models.BooleanField(default=False)
    verification = models.CharField(max_length=7, choices=Verification.choices, default=Verification.NONE)
    file = _link("files.StoredFile", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verification__in=["none", "seen", "checked"]), name="evidence_verification_known"
            )
        ]


class Draft(models.Model):
    """A report in the making: a working copy that people edit, send, return and approve; publishing turns it into a Report.

    `said` holds what a plan file says of a report (stage, activities, indicators, spent, narrative …), with `evidence` items
    that may name a kept file by its public id.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        APPROVED = "approved"
        PUBLISHED = "published"

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    measure = _link("plans.Measure")
    municipality = _link("territory.Municipality", null=True)
    reference_date = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    said = models.JSONField(default=dict)
    corrects = _link("progress.Report", null=True)
    report = _link("progress.Report", null=True)
    saved_by = models.CharField(max_length=60)
    saved_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=60, default="")
    submitted_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=60, default="")
    returned_reason = models.TextField(default="")
    approved_by = models.CharField(max_length=60, default="")
    approved_at = models.DateTimeField(null=True)
    approved_for = models.CharField(max_length=300, default="")  # the body whose eyes were the second pair

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "reference_date"],
                condition=Q(municipality__isnull=True) & ~Q(state="published"),
                name="draft_once",
            ),
            models.UniqueConstraint(
                fields=["measure", "municipality", "reference_date"],
                condition=Q(municipality__isnull=False) & ~Q(state="published"),
                name="draft_once_in_a_place",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("submitted_by")), name="draft_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""), name="draft_returned_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="published", report__isnull=False)
                | (~Q(state="published") & Q(report__isnull=True)),
                name="draft_published_has_report",
            ),
        ]


class Handing(models.Model):
    """That a machine handed in reports, under the hash of a key of its own; `mark` tells whether the same comes again."""

    key_hash = models.CharField(max_length=64, unique=True)
    mark = models.CharField(max_length=64)
    drafts = models.JSONField()  # public ids, in the order they were handed in
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class IndependentReading(models.Model):
    """What somebody outside the self-report found of a measure on a day, on a scale of five, with reasons; the municipality may reply."""

    class Level(models.TextChoices):
        NO_EVIDENCE = "no_evidence", _("sem prova disponível")
        NOT_STARTED = "not_started", _("não iniciada")
        LIMITED = "limited", _("limitada")
        SUBSTANTIAL = "substantial", _("substancial")
        COMPLETE = "complete", _("completa")

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    measure = _link("plans.Measure")
    reader = _link("people.Entity")
    level = models.CharField(max_length=12, choices=Level.choices)
    read_on = models.DateField()
    reasons = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="")
    reply = models.TextField(default="")
    replied_by = models.CharField(max_length=60, default="")
    replied_for = models.CharField(max_length=300, default="")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="reading_has_reasons"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="reading_published_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""), name="reading_withdrawn_has_reason"
            ),
        ]


class Sighting(models.Model):
    """A resident says whether a measure is seen where they live; nothing of the person is kept, only the form's one-time token."""

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    measure = _link("plans.Measure")
    municipality = _link("territory.Municipality", null=True)
    seen = models.BooleanField()
    note = models.TextField(default="")
    token_hash = models.CharField(max_length=64, unique=True)
    said_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    moderated_by = models.CharField(max_length=60, default="")
    moderated_at = models.DateTimeField(null=True)
    refused_reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_reason=""), name="sighting_refused_with_reason"
            )
        ]
