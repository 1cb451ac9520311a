"""What is asked while a talk is given: questions from anybody, support for them, and polls of one choice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.gatherings.models.gathering import link


class Question(models.Model):
    """A question to whoever gives a talk, sent with no account; shown once somebody read it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Por ler")
        SHOWN = "shown", _("Publicado")
        ANSWERED = "answered", _("Respondida")
        HIDDEN = "hidden", _("Não publicado")

    slot = link("conferences.Slot")
    number = models.CharField(max_length=16, unique=True, default=public_number)
    text = models.TextField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    token_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    moderated_by = models.CharField(max_length=60, default="", blank=True)
    moderated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="live_question_says_something")]
        indexes = [models.Index(fields=["slot", "state"], name="live_question_list")]


class Support(models.Model):
    """Somebody would like a question answered: once for each form."""

    question = link("conferences.Question")
    token_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "token_hash"], name="live_support_once"),
        ]


class Poll(models.Model):
    """A question with some options, put while a talk is given; open from its making until it is closed."""

    slot = link("conferences.Slot")
    number = models.CharField(max_length=16, unique=True, default=public_number)
    text = models.CharField(max_length=300)
    options = models.JSONField()
    language = models.CharField(max_length=10, default="pt")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="poll_asks_something")]


class Vote(models.Model):
    """One choice in a poll, by the place of its option: once for each form."""

    poll = link("conferences.Poll")
    option = models.PositiveSmallIntegerField()
    token_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "token_hash"], name="poll_vote_once")]
