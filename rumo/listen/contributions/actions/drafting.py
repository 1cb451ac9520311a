"""Keeping what somebody has written and not sent, sealed with the token that travels in their form and is nowhere kept."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from rumo.ground.core.fields import token_hash
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Draft

DAYS = 30
"""How long a draft is kept after it was last touched."""


@transaction.atomic
def keep_draft(*, consultation: Consultation, token: str, data: dict[str, Any], at: datetime) -> None:
    """Keep what is written so far under a form's token; a draft is nobody's act and enters no ledger."""
    sealed = _box(token).encrypt(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    of = {"sealed": sealed, "updated_at": at, "consultation": consultation}
    Draft.objects.update_or_create(token_hash=token_hash(token), defaults=of)


def read_draft(*, consultation: Consultation, token: str) -> dict[str, Any]:
    """Return what was written under a form's token; nothing when there is none (one query)."""
    row = Draft.objects.filter(token_hash=token_hash(token), consultation=consultation).first()
    if row is None:
        return {}
    try:
        found: dict[str, Any] = json.loads(_box(token).decrypt(bytes(row.sealed)))
    except InvalidToken:
        return {}
    return found


@transaction.atomic
def drop_draft(*, token: str) -> None:
    """Throw a draft away: what was in it has been sent, or is wanted no more."""
    Draft.objects.filter(token_hash=token_hash(token)).delete()


def _box(token: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"draft:" + token.encode()).digest()))
