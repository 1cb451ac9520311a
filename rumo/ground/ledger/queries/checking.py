"""The whole ledger computed again: every row that is not as the tree, the heads and the keys say is named."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, Max, OuterRef, QuerySet

from rumo.ground.ledger.models import Detail, Entry, Head, Leaf, Receipt, Subtree, Tree
from rumo.ground.ledger.queries.tree import HEIGHT
from rumo.ground.ledger.rules.commitments import ERASED, commitment, leaf_of
from rumo.ground.ledger.rules.receipts import mark
from rumo.ground.ledger.rules.signing import head_text, is_signed, public_key
from rumo.science import merkle

CHUNK = 5_000
LATEST = timedelta(days=1)
"""How long an act may have begun before it is recorded: an entry older than a head by more than this was not there when it should have been."""


class Fault(NamedTuple):
    """A row that is not as it was written, and what is wrong with it."""

    row: str
    says: str


class Checked:
    """What a look at everything found: faults, counts, and what the ledger says each row of a room holds (`claims`: name → digest)."""

    def __init__(self) -> None:
        """Look at everything; reads the ledger once from end to end."""
        self.faults: list[Fault] = []
        self.claims: dict[str, str] = {}
        self.entries = self.leaves = self.removed = 0
        self._heads = list(Head.objects.order_by("day"))
        self._bare: set[int] = set()
        self._erased: set[int] = set()
        self._check_entries()
        self._check_left_over()
        self._check_leaves()
        self._check_heads()
        self._check_receipts()

    def _fault(self, row: str, says: str) -> None:
        self.faults.append(Fault(row, says))

    def _check_entries(self) -> None:
        """Every entry against its detail, its leaf and the time of the heads before it."""
        for rows in _chunks(Entry.objects.all()):
            keys = [row.pk for row in rows]
            span = {"entry_id__gte": keys[0], "entry_id__lte": keys[-1]}
            details = {detail.entry_id: detail for detail in Detail.objects.filter(**span)}
            leaves = {leaf.entry_id: leaf for leaf in Leaf.objects.filter(**span)}
            for row in rows:
                self._check_entry(row, details.get(row.pk), leaves.get(row.pk))
        for key in sorted(self._bare - self._erased):
            self._fault(f"entry {key}", "its detail is gone, and no erasure names it")
        self.removed = len(self._bare & self._erased)

    def _check_entry(self, row: Entry, detail: Detail | None, leaf: Leaf | None) -> None:
        self.entries += 1
        if detail is None:
            self._bare.add(row.pk)
        elif _computed(detail, row.at) != row.commitment:
            self._fault(f"entry {row.pk}", f"does not commit to its detail ({detail.verb} {detail.target})")
        else:
            self._hear(detail)
        if leaf is not None and _leaf(row) != leaf.hash:
            self._fault(f"leaf {leaf.index}", f"is not the hash of entry {row.pk}")
        before = self._head_before(leaf)
        if before is not None and row.at < before.signed_at - LATEST:
            self._fault(f"entry {row.pk}", f"says {row.at.isoformat()}, but was not there on {before.day}")

    def _hear(self, detail: Detail) -> None:
        """Take in what a sound detail says of other rows."""
        new = detail.new if isinstance(detail.new, dict) else {}
        if detail.verb == ERASED:
            self._erased |= set(new["entries"])
            self.claims.pop(detail.target, None)
        if "digest" in new:
            self.claims[detail.target] = new["digest"]
        self.claims |= new.get("digests", {})

    def _head_before(self, leaf: Leaf | None) -> Head | None:
        """The newest head that does not hold the leaf (None: not sealed)."""
        if leaf is None:
            return self._heads[-1] if self._heads else None
        place = bisect_right([head.size for head in self._heads], leaf.index)
        return self._heads[place - 1] if place else None

    def _check_left_over(self) -> None:
        """Details and leaves whose entry is gone."""
        gone = ~Exists(Entry.objects.filter(pk=OuterRef("entry_id")))
        for key in Detail.objects.filter(gone).order_by("pk").values_list("entry_id", flat=True):
            self._fault(f"entry {key}", "is gone, and its detail is here")
        for key, index in Leaf.objects.filter(gone).order_by("pk").values_list("entry_id", "index"):
            self._fault(f"entry {key}", f"is gone, and was leaf {index}")

    def _check_leaves(self) -> None:
        """Numbers without a gap, in the order they were given; the kept hashes, and each head's root."""
        tree, last = merkle.Grown(), 0
        roots = {head.size: head for head in self._heads}
        kept = {(row.level, row.index): row.hash for row in Subtree.objects.all()}
        for pk, index, found in _in_order():
            for missing in range(len(tree), index):
                self._fault(f"leaf {missing}", "is gone")
                tree.append(bytes(32))
            if pk < last:
                self._fault(f"leaf {index}", "was given its number out of order")
            last = max(pk, last)
            tree.append(_bytes(found))
        self.leaves = len(tree)
        self._check_kept(tree, kept)
        for size, head in roots.items():
            if size > len(tree) or merkle.root(size, tree).hex() != head.root:
                self._fault(f"head {head.day}", f"is not the root of leaves 0 to {size - 1}")
        row = Tree.objects.first()
        newest = self._heads[-1].day if self._heads else None
        if (row.size if row else 0) != len(tree) or (row.signed_on if row else None) != newest:
            self._fault("tree", f"says other than {len(tree)} leaves, newest head {newest}")

    def _check_kept(self, tree: merkle.Grown, kept: dict[tuple[int, int], str]) -> None:
        level, shift = 1, HEIGHT
        while len(tree) >> shift:
            for index in range(len(tree) >> shift):
                if kept.pop((level, index), "") != tree(shift, index).hex():
                    span = f"leaves {index << shift} to {(index + 1 << shift) - 1}"
                    self._fault(f"subtree {level}/{index}", f"is not the hash over {span}")
            level, shift = level + 1, shift + HEIGHT
        for level, index in sorted(kept):
            self._fault(f"subtree {level}/{index}", "has no such leaves")

    def _check_heads(self) -> None:
        before, size = "", 0
        key = public_key() if self._heads else ""
        for head in self._heads:
            text = head_text(
                size=head.size, root=head.root, day=head.day, signed_at=head.signed_at, before=head.before
            )
            if not is_signed(head.key_id, text, head.signature):
                self._fault(f"head {head.day}", "its signature does not hold")
            elif head.key_id != key:
                self._fault(f"head {head.day}", "was signed with a key that is not the one kept here")
            if head.before != before or head.size < size:
                self._fault(f"head {head.day}", "does not follow the head before it")
            before, size = head.signature, head.size

    def _check_receipts(self) -> None:
        for rows in _chunks(Receipt.objects.all()):
            for row in rows:
                if mark(row.code_hash, row.target, row.issued_at) != row.mark:
                    self._fault(f"receipt {row.pk}", f"is not as it was issued ({row.target})")


def _chunks(query: QuerySet[Any]) -> Iterator[list[Any]]:
    """Every row in the order of the keys, some thousands at a time; keys run on within one."""
    last = query.aggregate(top=Max("pk"))["top"] or 0
    reached: int | None = None
    while reached is None or reached < last:
        part = query if reached is None else query.filter(pk__gt=reached)
        rows = list(part.order_by("pk")[:CHUNK])
        if not rows:
            return
        yield rows
        reached = rows[-1].pk


def _in_order() -> Iterator[Sequence[Any]]:
    return Leaf.objects.order_by("index").values_list("pk", "index", "hash").iterator(CHUNK)


def _computed(detail: Detail, at: datetime) -> str:
    return commitment(
        salt=detail.salt,
        verb=detail.verb,
        by=detail.by,
        target=detail.target,
        at=at,
        old=detail.old,
        new=detail.new,
    )


def _leaf(row: Entry) -> str:
    """The hash of an entry's leaf; "" for a commitment that is none."""
    try:
        return leaf_of(row.commitment, row.at)
    except ValueError:
        return ""


def _bytes(found: str) -> bytes:
    """A hash as bytes; zeros for what is none."""
    try:
        return bytes.fromhex(found)
    except ValueError:
        return bytes(32)
