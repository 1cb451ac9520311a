"""What an entry commits to, and what its leaf holds: anybody who has the detail can compute both again."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from rumo.science.merkle import leaf_hash

ERASED = "ledger.erase"
"""The verb of an erasure, which names the entries it left without a detail."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def commitment(*, salt: str, verb: str, by: str, target: str, at: datetime, old: Any, new: Any) -> str:
    """Return the hex SHA-256 of the salted canonical JSON of an act; anyone who holds the detail can compute it again.

    Canonical: keys in order, no spaces, the instant in UTC, whole numbers without a point: as a database gives them back.
    """
    content = [salt, verb, by, target, at.astimezone(UTC).isoformat(), _plain(old), _plain(new)]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest(content: Any) -> str:
    """Return the hex SHA-256 of a JSON value in canonical form: what an act says it published."""
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def leaf_of(commitment: str, at: datetime) -> str:
    """Return the hash (hex) of an entry's leaf: over the commitment's 32 bytes and the instant as microseconds since 1970, 8 bytes.

    Both are in it, so that neither can be changed; the tree publishes the hash alone, from which nobody learns when somebody took part.
    """
    micros = (at - EPOCH) // timedelta(microseconds=1)
    return leaf_hash(bytes.fromhex(commitment) + micros.to_bytes(8, "big", signed=True)).hex()


def _plain(value: Any) -> Any:
    """A JSON value with its whole numbers as integers: 1e16 is 10000000000000000 once PostgreSQL has kept it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
