"""The one-time token of a form: made by the server, signed, carried in the form and never in an address."""

import secrets

from django.core import signing
from django.http import HttpRequest

OPEN_FOR = 30 * 24 * 3600
"""Seconds a form may be begun and not sent: as long as a draft is kept."""


def fresh(purpose: str) -> str:
    """Return a new token, 128 random bits, signed for what it is to be used for."""
    return signing.dumps(secrets.token_hex(16), salt=f"form:{purpose}")


def read(request: HttpRequest, purpose: str) -> str | None:
    """Return the random part of the token that a form carries, None where it is absent, foreign or too old."""
    try:
        return bare(request.POST.get("token", ""), purpose)
    except signing.BadSignature:
        return None


def bare(token: str, purpose: str) -> str:
    """Return the random part of a token; raises BadSignature."""
    return str(signing.loads(token, salt=f"form:{purpose}", max_age=OPEN_FOR))
