"""Keys: 32 random bytes each, made once under a name, kept in a folder outside the database and its backups."""

import contextlib
import os
import re
import secrets
from pathlib import Path

from django.conf import settings

BYTES = 32
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,119}")
_GONE = ".gone"
_held: dict[Path, bytes] = {}


class KeyGone(LookupError):
    """The key of this name was destroyed: what it protected can no longer be read, and no other takes its place."""


def secret(name: str) -> bytes:
    """Return the key of this name (small letters, digits, "-"), made at the first asking; raises KeyGone once it was destroyed.

    Two processes that ask at once get the same: the file appears whole, under a name only one can take. A key held in memory is
    given only while its file is there, so that a key destroyed by one process is gone for all.
    """
    path = _path(name)
    if not path.exists():
        _held.pop(path, None)
        _make(path)
    if path not in _held:
        _held[path] = path.read_bytes()
    return _held[path]


def destroy(name: str) -> bool:
    """Destroy a key for good and return whether there was one; a mark stays, so that the name is never given another."""
    path = _path(name)
    there = path.exists()
    _held.pop(path, None)
    if there:
        path.with_suffix(_GONE).touch(mode=0o600)
        path.unlink(missing_ok=True)
        _sync(path.parent)
    return there


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of a key: {name!r}")
    return Path(settings.KEYS_DIR, name)


def _make(path: Path) -> None:
    """Write the key whole beside its place, then give it its name, which fails where the name is taken."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.with_suffix(_GONE).exists():
        raise KeyGone(path.name)
    made = path.with_suffix(f".{secrets.token_hex(8)}")
    number = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(secrets.token_bytes(BYTES))
        file.flush()
        os.fsync(number)
    with contextlib.suppress(FileExistsError):  # another process was first: its key is the key
        os.link(made, path)
    made.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Put a folder's list of names on the disk for good."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
