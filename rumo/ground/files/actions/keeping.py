"""Bytes on the disk that live and die with their row: written before the commit, gone with a rollback."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from rumo.ground.files.models import StoredFile

FOLDERS = ("quarantine", "released")
INCOMING = "incoming"
FORGOTTEN = timedelta(days=1)  # older than any transaction under way


class _Uncommitted:
    """A file written within a transaction: a rollback drops the commit hook uncalled, and the file goes with it."""

    def __init__(self, path: Path) -> None:
        """Hold the path until the commit."""
        self._path: Path | None = path

    def committed(self) -> None:
        """Leave the file alone from now on."""
        self._path = None

    def __del__(self) -> None:
        """Remove the file of a transaction that came to nothing."""
        if self._path:
            self._path.unlink(missing_ok=True)


@contextmanager
def incoming() -> Iterator[tuple[Path, Path]]:
    """Give two paths to write to, on the disk where files are kept; whatever is left there afterwards goes."""
    folder = Path(settings.FILES_DIR, INCOMING)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as own:
        yield Path(own, "received"), Path(own, "stripped")


def keep(written: Path, path: Path) -> None:
    """Move a file to its place within the transaction, on the disk for good; a rollback removes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written.open("rb") as file:
        os.fsync(file.fileno())
    uncommitted = _Uncommitted(path)
    written.replace(path)
    _sync(path.parent)
    transaction.on_commit(uncommitted.committed, robust=True)
    # first of all hooks, so that one that fails does not leave a row whose file is taken for uncommitted
    hooks = connection.run_on_commit
    hooks.insert(0, hooks.pop())


def copy(old: Path, new: Path) -> None:
    """Give the bytes a second place within the transaction; a rollback removes it."""
    with incoming() as (written, _unused):
        shutil.copyfile(old, written)
        keep(written, new)


def drop(path: Path) -> None:
    """Remove a file once the transaction is committed."""
    transaction.on_commit(lambda: path.unlink(missing_ok=True), robust=True)


def sweep(*, at: datetime) -> int:
    """Remove files that no row speaks for, left a day ago or more by a process that died; returns how many.

    It changes no row and nothing that counts, so the ledger is not told.
    """
    before = (at - FORGOTTEN).timestamp()
    removed = 0
    for name in FOLDERS:
        old = [path for path in Path(settings.FILES_DIR, name).glob("*") if path.stat().st_mtime < before]
        for path in old:
            row = StoredFile.objects.filter(place=path.name).exclude(state=StoredFile.State.REJECTED).first()
            if row is None or row.path != path:
                path.unlink(missing_ok=True)
                removed += 1
    for folder in Path(settings.FILES_DIR, INCOMING).glob("*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _sync(folder: Path) -> None:
    """Put a folder's list of names on the disk for good."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
