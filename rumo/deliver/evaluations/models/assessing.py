"""Self-assessments: what a municipality says of itself on a day, dimension by dimension of a framework; those published stay as they are."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


SCALE = (
    (0, _("nada"), _("Não se faz nada nesta dimensão.")),
    (1, _("a começar"), _("Há uma ação pontual, ou uma pessoa que trata disto, sem plano.")),
    (2, _("em parte"), _("Há ações regulares, mas não chegam a toda a gente ou a todo o município.")),
    (3, _("em prática"), _("Há ações regulares, com responsável, meios e registo do que se faz.")),
    (4, _("consolidado"), _("É prática corrente, avaliada e melhorada, e não depende de uma só pessoa.")),
)
"""The five levels, in words and described: the scale is ours, and no framework's."""


class Assessment(models.Model):
    """A municipality's assessment of itself against one version of a framework, true of `as_on`.

    Of those published on one framework and day the last published is in force; a later day's supersedes an earlier one's.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    owner = _link("people.Entity")
    framework = _link("vocabularies.TermList")
    as_on = models.DateField()
    synthetic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=60, default="")
    published_for = models.CharField(max_length=300, default="")  # the body whose eyes were the second pair
    published_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "framework", "as_on"],
                condition=Q(state="draft"),
                name="assessment_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(published_at__isnull=False) & ~Q(published_by="") & ~Q(published_for=""),
                name="assessment_public_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
                name="assessment_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="assessment_four_eyes"
            ),
        ]


class Answer(models.Model):
    """What is said of one dimension: a level from 0 to 4 with what shows it, or null, which says that it is not known.

    A dimension that nobody answered yet has no row.
    """

    assessment = _link("evaluations.Assessment")
    dimension = _link("vocabularies.Term")
    level = models.PositiveSmallIntegerField(null=True)
    evidence = models.CharField(max_length=1000, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "dimension"], name="answer_dimension_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__lte=4), name="answer_level_on_scale"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level=0) | ~Q(evidence=""), name="answer_level_is_shown"
            ),
        ]


class AnswerMeasure(models.Model):
    """A measure that an answer points to."""

    answer = _link("evaluations.Answer")
    measure = _link("plans.Measure")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "measure"], name="answer_measure_once")]
