"""What is known of a person, sealed: an object made unreadable with a key that stands outside the database, and read again with it."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.utils.translation import gettext as _

from rumo.ground.ledger.rules.keys import KeyGone, secret

_BLOCK = 512
"""Every seal is of some blocks' length: the length of one would tell which of a few answers is in it."""


class Unreadable(Exception):
    """A seal cannot be opened, or none can be made: its key was destroyed, or is another."""


def seal(name: str, value: Mapping[str, Any]) -> bytes:
    """Return an object of JSON sealed with the key of this name, never twice the same; raises Unreadable when the key is gone.

    The key is made at the first asking. A seal also hides the hour it was made at: dates would join rows that nothing else joins.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    whole = -(-len(text) // _BLOCK) * _BLOCK
    return _cipher(name).encrypt_at_time(text.ljust(whole), 0)


def unseal(name: str, data: bytes | memoryview) -> dict[str, Any]:
    """Return the object sealed with the key of this name; raises Unreadable when the key is gone or is another."""
    try:
        found: dict[str, Any] = json.loads(_cipher(name).decrypt(bytes(data)))
    except InvalidToken:
        raise Unreadable(_("O que está selado não se abre com esta chave.")) from None
    return found


def _cipher(name: str) -> Fernet:
    try:
        return Fernet(base64.urlsafe_b64encode(secret(name)))
    except KeyGone:
        raise Unreadable(_("A chave foi destruída: o que estava selado já não se pode ler.")) from None
