"""Receipt codes: 130 bits in an alphabet that is read aloud and copied by hand without doubt, and a character that finds slips."""

import hmac
import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, which look like 1 and 0, and no U."""
BITS = 130
LENGTH = BITS // 5 + 1
"""26 characters and the check character."""
GROUP = 3
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_READ_AS = str.maketrans("ILO", "110")
_APART = re.compile(r"[\s\-\u2010-\u2015\u2212._]+")
_FIELD = 0b100101
"""x⁵ + x² + 1, irreducible over GF(2), of which x is a primitive root: its powers are 31 different ones."""


def derive(key: bytes, token: str) -> str:
    """Return the code of a form's token: the first 130 bits of HMAC-SHA256 (RFC 2104), then the check character; always the same for the same two."""
    digest = hmac.digest(key, token.encode(), "sha256")
    number = int.from_bytes(digest) >> (len(digest) * 8 - BITS)
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return letters + check(letters)


def check(letters: str) -> str:
    """Return the check character of letters of the alphabet.

    It makes the sum of the values, each times a power of x in GF(32), zero; the last character stands at x⁰. Since fewer than 31
    powers are used and all differ, every single wrong character, every two characters exchanged (adjacent or not) and every pair
    of equal neighbours written as another pair are found. This is the check of H. M. Damm (Total anti-symmetrische Quasigruppen,
    2004, with x·a + b), where ISO 7064's MOD 33,32 would miss some exchanges.
    """
    total = 0
    for letter in letters:
        total = _times_x(total ^ _VALUE[letter])
    return ALPHABET[total]


def normal(text: str) -> str | None:
    """Return a code as it is kept, read from what somebody typed: case, spaces and dashes aside, I and L as 1, O as 0; None when it is none."""
    letters = _APART.sub("", text).upper().translate(_READ_AS)
    if len(letters) != LENGTH or not _VALUE.keys() >= set(letters):
        return None
    return letters if check(letters[:-1]) == letters[-1] else None


def shown(code: str) -> str:
    """Return a code in groups of three, as it is written for people."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value & 32 else value
