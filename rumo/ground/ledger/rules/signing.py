"""How a head is signed: Ed25519 (RFC 8032) over six lines of text, so that anybody can check it with a few lines of code."""

from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rumo.ground.ledger.rules import keys

KEY = "signing"


def head_text(*, size: int, root: str, day: date, signed_at: datetime, before: str) -> str:
    """Return what is signed of a head, the same in the verifier; `before` is the signature of the head before it ("" for the first)."""
    stamp = signed_at.astimezone(UTC).isoformat()
    return f"rumo-head/1\n{size}\n{root}\n{day.isoformat()}\n{stamp}\n{before}\n"


def sign(text: str) -> str:
    """Return the signature of a text (hex)."""
    return Ed25519PrivateKey.from_private_bytes(keys.secret(KEY)).sign(text.encode()).hex()


def is_signed(key: str, text: str, signature: str) -> bool:
    """Whether a signature of a text was made with the private half of a public key; all hex, whatever they hold."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> str:
    """Return the public key that heads are signed with here (hex)."""
    return Ed25519PrivateKey.from_private_bytes(keys.secret(KEY)).public_key().public_bytes_raw().hex()
