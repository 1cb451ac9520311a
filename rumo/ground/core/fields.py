"""Small pieces every room's models share: a text folded for search, random public numbers."""

import hashlib
import json
import secrets
import unicodedata
from typing import Any

from django.db import models

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: people read these aloud


def folded(*texts: str | None) -> str:
    """Return the texts joined, lower-cased and without accents: what search compares, in any database."""
    joined = " ".join(text for text in texts if text).replace("\0", " ")  # PostgreSQL keeps no NUL
    decomposed = unicodedata.normalize("NFKD", joined.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


class Folded(models.TextField):  # type: ignore[type-arg]
    """A text kept only to be searched: the named fields of its row, folded each time the row is written whole."""

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **options: Any) -> None:
        self.of = of
        super().__init__(*args, **{"default": "", "blank": True, "editable": False, **options})

    def deconstruct(self) -> Any:
        """Return what a migration writes of it."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold what the row says now."""
        text = folded(*(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, text)
        return text


def public_number(length: int = 10) -> str:
    """Return a random number for an object's public name; it says nothing about order or time."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def random_key() -> int:
    """Return a random primary key: rows whose keys were counted would stand in the order, and so beside what, they came with."""
    return secrets.randbelow(2**63 - 1) + 1


def token_hash(token: str) -> str:
    """Return what is kept of a one-time token: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


class Verbatim(models.JSONField):
    """JSON kept as it was written: PostgreSQL's jsonb would turn 1e300 into a whole number of 301 digits, its json does not."""

    def db_type(self, connection: Any) -> str | None:
        """Name the column type: json where there is one."""
        return "json" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Hand the value over as text."""
        return value if value is None else json.dumps(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Read the text, unless the driver did."""
        return json.loads(value) if isinstance(value, str) and connection.vendor == "sqlite" else value
