"""A file comes in: read within its limit, recognised, stripped, looked at, kept."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.files.actions.antivirus import Answer, look
from rumo.ground.files.actions.keeping import incoming, keep
from rumo.ground.files.actions.wording import found, target_of, waiting
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import BLOCK, EVIDENCE, FileRefused, Signature, clean, cleaned, recognise
from rumo.ground.files.rules.limits import MB
from rumo.ground.files.rules.names import extension
from rumo.ground.ledger import actions as ledger


class Readable(Protocol):
    """What bytes are read from: an open file, or what Django holds of an upload."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most so many bytes; none at the end."""


def receive(*, name: str, stream: Readable, by: str, at: datetime, limit: int = EVIDENCE) -> StoredFile:
    """Keep a file, without what tells on its author, and return its row: released, quarantined or rejected.

    Name and content decide what it is; what a browser says of it is not asked. Rejected (`state`, `reason`) means that the
    antivirus found something: the bytes are gone, the row says so. Quarantined means that the antivirus did not answer; it
    is asked again by `scan_waiting`. Raises `FileRefused`, with words for the sender, and keeps nothing. The work is done
    before the transaction is opened, so that no other writer waits for it; a caller's own transaction takes bytes and row
    with it when it is rolled back.
    """
    with incoming() as (received, stripped):
        sha256 = _take(stream, received, limit)
        name = cleaned(name)
        kind = recognise(received, name)
        clean(received, stripped, kind)
        stored = StoredFile(
            name=name if extension(name) else cleaned(f"{name}.{kind.extensions[0]}"),
            media_type=kind.media_type,
            sha256_received=sha256,
            sha256_served=_digest(stripped),
            size=stripped.stat().st_size,
            received_by=by,
            received_at=at,
        )
        _judge(stored, stripped)
        _keep(stored, stripped)
    return stored


def _judge(stored: StoredFile, written: Path) -> None:
    """Set what the antivirus makes of the file."""
    verdict = look(written)
    stored.scanned = verdict.answer in (Answer.CLEAN, Answer.FOUND)
    if verdict.answer is Answer.FOUND:
        stored.state, stored.reason = StoredFile.State.REJECTED, found(verdict)
    elif verdict.answer is Answer.SILENT:
        stored.state, stored.reason = StoredFile.State.QUARANTINED, waiting()
    else:
        stored.state, stored.released_at = StoredFile.State.RELEASED, stored.received_at


@transaction.atomic
def _keep(stored: StoredFile, written: Path) -> None:
    """Write row, bytes and record together."""
    if stored.state != StoredFile.State.REJECTED:
        keep(written, stored.path)
    stored.save()
    ledger.record(
        verb="file.receive",
        by=stored.received_by,
        at=stored.received_at,
        target=target_of(stored),
        new={
            "state": stored.state,
            "sha256": stored.sha256_served,
            "size": stored.size,
            "media_type": stored.media_type,
            "scanned": stored.scanned,
            "reason": stored.reason,
        },
    )


def _take(stream: Readable, path: Path, limit: int) -> str:
    """Write what comes to `path`, block by block, and return its SHA-256; no byte is read past the block that is too much."""
    signature, digest, size = Signature(), hashlib.sha256(), 0
    with path.open("wb") as file:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > limit:
                raise FileRefused(
                    _(
                        "O ficheiro tem mais de %(limit)s MB, que é o limite. Reduza-o ou divida-o em vários e envie-os um a um."
                    )
                    % {"limit": limit // MB}
                )
            signature.refuse(block)
            digest.update(block)
            file.write(block)
    if not size:
        raise FileRefused(_("O ficheiro está vazio. Escolha outro ficheiro."))
    return digest.hexdigest()


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
