"""Interim and final evaluations of a plan: questions by criterion with their answers, findings that name measures."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Evaluation(models.Model):
    """An evaluation of a plan by a body outside its team; its figures are those of `as_of`, as known when it was published."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("intercalar")
        FINAL = "final", _("final")

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    plan = _link("plans.Plan")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=300)
    evaluator = _link("people.Entity")
    as_of = models.DateField()
    summary = models.TextField(default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=60, default="")
    published_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="evaluation_has_title"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="evaluation_public_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="evaluation_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="evaluation_four_eyes"
            ),
        ]


class Question(models.Model):
    """What is asked under a criterion, what was answered, and the judgement on a scale of five."""

    class Criterion(models.TextChoices):
        RELEVANCE = "relevance", _("Pertinência")
        COHERENCE = "coherence", _("Coerência")
        EFFECTIVENESS = "effectiveness", _("Eficácia")
        EFFICIENCY = "efficiency", _("Eficiência")
        IMPACT = "impact", _("Impacto")
        SUSTAINABILITY = "sustainability", _("Sustentabilidade")

    class Judgement(models.TextChoices):
        NOT_JUDGED = "", _("por apreciar")
        VERY_GOOD = "very_good", _("muito bom")
        GOOD = "good", _("bom")
        FAIR = "fair", _("suficiente")
        WEAK = "weak", _("fraco")
        CANNOT_TELL = "cannot_tell", _("sem elementos para apreciar")

    evaluation = _link("evaluations.Evaluation")
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=14, choices=Criterion.choices)
    text = models.CharField(max_length=500)
    answer = models.TextField(default="")
    judgement = models.CharField(
        max_length=11, choices=Judgement.choices, default=Judgement.NOT_JUDGED, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "position"], name="question_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_text"),
        ]


class Finding(models.Model):
    """Something found, what is recommended, and the measures it is about."""

    evaluation = _link("evaluations.Evaluation")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    recommendation = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "position"], name="finding_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_text"),
        ]


class FindingMeasure(models.Model):
    """A measure a finding is about."""

    finding = _link("evaluations.Finding")
    measure = _link("plans.Measure")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "measure"], name="finding_measure_once")]
