"""Who comes: a registration without account, and the seats it has in sessions; a year after the gathering only the seats are left."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number
from rumo.listen.consultations.models import Audience
from rumo.listen.gatherings.models.gathering import link


class Registration(models.Model):
    """A person who means to come, alone or for an organisation; `public_id` is on their badge, the receipt's code is kept nowhere.

    `needs` holds what `rules.needs` knows and nothing else. Forgotten, only whom they are counted among is left.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_number)
    token_hash = models.CharField(max_length=64, unique=True)
    gathering = link("gatherings.Gathering")
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254, default="", blank=True)
    organisation = models.CharField(max_length=300, default="", blank=True)
    audience = models.CharField(max_length=24, choices=Audience.choices)
    needs = models.JSONField(default=dict)
    note = models.TextField(default="", blank=True)
    language = models.CharField(max_length=10, default="pt")
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) & ~Q(name="")
                | Q(forgotten_at__isnull=False, name="", email="", organisation="", note=""),
                name="registration_named_or_forgotten",
            )
        ]

    def __str__(self) -> str:
        """Return its public name."""
        return self.public_id


class Seat(models.Model):
    """A registration's place in a session: confirmed, or waiting in the order of `placed`; `attended_at` once somebody saw them come."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("Lugar confirmado")
        WAITING = "waiting", _("Em lista de espera")
        CANCELLED = "cancelled", _("Desistiu")

    registration = link("gatherings.Registration")
    session = link("gatherings.Session")
    state = models.CharField(max_length=9, choices=State.choices)
    placed = models.PositiveIntegerField()
    confirmed_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    attended_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="seat_once"),
            models.UniqueConstraint(fields=["session", "placed"], name="seat_order_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="seat_confirmed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(attended_at__isnull=True) & Q(attended_by="")
                | Q(attended_at__isnull=False) & ~Q(attended_by=""),
                name="seat_attended_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["session", "state", "placed"], name="seat_queue")]
