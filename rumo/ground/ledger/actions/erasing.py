"""Erasure: the detail of an object's acts goes, with its salt; the entries stay, and so does the act of erasing."""

from datetime import datetime

from django.db import transaction

from rumo.ground.ledger.actions.recording import record
from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.rules.commitments import ERASED


@transaction.atomic
def erase_detail(*, target: str, by: str, at: datetime) -> int:
    """Delete what the ledger knows of the acts on an object, and record that; returns how many acts, 0 (and nothing recorded) a second time.

    The record names the entries, so that each can be shown as removed on request; it holds nothing of what they said.
    """
    rows = Detail.objects.filter(target=target).exclude(verb=ERASED)
    entries = sorted(rows.values_list("entry_id", flat=True))
    if entries:
        rows.filter(entry__in=entries).delete()
        record(verb="ledger.erase", by=by, at=at, target=target, new={"entries": entries})
    return len(entries)
