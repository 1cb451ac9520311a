"""Keeping what somebody has written and not sent, and where an errand elsewhere began, each sealed with what only they carry."""

import base64
import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from rumo.ground.core.fields import token_hash
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Draft

DAYS = 30
"""How long a draft is kept after it was last touched."""
ERRAND = timedelta(minutes=15)
"""How long somebody may be away at an identity provider."""


@transaction.atomic
def keep_draft(*, consultation: Consultation, token: str, data: dict[str, Any], at: datetime) -> None:
    """Keep what is written so far under a form's token; a draft is nobody's act and enters no ledger."""
    sealed = _box(token).encrypt(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    of = {"sealed": sealed, "updated_at": at, "consultation": consultation}
    Draft.objects.update_or_create(token_hash=token_hash(token), defaults=of)


def read_draft(*, consultation: Consultation, token: str) -> dict[str, Any]:
    """Return what was written under a form's token; nothing when there is none (one query)."""
    row = Draft.objects.filter(token_hash=token_hash(token), consultation=consultation).first()
    return {} if row is None else _opened(row, token)


@transaction.atomic
def drop_draft(*, token: str) -> None:
    """Throw a draft away: what was in it has been sent, or is wanted no more."""
    Draft.objects.filter(token_hash=token_hash(token)).delete()


@transaction.atomic
def park(*, consultation: Consultation, data: dict[str, Any], at: datetime) -> str:
    """Keep where somebody goes on from when they come back, and return the one word that opens it, once and within ERRAND.

    The word travels in addresses, so nothing of a person may be in `data`, and whoever comes back with it shows what else they hold.
    """
    state = secrets.token_urlsafe(24)
    parked = {**data, "until": (at + ERRAND).timestamp()}
    keep_draft(consultation=consultation, token=_errand(state), data=parked, at=at)
    return state


@transaction.atomic
def unpark(*, state: str, at: datetime) -> tuple[Consultation, dict[str, Any]] | None:
    """Return what was parked under a word and forget it; None for a word that is nobody's, spent or too old."""
    found = Draft.objects.select_for_update(of=("self",)).select_related("consultation")
    row = found.filter(token_hash=token_hash(_errand(state))).first()
    if row is None:
        return None
    row.delete()
    data = _opened(row, _errand(state))
    return (row.consultation, data) if at.timestamp() < data.get("until", 0) else None


def _opened(row: Draft, token: str) -> dict[str, Any]:
    """What is sealed in a draft; nothing where what is on the disk is not what was written."""
    try:
        found: dict[str, Any] = json.loads(_box(token).decrypt(bytes(row.sealed)))
    except InvalidToken:
        return {}
    return found


def _errand(state: str) -> str:
    return f"errand:{state}"


def _box(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"draft:" + token.encode()).digest()))
