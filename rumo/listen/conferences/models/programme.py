"""The programme of a conference: rooms, what is given in them when, and who speaks."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.gatherings.models.gathering import link


def new_stamp() -> int:
    """Return a number that was never a stamp before: what a process keeps of a programme is kept under its stamp."""
    return secrets.randbits(62)


class Programme(models.Model):
    """The programme of one conference, whose row every change locks and stamps anew; `revision` counts changes since it was published."""

    gathering = models.OneToOneField("gatherings.Gathering", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    stamp = models.BigIntegerField(default=new_stamp)


class Room(models.Model):
    """A room of a conference, and for how many it has seats (null: not told)."""

    gathering = link("gatherings.Gathering")
    number = models.CharField(max_length=16, unique=True, default=public_number)
    name = models.CharField(max_length=120)
    capacity = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "name"], name="room_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="room_has_name"),
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Speaker(models.Model):
    """Somebody who speaks or chairs. Without consent (`consented_at`) they stand in no programme that is public."""

    gathering = link("gatherings.Gathering")
    number = models.CharField(max_length=16, unique=True, default=public_number)
    author = models.OneToOneField(
        "conferences.Author", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=300, default="", blank=True)
    bio = models.TextField(default="", blank=True)
    consented_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="speaker_has_name")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Slot(models.Model):
    """What is given in a room from an instant for some minutes. Cancelled, it stands struck out and takes no room."""

    class Kind(models.TextChoices):
        TALK = "talk", _("Comunicação")
        KEYNOTE = "keynote", _("Conferência plenária")
        PANEL = "panel", _("Mesa-redonda")
        BREAK = "break", _("Pausa")

    gathering = link("gatherings.Gathering")
    number = models.CharField(max_length=16, unique=True, default=public_number)
    room = link("conferences.Room")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    abstract = models.OneToOneField(
        "conferences.Abstract", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    title = models.CharField(max_length=300, default="", blank=True)  # where it has no abstract
    text = models.TextField(default="", blank=True)
    language = models.CharField(max_length=10, default="pt")
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "room_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="slot_lasts"),
            models.CheckConstraint(
                condition=Q(abstract__isnull=False) | ~Q(title=""), name="slot_has_abstract_or_title"
            ),
        ]

    def __str__(self) -> str:
        """Return its public number."""
        return self.number


class Seat(models.Model):
    """That somebody speaks in a slot, or chairs it."""

    slot = link("conferences.Slot")
    speaker = link("conferences.Speaker")
    chair = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["chair", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["slot", "speaker"], name="conference_seat_once")]
