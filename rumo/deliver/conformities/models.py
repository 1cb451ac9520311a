"""A plan's conformity with a version of the guidelines, and the answer to each criterion."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Check(models.Model):
    """A plan held against a version of the guidelines. Published it is never edited: the next supersedes it. Who sent it does not publish it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("em preparação")
        SUBMITTED = "submitted", _("à espera de apreciação")
        PUBLISHED = "published", _("publicada")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    plan = _link("plans.Plan")
    version = _link("guidelines.Version")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=60)  # who wrote last; once sent, who sent it
    written_at = models.DateTimeField()
    returned = models.TextField(default="", blank=True)  # why it came back
    published_by = models.CharField(max_length=60, default="", blank=True)
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(published_at__isnull=True), name="conformity_one_in_the_making"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(published_at__isnull=False, superseded_at__isnull=True),
                name="conformity_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) & ~Q(published_by="")
                | ~Q(state="published")
                & Q(published_at__isnull=True, published_by="", superseded_at__isnull=True),
                name="conformity_published_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="conformity_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.public_id


class Answer(models.Model):
    """What is said of one criterion: by the municipality, by a machine when it was sent, by whoever reviews it.

    `machine` is {} where no check can tell, else {"verdict", "some", "of", "lacking"} as science/conformity gives it.
    """

    class Verdict(models.TextChoices):
        NONE = "", _("por responder")
        MET = "met", _("cumpre")
        PARTLY = "partly", _("cumpre em parte")
        NOT_MET = "not_met", _("não cumpre")
        NOT_APPLICABLE = "not_applicable", _("não se aplica")

    class Review(models.TextChoices):
        NONE = "", _("por apreciar")
        AGREE = "agree", _("de acordo")
        DISAGREE = "disagree", _("em desacordo")

    check_of = _link("conformities.Check")
    criterion = _link("guidelines.Criterion")
    verdict = models.CharField(max_length=14, choices=Verdict.choices, default=Verdict.NONE, blank=True)
    justification = models.TextField(default="", blank=True)
    measure = _link("plans.Measure", null=True, blank=True)
    machine = models.JSONField(default=dict)
    review = models.CharField(max_length=8, choices=Review.choices, default=Review.NONE, blank=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["check_of", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "criterion"], name="conformity_answer_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=["", "met"]) | ~Q(justification=""),
                name="conformity_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(review="disagree") | ~Q(note=""), name="conformity_disagreement_says_why"
            ),
        ]
