"""The ledger: one commitment for every act, append-only, numbered as leaves of a tree; a detail apart that an erasure can delete."""

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
    target = models.CharField(max_length=300, db_index=True)  # measure:<slug>/<code>
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)


class Leaf(models.Model):
    """An entry's place in the tree, given by sealing alone, from 0 without a gap; `hash` is what the tree holds of it (hex)."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    index = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)


class Subtree(models.Model):
    """The hash over 256 leaves (level 1), over 256 such hashes (level 2), and so on: what makes a proof cheap at any size."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="subtree_unique")]


class Tree(models.Model):
    """The one row that whoever seals holds, so that two never number the same entry: how many leaves, since when, the newest head's day."""

    size = models.PositiveBigIntegerField(default=0)
    sealed_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)


class Head(models.Model):
    """The tree's root as it was signed on a day, after the head `before` (its signature; "" for the first).

    `key_id` is the public key (Ed25519, 32 bytes in hex).
    """

    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    day = models.DateField(unique=True)
    signed_at = models.DateTimeField()
    before = models.CharField(max_length=128)
    signature = models.CharField(max_length=128)
    key_id = models.CharField(max_length=64)


class Receipt(models.Model):
    """Whose receipt a code is: the code itself is never kept, only its HMAC; `mark` is another over the row, under the same key."""

    code_hash = models.CharField(max_length=64, unique=True)
    target = models.CharField(max_length=300, db_index=True)
    issued_at = models.DateTimeField()
    mark = models.CharField(max_length=64)
