"""What a file must be to come in, and how what tells on its author is taken out of it."""

from rumo.ground.files.rules.cleaning import clean
from rumo.ground.files.rules.kinds import Kind, recognise
from rumo.ground.files.rules.limits import (
    BLOCK,
    ENTRIES,
    EVIDENCE,
    NAME,
    PIXELS,
    RATIO,
    UNPACKED,
    FileRefused,
    Signature,
)
from rumo.ground.files.rules.names import cleaned

__all__ = [
    "BLOCK",
    "ENTRIES",
    "EVIDENCE",
    "NAME",
    "PIXELS",
    "RATIO",
    "UNPACKED",
    "FileRefused",
    "Kind",
    "Signature",
    "clean",
    "cleaned",
    "recognise",
]
