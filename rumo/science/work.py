"""A proof that a machine worked for about a second over one form: numbers whose hashes begin with zeros, and how they are checked.

Eight small searches in the place of a large one, so that nobody is unlucky: the sum of eight waits is within a factor of two of its mean nine times in ten.
"""

import re
from hashlib import sha256
from itertools import count

PARTS = 8
"""Searches of one proof."""
BOUND = 40
"""Characters a proof is bound to, from the end of its subject: of a signed token they are its signature's, which no other token has."""
_PROOF = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,10}){7}")


def holds(subject: str, proof: str, *, bits: int) -> bool:
    """Tell whether a proof is one for this subject: each part's SHA-256 begins with `bits` zeros (some 8 · 2^bits tries in all)."""
    if not subject.isascii() or not _PROOF.fullmatch(proof):
        return False
    return all(_is_found(subject, part, number, bits) for part, number in enumerate(proof.split(".")))


def find(subject: str, *, bits: int) -> str:
    """Return a proof for this subject, as `web/static/web/work.js` finds it."""
    return ".".join(
        next(number for number in map(str, count()) if _is_found(subject, part, number, bits))
        for part in range(PARTS)
    )


def _is_found(subject: str, part: int, number: str, bits: int) -> bool:
    digest = sha256(f"{subject[-BOUND:]}.{part}.{number}".encode("ascii")).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0
