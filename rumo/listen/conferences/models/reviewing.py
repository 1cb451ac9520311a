"""A review: who reads which abstract, what they think of it, or that they may not judge it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.gatherings.models.gathering import link


class Review(models.Model):
    """One reading of an abstract by somebody in their role as reviewer; `scores` holds 1 to 5 by criterion."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("Por apreciar")
        DONE = "done", _("Apreciado")
        CONFLICT = "conflict", _("Conflito de interesses")

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    abstract = link("conferences.Abstract")
    membership = link("people.Membership")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASSIGNED)
    scores = models.JSONField(default=dict)
    to_authors = models.TextField(default="", blank=True)
    to_committee = models.TextField(default="", blank=True)
    conflict = models.TextField(default="", blank=True)  # why, in the reviewer's words
    assigned_by = models.CharField(max_length=60)
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["abstract", "membership"], name="review_once"),
            models.CheckConstraint(
                condition=Q(state="assigned", ended_at__isnull=True)
                | ~Q(state="assigned") & Q(ended_at__isnull=False),
                name="review_ended_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="conflict") | Q(scores={}, to_authors="", to_committee=""),
                name="review_in_conflict_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        """Return its public id."""
        return self.public_id
