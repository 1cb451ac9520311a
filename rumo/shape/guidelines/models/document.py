"""A guidelines document and its versions: one in the making, one in force, every one before it kept as it was published."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Document(models.Model):
    """Guidelines of a body; what they say stands in their versions."""

    slug = models.SlugField(max_length=120, unique=True)
    entity = _link("people.Entity")  # whose they are
    synthetic = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)  # of the form's one-time token
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return its address."""
        return self.slug


class Version(models.Model):
    """One edition. Published it is never edited: the next supersedes it. Whoever sent it to be read does not publish it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("em preparação")
        SUBMITTED = "submitted", _("à espera de aprovação")
        PUBLISHED = "published", _("publicada")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    document = _link("guidelines.Document")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    summary = models.TextField(default="", blank=True)  # what they are for, in plain words
    changes = models.TextField(default="", blank=True)  # what changed since the version before, and why
    language = models.CharField(max_length=10, default="pt")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=60)  # who began it; once sent, who sent it
    written_at = models.DateTimeField()
    returned = models.TextField(default="", blank=True)  # why it came back
    published_by = models.CharField(max_length=60, default="", blank=True)
    published_at = models.DateTimeField(null=True)
    effective_on = models.DateField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="guidelines_version_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(published_at__isnull=True),
                name="guidelines_one_in_the_making",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(published_at__isnull=False, superseded_at__isnull=True),
                name="guidelines_one_in_force",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="guidelines_have_title"),
            models.CheckConstraint(
                condition=Q(
                    state="published",
                    published_at__isnull=False,
                    effective_on__isnull=False,
                )
                & ~Q(published_by="")
                | ~Q(state="published")
                & Q(published_at__isnull=True, published_by="", superseded_at__isnull=True),
                name="guidelines_published_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")), name="guidelines_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        """Return its title."""
        return self.title
