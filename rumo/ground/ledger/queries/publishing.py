"""The ledger as anybody may have it: signed heads, the hash of every leaf below the newest, the proof that goes with a receipt."""

import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from rumo.ground.ledger.models import Entry, Head, Leaf
from rumo.ground.ledger.queries.tree import head, proof

FORMAT = "rumo-ledger/1"
PROOF_FORMAT = "rumo-proof/1"
CHUNK = 5_000


def said_of_head(row: Head) -> dict[str, Any]:
    """Return a head as JSON values; `key` is the public key it was signed with, its signature is over `rules.signing.head_text`."""
    return {
        "day": row.day.isoformat(),
        "size": row.size,
        "root": row.root,
        "signed_at": row.signed_at.astimezone(UTC).isoformat(),
        "before": row.before,
        "signature": row.signature,
        "key": row.key_id,
    }


def exported() -> Iterator[str]:
    """Yield the public ledger as pieces of one JSON text: every head, and the leaves the newest is signed over (hashes alone, no times)."""
    heads = list(Head.objects.order_by("day"))
    size = heads[-1].size if heads else 0
    said = json.dumps([said_of_head(row) for row in heads], indent=1)
    yield f'{{"format": "{FORMAT}",\n"heads": {said},\n"leaves": ['
    for start in range(0, size, CHUNK):
        rows = Leaf.objects.filter(index__gte=start, index__lt=min(start + CHUNK, size)).order_by("index")
        hashes = rows.values_list("hash", flat=True)
        yield ",".join(f'\n"{found}"' for found in hashes) + ("," if start + CHUNK < size else "")
    yield "\n]}\n"


def proof_file(index: int) -> dict[str, Any] | None:
    """Return what the holder of a receipt keeps to check a leaf offline, as JSON values; None while the newest head is not over it (≤ 12 queries)."""
    newest = head()
    found = proof(index, newest.size) if newest else None
    if newest is None or found is None:
        return None
    entry = Entry.objects.get(pk=Leaf.objects.values_list("entry_id", flat=True).get(index=index))
    return {
        "format": PROOF_FORMAT,
        "commitment": entry.commitment,
        "at": entry.at.astimezone(UTC).isoformat(),
        "index": index,
        "path": list(found.path),
        "head": said_of_head(newest),
    }
