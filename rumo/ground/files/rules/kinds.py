"""What a file is, told by its content alone: its own signature, a second opinion, and an extension that must agree."""

import codecs
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import puremagic
from django.utils.translation import gettext as _

from rumo.ground.files.rules.limits import BLOCK, FileRefused
from rumo.ground.files.rules.names import extension
from rumo.ground.files.rules.sounds.mp3 import is_frame

HEAD = 8192  # bytes enough for every signature
_SURE = 0.5  # how sure the second opinion must be to speak against a plain text


class Kind(NamedTuple):
    """A kind of file that may come in: how it is cleaned, its media type, the extensions that agree with it."""

    family: str
    media_type: str
    extensions: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = Kind("pdf", "application/pdf", ("pdf",))
PNG = Kind("PNG", "image/png", ("png",))
JPEG = Kind("JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
WEBP = Kind("WEBP", "image/webp", ("webp",))
DOCX = Kind("package", f"{_OOXML}wordprocessingml.document", ("docx",))
XLSX = Kind("package", f"{_OOXML}spreadsheetml.sheet", ("xlsx",))
ODT = Kind("package", f"{_ODF}text", ("odt",))
ODS = Kind("package", f"{_ODF}spreadsheet", ("ods",))
CSV = Kind("text", "text/csv", ("csv",))
TEXT = Kind("text", "text/plain", ("txt", "tsv", "md"))
WAV = Kind("wav", "audio/wav", ("wav",))
OGG = Kind("ogg", "audio/ogg", ("ogg", "opus", "oga"))
WEBM = Kind("webm", "audio/webm", ("webm", "weba"))
MP4 = Kind("mp4", "audio/mp4", ("m4a", "mp4", "m4b"))
MP3 = Kind("mp3", "audio/mpeg", ("mp3",))
SOUNDS = (WAV, OGG, WEBM, MP4, MP3)
_MARKS = ((PDF, 0, b"%PDF-"), (PNG, 0, b"\x89PNG\r\n\x1a\n"), (JPEG, 0, b"\xff\xd8\xff"), (WEBP, 8, b"WEBP"))
_BY_PART = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
_BY_MIMETYPE = {kind.media_type.encode(): kind for kind in (ODT, ODS)}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NOT_TEXT = re.compile(
    r"\ufeff?\s*(?:<[a-z!?/%]|#!|%!ps|\{\\rtf|push\s+graphic-context|viewbox\b|gif8)", re.IGNORECASE
)


def recognise(path: Path, name: str) -> Kind:
    """Return what the file at `path` is; its extension must say the same. Raises `FileRefused`."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = _signed(path, head) or _sound(head) or _text(path, head, extension(name).lower())
    _refuse_two_in_one(path, head, kind)
    written = extension(name).lower()
    if written and written not in kind.extensions:
        raise FileRefused(
            _(
                "O nome termina em .%(written)s, mas o conteúdo é de um ficheiro .%(found)s. Guarde-o de novo com a extensão certa."
            )
            % {"written": written, "found": kind.extensions[0]}
        )
    return kind


def _signed(path: Path, head: bytes) -> Kind | None:
    """Return the kind whose signature opens the file, when the second opinion says so too."""
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    seen = {guess.extension for guess in _guesses(head)}
    for kind, place, mark in _MARKS:
        if head.startswith(mark, place) and seen & {f".{end}" for end in kind.extensions}:
            return kind
    return None


def _sound(head: bytes) -> Kind | None:
    """Return the container of sound that opens the file: each has its own name within it, and is read whole when it is cleaned."""
    named = (
        (WAV, head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
        (OGG, head[:4] == b"OggS"),
        (WEBM, head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head[:64]),
        (MP4, head[4:8] == b"ftyp"),
        (MP3, head[:3] == b"ID3" or is_frame(head)),
    )
    return next((kind for kind, right in named if right), None)


def _guesses(head: bytes) -> Sequence[puremagic.PureMagicWithConfidence]:
    """Return what puremagic takes the beginning for, the surest first; nothing where it knows nothing."""
    try:
        return puremagic.magic_string(head)
    except puremagic.PureError:
        return []


def _package(path: Path) -> Kind:
    """Return which document a zip is, by its parts; any other archive is refused."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            for part, kind in _BY_PART:
                if {part, "[Content_Types].xml"} <= names:
                    return kind
            with packed.open("mimetype") as mimetype:
                return _BY_MIMETYPE[mimetype.read(100).strip()]
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        raise FileRefused(
            _(
                "O ficheiro está comprimido (zip), ou é um documento danificado. Envie cada ficheiro à parte, sem o comprimir."
            )
        ) from None


def _text(path: Path, head: bytes, written: str) -> Kind:
    """Return CSV or plain text when the whole file is UTF-8 that no program takes for anything else."""
    start = head.decode("utf-8", "replace")
    sure = [guess.extension for guess in _guesses(head) if guess.confidence >= _SURE]
    if _NOT_TEXT.match(start) or not {"", ".txt", ".csv", ".tsv", ".md", ".json"} >= set(sure):
        raise _unknown()
    reader = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            try:
                piece = reader.decode(block, final=not block)
            except UnicodeDecodeError:
                raise _unknown() from None
            if _CONTROLS.search(piece):
                raise _unknown()
            if not block:
                return CSV if written in CSV.extensions else TEXT


def _refuse_two_in_one(path: Path, head: bytes, kind: Kind) -> None:
    """Refuse a file that another program would read as something else."""
    double = (
        (kind != PDF and b"%PDF-" in head[:1024])
        or (kind == JPEG and head[4:6] == b"/*")  # a length that opens a comment in a script
        or (kind.family != "package" and zipfile.is_zipfile(path))
    )
    if double:
        raise FileRefused(
            _(
                "O ficheiro é duas coisas ao mesmo tempo (esconde outro dentro). Abra-o, guarde-o de novo e envie a cópia."
            )
        )


def _unknown() -> FileRefused:
    """Say what may come in."""
    return FileRefused(
        _(
            "Este tipo de ficheiro não é aceite. São aceites PDF, PNG, JPEG, WebP, DOCX, XLSX, ODT, ODS, som (OGG, WebM, M4A, MP3, WAV) e texto ou CSV em UTF-8:"
            " guarde-o num destes formatos e envie-o de novo."
        )
    )
