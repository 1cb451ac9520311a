"""The codebook of a reading, its themes and what became of them, and which passages were read as speaking of which."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


def _link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Codebook(models.Model):
    """One reading of what was said in some consultations and gatherings, with its themes; of a body, whose team codes with it."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField(default="", blank=True)
    entity = _link("people.Entity")  # whose it is
    synthetic = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)  # of the form's one-time token
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="codebook_has_title")]

    def __str__(self) -> str:
        """Return its address."""
        return self.slug


class CodebookSource(models.Model):
    """A consultation, or a gathering, whose contributions are read with a codebook."""

    codebook = _link("synthesis.Codebook")
    consultation = _link("consultations.Consultation", null=True)
    gathering = _link("gatherings.Gathering", null=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consultation__isnull=False, gathering__isnull=True)
                | Q(consultation__isnull=True, gathering__isnull=False),
                name="codebook_source_is_one_thing",
            ),
            models.UniqueConstraint(fields=["codebook", "consultation"], name="codebook_consultation_once"),
            models.UniqueConstraint(fields=["codebook", "gathering"], name="codebook_gathering_once"),
        ]


class Theme(models.Model):
    """What passages may speak of: a name, what counts and what does not. Merged or split it ends, and its descendants say of what they came."""

    class State(models.TextChoices):
        OPEN = "open", _("em uso")
        MERGED = "merged", _("junto com outro")
        SPLIT = "split", _("dividido")
        RETIRED = "retired", _("posto de lado")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    codebook = _link("synthesis.Codebook")
    name = models.CharField(max_length=120)
    definition = models.TextField()
    example = models.TextField(default="", blank=True)  # a sentence that counts
    excludes = models.TextField(default="", blank=True)  # what looks like it and does not count
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.TextField(default="", blank=True)  # why it ended
    revision = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["codebook", "name"], condition=Q(state="open"), name="theme_name_once"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(definition=""), name="theme_is_defined"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False) & ~Q(reason=""),
                name="theme_ended_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class ThemeLineage(models.Model):
    """A theme came of another. A descendant is always made after its ancestor: no lineage comes round to itself."""

    ancestor = _link("synthesis.Theme")
    descendant = _link("synthesis.Theme")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="lineage_once"),
            models.CheckConstraint(
                condition=Q(descendant__gt=F("ancestor")), name="lineage_descendant_is_later"
            ),
        ]


class Coding(models.Model):
    """Somebody read a passage as speaking of a theme. Taken back it stays, with when; in force it is always of a theme in use.

    `start` and `end` (signs, from 0) are where in its text it says so, both 0 for the whole: never a copy, for what is erased is to be
    nowhere else. A merge or a split takes the coding back and makes it anew, `moved_from` being what it was.
    """

    theme = _link("synthesis.Theme")
    passage = _link("contributions.Passage")
    coder = models.CharField(max_length=60)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    moved_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["passage", "theme"], name="coding_of_passage")]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "passage", "coder"],
                condition=Q(removed_at__isnull=True),
                name="coding_once",
            ),
            models.CheckConstraint(
                condition=Q(start=0, end=0) | Q(end__gt=F("start")), name="coding_has_a_span"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="")
                | Q(removed_at__isnull=False) & ~Q(removed_by=""),
                name="coding_removed_says_by_whom",
            ),
        ]


class Reading(models.Model):
    """Somebody is done with a passage, whether or not any theme was in it: without this a passage not coded is one not read."""

    codebook = _link("synthesis.Codebook")
    passage = _link("contributions.Passage")
    coder = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codebook", "passage", "coder"], name="passage_read_once")
        ]


class Topic(models.Model):
    """Passages that seem to talk about the same, as the last reading by machine put them together: a suggestion, made anew each time.

    `terms` are the words that set them apart, as people wrote them.
    """

    codebook = _link("synthesis.Codebook")
    position = models.PositiveSmallIntegerField()
    terms = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["codebook", "position"], name="topic_place")]


class TopicPassage(models.Model):
    """A passage of a topic, and how near to its middle it stands (cosine, 0 to 1)."""

    topic = _link("synthesis.Topic")
    passage = _link("contributions.Passage")
    near = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "passage"], name="topic_passage_once")]
