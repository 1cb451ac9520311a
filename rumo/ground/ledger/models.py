"""The ledger: one commitment for every act, append-only, and a detail apart that an erasure can delete."""

from django.db import models


class Entry(models.Model):
    """A commitment to an act: SHA-256 over the detail's salt and content; no key to any room, never changed."""

    commitment = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)


class Detail(models.Model):
    """What an entry commits to; only an erasure deletes it, and the entry stays."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    salt = models.CharField(max_length=32)
    verb = models.CharField(max_length=60)
    by = models.CharField(max_length=60)
    target = models.CharField(max_length=200, db_index=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
