"""The one way anything enters the ledger."""

import hashlib
import json
import secrets
from datetime import datetime

from django.db import transaction

from rumo.ground.ledger.models import Detail, Entry


def commitment(*, salt: str, verb: str, by: str, target: str, at: datetime, old: object, new: object) -> str:
    """Return the hex SHA-256 of the salted canonical JSON of an act; anyone who holds the detail can compute it again."""
    content = [salt, verb, by, target, at.isoformat(), old, new]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def record(*, verb: str, by: str, at: datetime, target: str, old: object = None, new: object = None) -> Entry:
    """Write that `by` did `verb` to `target` at `at`, within the caller's transaction.

    `by` is the actor's public id, `target` the object's public name (such as `plan:odemira-2015-2017`); `old` and `new` are JSON values.
    """
    salt = secrets.token_hex(16)
    old, new = json.loads(json.dumps([old, new], default=str))
    digest = commitment(salt=salt, verb=verb, by=by, target=target, at=at, old=old, new=new)
    entry = Entry.objects.create(commitment=digest, at=at)
    Detail.objects.create(entry=entry, salt=salt, verb=verb, by=by, target=target, old=old, new=new)
    return entry
