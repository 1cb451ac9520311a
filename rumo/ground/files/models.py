"""A file somebody sent: what is kept of it here is a row; its bytes lie in a folder, under a random name."""

import secrets
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rumo.ground.core.fields import public_number


class StoredFile(models.Model):
    """One file, already stripped of what tells on its author: waiting for the antivirus, released, or rejected (bytes gone)."""

    class State(models.TextChoices):
        QUARANTINED = "quarantined", _("Em quarentena")
        RELEASED = "released", _("Disponível")
        REJECTED = "rejected", _("Rejeitado")

    public_id = models.CharField(max_length=16, unique=True, default=partial(public_number, 16))
    place = models.CharField(max_length=32, unique=True, default=partial(secrets.token_hex, 16))
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256_received = models.CharField(max_length=64)  # of what came in, hex
    sha256_served = models.CharField(max_length=64)  # of what is kept and served, hex
    size = models.PositiveBigIntegerField()  # bytes, of what is served
    state = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=300, default="")  # why it waits or was rejected
    scanned = models.BooleanField(default=False)  # an antivirus looked at it
    received_by = models.CharField(max_length=60)
    received_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="quarantined", scanned=False, released_at__isnull=True) & ~Q(reason="")
                | Q(state="released", reason="", released_at__isnull=False)
                | Q(state="rejected") & ~Q(reason=""),
                name="stored_file_state",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_size"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(name__contains="/") & ~Q(name__contains="\\"),
                name="stored_file_name",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="stored_file_state_index")]

    def __str__(self) -> str:
        """Return the name it came with, cleaned."""
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie; nowhere once rejected."""
        folder = "released" if self.state == self.State.RELEASED else "quarantine"
        return Path(settings.FILES_DIR, folder, self.place)
