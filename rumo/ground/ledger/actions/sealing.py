"""Sealing: entries become numbered leaves of the tree, and once a day its head is signed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from rumo.ground.ledger.models import Entry, Head, Leaf, Subtree, Tree
from rumo.ground.ledger.queries.tree import HEIGHT, Kept
from rumo.ground.ledger.rules.commitments import leaf_of
from rumo.ground.ledger.rules.signing import head_text, public_key, sign
from rumo.science import merkle

BATCH = 5_000
LATE = 10_000
"""How many keys before the last sealed one a round looks back for entries that were committed late; the daily head looks at all."""


@transaction.atomic
def seal(*, at: datetime) -> int:
    """Number the entries that wait, in the order of their keys, after those already numbered; return how many.

    One at a time: who comes second waits for the first and sees what it sealed. On PostgreSQL keys are committed out of order, so
    an entry may come after one with a higher key; what is numbered stays numbered. It is the ledger's own bookkeeping and no act,
    so that nothing is recorded.
    """
    last = Leaf.objects.order_by("-index").values_list("entry_id", flat=True).first() or 0
    return _seal(_held(), last - LATE, at)


@transaction.atomic
def sign_head(*, at: datetime) -> Head | None:
    """Seal whatever waits, then sign the tree's root for the day of `at` in the country's time zone; None where that was done or there is no leaf."""
    tree = _held()
    day = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    if Head.objects.filter(day__gte=day).exists():
        return None
    _seal(tree, 0, at)
    if not tree.size:
        return None
    before = Head.objects.order_by("-day").values_list("signature", flat=True).first() or ""
    root = merkle.root(tree.size, Kept()).hex()
    text = head_text(size=tree.size, root=root, day=day, signed_at=at, before=before)
    tree.signed_on = day
    tree.save(update_fields=["signed_on"])
    return Head.objects.create(
        size=tree.size,
        root=root,
        day=day,
        signed_at=at,
        before=before,
        signature=sign(text),
        key_id=public_key(),
    )


def _held() -> Tree:
    """The tree's row, locked until the transaction ends."""
    Tree.objects.get_or_create(pk=1)
    return Tree.objects.select_for_update().get(pk=1)


def _seal(tree: Tree, since: int, at: datetime) -> int:
    """Seal the entries with a key above `since` that are no leaves, a batch at a time."""
    before = tree.size
    while batch := _pending(since):
        rows = [
            Leaf(entry_id=key, index=tree.size + i, hash=leaf_of(commitment, when))
            for i, (key, commitment, when) in enumerate(batch)
        ]
        Leaf.objects.bulk_create(rows)
        _grow(tree.size, tree.size + len(rows))
        tree.size += len(rows)
        since = batch[-1][0]
    if tree.size > before:
        tree.sealed_at = at
        tree.save(update_fields=["size", "sealed_at"])
    return tree.size - before


def _pending(since: int) -> list[tuple[int, str, datetime]]:
    sealed = Exists(Leaf.objects.filter(entry=OuterRef("pk")))
    found = Entry.objects.filter(~sealed, pk__gt=since).order_by("pk")
    return list(found.values_list("pk", "commitment", "at")[:BATCH])


def _grow(old: int, new: int) -> None:
    """Keep the hash of every tile that leaves from `old` to `new` made full, lowest level first."""
    level = 1
    while new >> level * HEIGHT:
        kept, shift = Kept(), level * HEIGHT
        full = range(old >> shift, new >> shift)
        Subtree.objects.bulk_create(
            [Subtree(level=level, index=i, hash=merkle.fold(kept.tile(level - 1, i)).hex()) for i in full]
        )
        level += 1
