"""Plans, their versions and everything a version says; a published version is never edited, a successor supersedes it.

`Plan` and `Measure` are permanent (slug; plan + code); all else hangs on one `PlanVersion`. Empty text and null mean "the source does not say".
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from rumo.ground.core.fields import Verbatim


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Funder(models.Model):
    """Who pays: a name, the same wherever it stands."""

    name = models.CharField(max_length=1000, unique=True)


class Plan(models.Model):
    """A municipal or intermunicipal plan, whatever its versions."""

    slug = models.SlugField(max_length=200, unique=True)
    synthetic = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    owner = _link("people.Entity", null=True)  # whose team makes it; null: nobody's yet
    template = models.BooleanField(default=False)  # a model to copy from, never published
    template_of = _link("plans.Plan", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template_of", "owner"], name="plan_once_of_a_template")
        ]


class PlanVersion(models.Model):
    """What a plan said from `effective_on`, known to the public since `published_at`.

    A published version with `published_at` null was known before anybody here counted (its source does not say since when).
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        APPROVED = "approved"
        PUBLISHED = "published"

    plan = _link("plans.Plan")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    effective_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    title = models.CharField(max_length=1000)
    kind = models.CharField(max_length=1000)
    promoter = models.CharField(max_length=1000, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    until_replaced = models.BooleanField(default=False)
    language = models.CharField(max_length=1000, null=True)
    source = models.JSONField(null=True)
    funding = models.JSONField(null=True)
    partners = models.JSONField(default=list)
    as_printed = Verbatim(default=dict)
    search = models.TextField(default="")
    revision = models.PositiveIntegerField(
        default=1
    )  # raised by every edit, so that two editors see each other
    submitted_by = models.CharField(max_length=60, default="")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=60, default="")
    approved_at = models.DateTimeField(null=True)
    approved_for = models.CharField(max_length=300, default="")  # the body whose eyes were the second pair
    returned_reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=~Q(state="published"), name="plan_one_version_in_the_making"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_version_from_one"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("submitted_by")), name="plan_four_eyes"
            ),
        ]


class PlanPlace(models.Model):
    """A municipality the plan is for."""

    version = _link("plans.PlanVersion")
    municipality = _link("territory.Municipality")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "municipality"], name="plan_place_once")]


class AdoptionAct(models.Model):
    """Which body adopted this version of the plan, when, by which document."""

    version = _link("plans.PlanVersion")
    position = models.PositiveIntegerField()
    body = models.CharField(max_length=1000)
    on = models.DateField(null=True)
    document = models.CharField(max_length=1000, null=True)


class Measure(models.Model):
    """A promise: permanent, named by its plan and code."""

    plan = _link("plans.Plan")
    code = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="measure_code_once")]


class Responsible(models.Model):
    """A body that answers for a measure and reports on it; `person` where one of its people was named."""

    measure = _link("plans.Measure")
    entity = _link("people.Entity")
    person = _link("people.User", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "entity"], name="responsible_once")]


class PracticeBasis(models.Model):
    """A measure follows a good practice: said of the measure, whatever its versions."""

    measure = _link("plans.Measure")
    practice = _link("practices.Practice")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "practice"], name="practice_basis_once")]


class GatheringBasis(models.Model):
    """A measure came from a gathering: said of the measure, whatever its versions."""

    measure = _link("plans.Measure")
    gathering = _link("gatherings.Gathering")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "gathering"], name="gathering_basis_once")]


class ClauseBasis(models.Model):
    """A measure applies a clause of the guidelines: said of the measure, whatever its versions."""

    measure = _link("plans.Measure")
    clause = _link("guidelines.Clause")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "clause"], name="clause_basis_once")]


class MeasureVersion(models.Model):
    """What a version of the plan says of a measure."""

    measure = _link("plans.Measure")
    version = _link("plans.PlanVersion")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=1000)
    description = models.TextField(null=True)
    axis = models.CharField(max_length=1000, null=True)
    strategic_objective = models.TextField(null=True)
    operational_objective = models.TextField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    continues = models.CharField(max_length=1000, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    weight = models.FloatField(default=1.0)
    basis = models.CharField(max_length=12, null=True)
    target_groups = models.JSONField(default=list)
    responsible = models.JSONField(default=list)
    partners = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    source = models.JSONField(null=True)
    as_printed = Verbatim(default=dict)
    search = models.TextField(default="")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "measure"], name="measure_once_in_version"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="measure_weight_positive"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="measure_ends_after_start",
            ),
        ]


class Dropped(models.Model):
    """A measure of an earlier version that this version gives up: cancelled, with its reason."""

    version = _link("plans.PlanVersion")
    measure = _link("plans.Measure")
    reason = models.TextField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "measure"], name="measure_dropped_once")]


class Carried(models.Model):
    """What became of a measure of the former generation, as this version says: `from_key` is "plan/code", of a plan that need not be here."""

    class Fate(models.TextChoices):
        CONTINUED = "continued"
        MERGED = "merged"
        ABANDONED = "abandoned"

    version = _link("plans.PlanVersion")
    position = models.PositiveIntegerField()
    from_key = models.CharField(max_length=200, db_index=True)
    fate = models.CharField(max_length=9, choices=Fate.choices)
    into = _link("plans.Measure", null=True)
    reason = models.TextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "from_key", "into"], name="carried_once"),
            models.UniqueConstraint(
                fields=["version", "from_key"], condition=Q(into__isnull=True), name="carried_abandoned_once"
            ),
            models.CheckConstraint(
                condition=Q(fate="abandoned", into__isnull=True)
                | Q(fate__in=["continued", "merged"], into__isnull=False),
                name="carried_into_unless_abandoned",
            ),
            models.CheckConstraint(
                condition=~Q(fate="abandoned") | (Q(reason__isnull=False) & ~Q(reason="")),
                name="carried_abandoned_says_why",
            ),
        ]


class MeasureArea(models.Model):
    """A national area the measure serves; it counts whole in each."""

    measure_version = _link("plans.MeasureVersion")
    area = _link("vocabularies.Term")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure_version", "area"], name="measure_area_once")]


class MeasurePlace(models.Model):
    """A municipality the measure is for, where these are not all of the plan's."""

    measure_version = _link("plans.MeasureVersion")
    municipality = _link("territory.Municipality")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure_version", "municipality"], name="measure_place_once")
        ]


class Milestone(models.Model):
    """The share of the measure meant to be done by a date."""

    measure_version = _link("plans.MeasureVersion")
    on = models.DateField()
    share = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="milestone_share_is_a_fraction"
            )
        ]


class Activity(models.Model):
    """A step of a measure, with its own weight and dates."""

    measure_version = _link("plans.MeasureVersion")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=64)
    title = models.CharField(max_length=1000, null=True)
    weight = models.FloatField(default=1.0)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure_version", "code"], name="activity_code_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="activity_weight_positive"),
        ]


class Indicator(models.Model):
    """A figure that shows what the measure produced (product), changed (result) or stood in (context)."""

    measure_version = _link("plans.MeasureVersion")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=64)
    title = models.TextField(null=True)
    kind = models.CharField(max_length=10)
    unit = models.CharField(max_length=1000, null=True)
    target_type = models.CharField(max_length=10)
    baseline = models.FloatField(null=True)
    target = models.FloatField(null=True)
    direction = models.CharField(max_length=10, null=True)
    aggregation = models.CharField(max_length=5, default="last")
    weight = models.FloatField(default=1.0)
    target_text = models.TextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure_version", "code"], name="indicator_code_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="indicator_weight_positive"),
            models.CheckConstraint(
                condition=~Q(target_type="number") | Q(target__isnull=False),
                name="indicator_number_has_target",
            ),
        ]


class Target(models.Model):
    """The value an indicator is meant to reach by a date on the way; shown, never part of the degree."""

    indicator = _link("plans.Indicator")
    on = models.DateField()
    value = models.FloatField()


class Funding(models.Model):
    """What a funder is planned to pay for a measure, in the plan's currency."""

    measure_version = _link("plans.MeasureVersion")
    position = models.PositiveIntegerField()
    funder = _link("plans.Funder")
    planned = models.DecimalField(max_digits=16, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(planned__gte=0), name="funding_not_negative"
            )
        ]
