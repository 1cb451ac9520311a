"""Engines of translation: what one is, the one that speaks to a LibreTranslate in the house, and which this installation has."""

import json
from collections.abc import Sequence
from typing import Protocol
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 60
"""How long an engine is waited for: shorter than a job is held (outbox.HELD)."""
MOST = 8 * 2**20
"""Bytes of an answer."""


class EngineFailed(Exception):
    """An engine did not translate; the words say why, for whoever runs the installation."""


class Engine(Protocol):
    """Translates texts from one language into another: as many as it was given, in their order. Raises EngineFailed."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translations of texts."""
        ...


class LibreTranslate:
    """An engine that answers at an address as LibreTranslate does."""

    def __init__(self, address: str) -> None:
        self.address = f"{address.rstrip('/')}/translate"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translations of texts, all in one request."""
        asked = {"q": list(texts), "source": source, "target": target, "format": "text"}
        request = Request(  # noqa: S310 # the address is the installation's own, of this network
            self.address, json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                told = json.loads(answer.read(MOST))
        except (URLError, OSError, ValueError) as error:
            raise EngineFailed(f"{self.address}: {error}") from None
        found = told.get("translatedText") if isinstance(told, dict) else None
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise EngineFailed(f"{self.address}: an answer that is no list of translations")
        return found


def engine() -> Engine | None:
    """Return the engine of this installation, None where it has none; raises EngineFailed where it cannot be made."""
    named = settings.TRANSLATION_ENGINE
    if not named:
        return None
    if "://" in named:
        return LibreTranslate(named)
    try:
        made: Engine = import_string(named)()
    except ImportError as error:
        raise EngineFailed(f"RUMO_TRANSLATION_ENGINE: {error}") from None
    return made


def translated(of: Engine, texts: Sequence[str], source: str, target: str) -> list[str]:
    """Return the translations of texts, none of them sent where it is empty; raises EngineFailed where some are missing."""
    sent = [text for text in texts if text]
    found = of.translate(sent, source, target) if sent else []
    if len(found) != len(sent):
        raise EngineFailed(f"{len(found)} translations of {len(sent)} texts")
    rest = iter(found)
    return [next(rest).strip() if text else "" for text in texts]
