"""What a reading found: a sentence, what it rests on, how many and who said so, who disagrees; and the lists it is tagged by."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Finding(models.Model):
    """What was found. Published it is never edited, and what it rests on stands still (`Evidence`); another may take its place.

    `counts` is how many and who, protected when published: {"total": n, "by": {"audience": {key: n or null}, …}}.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("por publicar")
        PUBLISHED = "published", _("publicada")
        WITHDRAWN = "withdrawn", _("retirada")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    codebook = _link("synthesis.Codebook")
    consultation = _link(
        "consultations.Consultation", null=True
    )  # whose votes it reads, where it reads votes
    sentence = models.CharField(max_length=500)
    explanation = models.TextField(default="", blank=True)
    dissent = models.TextField(default="", blank=True)  # who said otherwise, or that nobody did
    language = models.CharField(max_length=10, default="pt")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    counts = models.JSONField(default=dict)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, related_name="+", null=True)
    revision = models.PositiveIntegerField(default=1)
    token_hash = models.CharField(max_length=64, unique=True)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    published_by = models.CharField(max_length=60, default="", blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", blank=True)  # why withdrawn

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="finding_has_sentence"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True, published_by="")
                | ~Q(state="draft") & Q(published_at__isnull=False) & ~Q(published_by=""),
                name="finding_published_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="finding_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(dissent=""), name="finding_published_states_dissent"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_at__isnull=True),
                name="finding_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(supersedes__lt=F("id")),
                name="finding_supersedes_one_before",
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.public_id


class FindingTheme(models.Model):
    """A theme a finding speaks of; while it is a draft, what is coded so is what it rests on."""

    finding = _link("synthesis.Finding")
    theme = _link("synthesis.Theme")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "theme"], name="finding_theme_once")]


class Evidence(models.Model):
    """A passage a published finding rests on, and the theme it was coded with that day; it never changes."""

    finding = _link("synthesis.Finding")
    passage = _link("contributions.Passage")
    theme = _link("synthesis.Theme")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "passage", "theme"], name="evidence_once")]


class FindingVote(models.Model):
    """A statement a finding rests on, and how it was voted when the finding was published; null where few people would show."""

    finding = _link("synthesis.Finding")
    statement = _link("consultations.Statement")
    agree = models.PositiveIntegerField(null=True)
    disagree = models.PositiveIntegerField(null=True)
    passed = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "statement"], name="finding_vote_once")]


class FindingTag(models.Model):
    """A right, an objective or a level of government that a finding concerns: a term of a versioned list, `list:term`."""

    finding = _link("synthesis.Finding")
    key = models.CharField(max_length=125)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["finding", "key"], name="finding_tag_once")]
