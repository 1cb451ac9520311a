"""What a gathering's page tells besides its sessions: the timed items of each, its documents, who is in charge of what."""

from django.db import models
from django.db.models import F, Q

from rumo.listen.gatherings.models.gathering import link


class Item(models.Model):
    """A timed item of a session's agenda."""

    session = link("gatherings.Session")
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="item_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="item_has_title"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="item_ends_after_start",
            ),
        ]


class Document(models.Model):
    """A document that belongs to a gathering."""

    gathering = link("gatherings.Gathering")
    file = link("files.StoredFile")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "position"], name="gathering_document_position")
        ]


class InCharge(models.Model):
    """Somebody in charge of a part of a gathering, by what they do and the name they are announced with."""

    gathering = link("gatherings.Gathering")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=120)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "position"], name="in_charge_position_once"),
            models.CheckConstraint(condition=~Q(role="") & ~Q(name=""), name="in_charge_says_who"),
        ]
