"""A file's name as it is kept: no path, no controls, nothing that turns the writing direction, 200 characters at most."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote

from rumo.ground.files.rules.limits import NAME

_JOINERS = "\u200c\u200d"  # Persian and Hindi write with them
_UNWANTED = ("Cc", "Cf", "Cs", "Co", "Cn")
_RESERVED = re.compile(r'[<>:"|?*%]')
_EXTENSION = 10  # characters of an extension, at most
NAMELESS = "ficheiro"


def cleaned(name: str) -> str:
    """Return the last part of a name, safe to show and to save under on any system; never empty."""
    plain = name[: 50 * NAME]
    for _turn in range(3):  # ..%252f hides a path twice
        plain = unquote(plain)
    last = re.split(r"[/\\]", plain)[-1]
    kept = (c for c in last if c in _JOINERS or unicodedata.category(c) not in _UNWANTED)
    text = unicodedata.normalize("NFC", " ".join(_RESERVED.sub("_", "".join(kept)).split())).strip(". ")
    end = extension(text)
    stem = text.removesuffix(f".{end}") if end else text
    room = NAME - len(end) - 1
    return f"{stem[:room].rstrip('. ') or NAMELESS}.{end}" if end else stem[:NAME].rstrip(". ") or NAMELESS


def extension(name: str) -> str:
    """Return the extension as it was written, without the point; empty where there is none."""
    end = PurePosixPath(name).suffix.removeprefix(".")
    return end if len(end) <= _EXTENSION and end.isalnum() else ""
