"""Tables of a gathering and the canvas each fills: cards, groups, votes, comments, and what the table says of its synthesis.

Nothing here says who wrote: a telephone has a random mark, sealed in its forms, of which only a hash made for one canvas is kept, and
only where one person counts once. `Deed` is the memory of every action's one-time token: sent again, it is not done again.
"""

from functools import partial

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.gatherings.models.gathering import link


class Table(models.Model):
    """A table of people. Whoever has its code sits at it: there are 31^12 codes, printed on the table's sheet."""

    gathering = link("gatherings.Gathering")
    session = link("gatherings.Session", null=True, blank=True)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, default="", blank=True)
    join_code = models.CharField(max_length=16, unique=True, default=partial(public_number, 12))
    token_hash = models.CharField(max_length=64, db_index=True)  # of the form that opened it and others
    opened_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "number"], name="table_number_once")]


class Canvas(models.Model):
    """What a table fills; `version` rises with every change, in the same transaction: two readings of one version are the same."""

    class State(models.TextChoices):
        OPEN = "open", _("aberta")
        CLOSED = "closed", _("fechada")
        VALIDATED = "validated", _("validada")

    table = models.OneToOneField("gatherings.Table", on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=24)
    language = models.CharField(max_length=10, default="pt")  # of its synthesis
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    cards = models.PositiveIntegerField(default=0)  # the last number given to a card
    synthesis = models.TextField(default="", blank=True)
    synthesis_by = models.CharField(max_length=60, default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # the table is asked whether the synthesis is right
    validated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | ~Q(state="open") & Q(closed_at__isnull=False),
                name="canvas_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="validated", validated_at__isnull=False, asked_at__isnull=False)
                | ~Q(state="validated") & Q(validated_at__isnull=True),
                name="canvas_validated_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True) | ~Q(synthesis=""), name="canvas_asked_has_synthesis"
            ),
        ]


class Group(models.Model):
    """Cards that say something together, by its name."""

    canvas = link("gatherings.Canvas")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["canvas", "name"], name="group_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_name"),
        ]


class Card(models.Model):
    """A card: what it says, in which zone and in which place there (from 1). `revision` counts how often its words were changed."""

    canvas = link("gatherings.Canvas")
    number = models.PositiveIntegerField()
    zone = models.CharField(max_length=44)
    position = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(default=0)
    group = link("gatherings.Group", null=True, blank=True)
    paper = models.BooleanField(default=False)  # typed from a card of paper
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["canvas", "number"], name="card_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="card_says_something"),
        ]


class CardVote(models.Model):
    """That a telephone votes for a card, once; the mark is a hash made for this canvas alone."""

    card = link("gatherings.Card")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "mark"], name="card_vote_once")]


class CardComment(models.Model):
    """What is said of a card."""

    card = link("gatherings.Card")
    text = models.TextField()
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="card_comment_says_something")]


class Verdict(models.Model):
    """What a telephone says of the table's synthesis, once: it is right, or this is missing."""

    canvas = link("gatherings.Canvas")
    mark = models.CharField(max_length=64)
    right = models.BooleanField()
    missing = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["canvas", "mark"], name="verdict_once"),
            models.CheckConstraint(
                condition=Q(right=True) | ~Q(missing=""), name="verdict_says_what_is_missing"
            ),
        ]


class Deed(models.Model):
    """That an action with this one-time token was done on a canvas, and on which card: sent again, it is not done again."""

    canvas = link("gatherings.Canvas")
    token_hash = models.CharField(max_length=64)
    card = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canvas", "token_hash"], name="deed_once")]
