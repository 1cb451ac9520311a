"""What may be served, and what waits."""

from pathlib import Path
from typing import NamedTuple

from rumo.ground.files.models import StoredFile


class Served(NamedTuple):
    """A released file: its row, and where its bytes lie."""

    stored: StoredFile
    path: Path


def served(public_id: str) -> Served | None:
    """Return a released file whose bytes are there; None for any other, waiting, rejected or unknown."""
    stored = StoredFile.objects.filter(public_id=public_id, state=StoredFile.State.RELEASED).first()
    if stored is None or not stored.path.is_file():
        return None
    return Served(stored, stored.path)


def in_quarantine() -> list[StoredFile]:
    """Return the files that wait for the antivirus, the oldest first."""
    return list(StoredFile.objects.filter(state=StoredFile.State.QUARANTINED).order_by("received_at", "pk"))
