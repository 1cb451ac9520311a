"""The antivirus of this installation, asked through clamd: clean, found, or no answer."""

from enum import Enum
from pathlib import Path
from typing import NamedTuple

import clamd
from django.conf import settings

PATIENCE = 30.0  # seconds for one answer


class Answer(Enum):
    """What came of asking."""

    NONE = "no antivirus in this installation"
    CLEAN = "clean"
    FOUND = "found"
    SILENT = "it did not answer"


class Verdict(NamedTuple):
    """An answer, and the name of what was found."""

    answer: Answer
    found: str = ""


def look(path: Path) -> Verdict:
    """Have the file looked at; anything but a clear answer counts as none, and the file waits."""
    if not settings.CLAMD:
        return Verdict(Answer.NONE)
    kind, _, place = settings.CLAMD.partition(":")
    if kind == "unix":
        scanner = clamd.ClamdUnixSocket(place, timeout=PATIENCE)
    else:
        host, _, port = place.rpartition(":")
        scanner = clamd.ClamdNetworkSocket(host, int(port), timeout=PATIENCE)
    try:
        with path.open("rb") as file:
            status, found = (scanner.instream(file) or {}).get("stream", ("", ""))
    except (clamd.ClamdError, OSError):
        return Verdict(Answer.SILENT)
    if status == "FOUND":
        return Verdict(Answer.FOUND, str(found)[:100])
    return Verdict(Answer.CLEAN if status == "OK" else Answer.SILENT)
