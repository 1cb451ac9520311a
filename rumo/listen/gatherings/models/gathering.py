"""A gathering and its sessions: who holds it, what for, when, where, for how many; and the process whose phase it is."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def link(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":
    """Return a foreign key that keeps what it points at and tells it nothing."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


class Process(models.Model):
    """Several gatherings that are phases of one work, told together."""

    slug = models.SlugField(max_length=120, unique=True)
    owner = link("people.Entity")
    title = models.CharField(max_length=300)
    summary = models.TextField(default="", blank=True)
    language = models.CharField(max_length=10, default="pt")
    synthetic = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="process_has_title")]

    def __str__(self) -> str:
        """Return its public name."""
        return self.slug


class Gathering(models.Model):
    """One gathering. It is to come, under way or past by the times of its sessions; time itself changes no row.

    `revision` rises with every change after publication: calendars take the newer for the older (RFC 5545, SEQUENCE).
    """

    class Kind(models.TextChoices):
        DIAGNOSIS = "diagnosis", _("Oficina de diagnóstico")
        COCREATION = "cocreation", _("Oficina de cocriação")
        PUBLIC_SESSION = "public_session", _("Sessão pública")
        CONFERENCE = "conference", _("Conferência")
        EXCHANGE = "exchange", _("Intercâmbio")

    class State(models.TextChoices):
        DRAFT = "draft", _("Em preparação")
        PUBLISHED = "published", _("Publicado")
        CANCELLED = "cancelled", _("Cancelado")

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    owner = link("people.Entity")
    process = link("gatherings.Process", null=True, blank=True)
    consultation = link("consultations.Consultation", null=True, blank=True)  # what it feeds
    title = models.CharField(max_length=300)
    summary = models.TextField(default="", blank=True)
    directions = models.TextField(default="", blank=True)  # how to come, and what there is for who needs it
    language = models.CharField(max_length=10, default="pt")  # of its texts
    synthetic = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    registration = models.BooleanField(default=True)  # one registers; else whoever comes is welcome
    registration_ends_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Lisbon")
    revision = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="gathering_has_title"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="gathering_public_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False) & ~Q(cancelled_why=""),
                name="gathering_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        """Return its public name."""
        return self.slug


class Session(models.Model):
    """A part of a gathering on one day, in one place or online, for so many people (null: no limit)."""

    gathering = link("gatherings.Gathering")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, default="", blank=True)
    municipality = link("territory.Municipality", null=True, blank=True)
    online = models.URLField(max_length=500, default="", blank=True)  # told to who registered
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="session_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=~Q(place="", online=""), name="session_is_somewhere"),
        ]
