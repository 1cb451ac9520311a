"""What becomes of a file once it is in: released, rejected, looked at again, discarded."""

from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.files import queries
from rumo.ground.files.actions.antivirus import Answer, Verdict, look
from rumo.ground.files.actions.keeping import copy, drop
from rumo.ground.files.actions.wording import found, gone, target_of
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger import actions as ledger


class NotWaiting(ValueError):
    """The file is no longer in the state that the act begins from; the words say in which it is."""


class Scanned(NamedTuple):
    """How many files an antivirus let through, how many it stopped, how many still wait."""

    released: int
    rejected: int
    waiting: int


@transaction.atomic
def release(*, public_id: str, scanned: bool, by: str, at: datetime) -> StoredFile:
    """Let a quarantined file be served; `scanned` says whether an antivirus cleared it.

    Raises `StoredFile.DoesNotExist`, and `NotWaiting` when it is not in quarantine.
    """
    stored = _in_state(public_id, StoredFile.State.QUARANTINED)
    old, before = _said(stored), stored.path
    stored.state, stored.reason = StoredFile.State.RELEASED, ""
    stored.scanned, stored.released_at = scanned, at
    copy(before, stored.path)
    drop(before)
    return _write(stored, old, verb="file.release", by=by, at=at)


@transaction.atomic
def reject(*, public_id: str, reason: str, scanned: bool, by: str, at: datetime) -> StoredFile:
    """Delete the bytes of a quarantined or released file and say why; the row stays.

    Raises `StoredFile.DoesNotExist`, and `NotWaiting` when it is rejected already.
    """
    stored = _in_state(public_id, StoredFile.State.QUARANTINED, StoredFile.State.RELEASED)
    old, before = _said(stored), stored.path
    stored.state, stored.reason = StoredFile.State.REJECTED, reason[:300]
    stored.scanned = scanned or stored.scanned
    drop(before)
    return _write(stored, old, verb="file.reject", by=by, at=at)


@transaction.atomic
def discard(*, public_id: str, by: str, at: datetime) -> None:
    """Delete a file that nobody uses, bytes and row.

    Raises `StoredFile.DoesNotExist`, and Django's `ProtectedError` while a later room's row points at it.
    """
    stored = StoredFile.objects.select_for_update().get(public_id=public_id)
    ledger.record(verb="file.discard", by=by, at=at, target=target_of(stored), old=_said(stored))
    drop(stored.path)
    stored.delete()


def scan_waiting(*, by: str, at: datetime) -> Scanned:
    """Have every file in quarantine looked at again, the oldest first; each is released or rejected in a transaction of its own.

    The first silence ends the round, since the antivirus is down. Where the settings name none, everything waits (a command
    run without them must let nothing out): a person may still `release`. What another process settled meanwhile is passed over.
    """
    released = rejected = 0
    for stored in queries.in_quarantine():
        lost = not stored.path.is_file()
        verdict = Verdict(Answer.FOUND) if lost else look(stored.path)
        if verdict.answer in (Answer.SILENT, Answer.NONE):
            break
        with suppress(NotWaiting, StoredFile.DoesNotExist):
            if verdict.answer is Answer.CLEAN:
                release(public_id=stored.public_id, scanned=True, by=by, at=at)
                released += 1
            else:
                reason = gone() if lost else found(verdict)
                reject(public_id=stored.public_id, reason=reason, scanned=not lost, by=by, at=at)
                rejected += 1
    return Scanned(released, rejected, len(queries.in_quarantine()))


def _in_state(public_id: str, *states: str) -> StoredFile:
    """Return the row, locked, when it is in one of these states."""
    stored = StoredFile.objects.select_for_update().get(public_id=public_id)
    if stored.state not in states:
        raise NotWaiting(
            _("O ficheiro «%(name)s» está neste momento: %(state)s. Nada mudou.")
            % {"name": stored.name, "state": stored.get_state_display()}
        )
    return stored


def _said(stored: StoredFile) -> dict[str, object]:
    """Return what the ledger keeps of a file's standing."""
    return {"state": stored.state, "reason": stored.reason, "scanned": stored.scanned}


def _write(stored: StoredFile, old: dict[str, object], *, verb: str, by: str, at: datetime) -> StoredFile:
    """Write the row and its record."""
    stored.save()
    ledger.record(verb=verb, by=by, at=at, target=target_of(stored), old=old, new=_said(stored))
    return stored
