"""Static files gathered for serving, and only when one of them changed since the last time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def fingerprint() -> str:
    """Return a SHA-256 over the name, size and time of every static file of every app."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            at = Path(storage.path(name)).stat()
            seen.update(f"{name}|{at.st_size}|{at.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def gather() -> bool:
    """Collect, name by hash and compress the static files if any changed; return whether it was needed."""
    mark = Path(settings.STATIC_ROOT) / ".gathered"
    now = fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now, encoding="ascii")
    return True
