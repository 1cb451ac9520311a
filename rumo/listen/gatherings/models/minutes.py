"""The minutes of a gathering: what was decided, agreed, disagreed about, and what is to follow, by whom and when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rumo.listen.gatherings.models.gathering import link


class Minutes(models.Model):
    """Minutes of a gathering; `revision` rises with every writing, so that of two who write at once one is told.

    Published, they change no more: a correction is minutes of the next number, which `supersedes` the ones before.
    `writers` are all who wrote, none of whom may publish.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Em preparação")
        SUBMITTED = "submitted", _("Por aprovar")
        PUBLISHED = "published", _("Publicada")
        WITHDRAWN = "withdrawn", _("Retirada")

    gathering = link("gatherings.Gathering")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    supersedes = link("gatherings.Minutes", null=True)
    writers = models.JSONField(default=list)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=60, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="minutes_number_once"),
            models.UniqueConstraint(
                fields=["gathering"],
                condition=Q(state__in=["draft", "submitted"]),
                name="minutes_one_in_writing",
            ),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(state="published"), name="minutes_one_published"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"])
                | Q(published_at__isnull=False) & ~Q(published_by=""),
                name="minutes_published_say_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
                name="minutes_withdrawn_say_why",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("id")),
                name="minutes_not_of_themselves",
            ),
        ]


class MinutesItem(models.Model):
    """One thing minutes tell; `owner` is a body or a role, and `due_on` its term, of what is to follow alone.

    `from_card` is the number of the canvas's card it was drafted from, where it was.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decisão")
        AGREEMENT = "agreement", _("Acordo")
        DISAGREEMENT = "disagreement", _("Desacordo")
        FOLLOW_UP = "follow_up", _("A fazer")

    minutes = link("gatherings.Minutes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    owner = models.CharField(max_length=200, default="", blank=True)
    due_on = models.DateField(null=True)
    from_card = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "position"], name="minutes_item_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="minutes_item_has_text"),
            models.CheckConstraint(
                condition=Q(kind="follow_up") & ~Q(owner="") & Q(due_on__isnull=False)
                | ~Q(kind="follow_up") & Q(owner="", due_on__isnull=True),
                name="minutes_follow_up_says_who_and_when",
            ),
        ]
