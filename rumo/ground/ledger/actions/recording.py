"""The one way anything enters the ledger."""

import json
import secrets
from datetime import datetime

from django.db import transaction

from rumo.ground.ledger.models import Detail, Entry
from rumo.ground.ledger.rules.commitments import commitment


@transaction.atomic(savepoint=False)  # it stands or falls with the act it tells of
def record(*, verb: str, by: str, at: datetime, target: str, old: object = None, new: object = None) -> Entry:
    """Write that `by` did `verb` to `target` at `at`, within the caller's transaction.

    `by` is the actor's public id, `target` the object's public name (such as `plan:odemira-2015-2017`); `old` and `new` are JSON values.
    The entry's place in the tree is given later, by `seal`: a number taken here would make every act wait for the one before it.
    """
    salt = secrets.token_hex(16)
    old, new = json.loads(json.dumps([old, new], default=str))
    digest = commitment(salt=salt, verb=verb, by=by, target=target, at=at, old=old, new=new)
    entry = Entry.objects.create(commitment=digest, at=at)
    Detail.objects.create(entry=entry, salt=salt, verb=verb, by=by, target=target, old=old, new=new)
    return entry
