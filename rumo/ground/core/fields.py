"""Small pieces every room's models share: a text folded for search, random public numbers."""

import secrets
import unicodedata

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: people read these aloud


def folded(*texts: str | None) -> str:
    """Return the texts joined, lower-cased and without accents: what search compares, in any database."""
    joined = " ".join(text for text in texts if text).replace("\0", " ")  # PostgreSQL keeps no NUL
    decomposed = unicodedata.normalize("NFKD", joined.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def public_number(length: int = 10) -> str:
    """Return a random number for an object's public name; it says nothing about order or time."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
