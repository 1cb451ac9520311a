"""What is kept of a receipt: never its code, only HMACs under a key outside the database."""

import hmac
from datetime import UTC, datetime

from rumo.ground.ledger.rules import keys
from rumo.science import codes

KEY = "receipt"


def code_of(token: str) -> str:
    """Return the code of the receipt that a form's token gives; it is for whoever sent the form, and kept nowhere."""
    return codes.derive(keys.secret(KEY), token)


def code_hash(code: str) -> str:
    """Return what stands for a code in the database (hex)."""
    return _mac("code", code)


def mark(hashed: str, target: str, issued_at: datetime) -> str:
    """Return what shows that a receipt's row is as it was written (hex)."""
    return _mac("row", hashed, target, issued_at.astimezone(UTC).isoformat())


def _mac(*parts: str) -> str:
    """HMAC-SHA256 (RFC 2104) of parts kept apart by a character none of them holds."""
    return hmac.digest(keys.secret(KEY), "\0".join(parts).encode(), "sha256").hex()
