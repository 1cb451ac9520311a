"""Zip containers (workbooks, zipped CSV) on their way in: weighed before anything is unpacked, refused with the limit named."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from rumo.doors.files.limits import CELLS, MEGABYTE, ROWS, UNPACKED_BYTES, FileRefused, refuse, thousands

CHUNK = 1 << 20
ENCRYPTED = 0x1
_BROKEN = "o ficheiro zip está estragado ou incompleto: volte a guardá-lo ou a enviá-lo"
# Only cells that hold something: spreadsheets write empty styled ones to the bottom of the sheet.
_CELL = re.compile(
    rb"""<(?:\w+:)?c(?=[\s>])(?:[^>]*?\sr=["']([A-Z]{1,3})([0-9]{1,7})["'])?(?:[^>]*[^/>])?>"""
)
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r=["']([0-9]{1,7})["']""")


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a zip whose members are whole, not encrypted, and together no larger than the limit once unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise refuse(name, _BROKEN) from None
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise refuse(name, "está protegido por palavra-passe: guarde-o sem palavra-passe")
    if sum(member.file_size for member in members) > UNPACKED_BYTES:
        raise _too_large(name)
    return archive


def _too_large(name: str) -> FileRefused:
    return refuse(name, f"desempacotado ocupa mais de {UNPACKED_BYTES // MEGABYTE} MB, que é o limite")


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """A member's bytes, piece by piece, its checksum verified at the end. Refuses a broken one."""
    try:
        with archive.open(member) as stream:
            while piece := stream.read(CHUNK):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise refuse(name, _BROKEN) from None


def check_workbook(data: bytes, name: str) -> None:
    """Refuse a workbook that is broken, locked, too large, or whose sheets span more than the limits.

    The span is measured before the reader lays a sheet out, since one stray cell at the far corner would cost gigabytes.
    """
    rows = 0
    with open_archive(data, name) as archive:
        for member in archive.infolist():
            sheet = bool(re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename))
            height, width = _span(chunks(archive, member, name), sheet)
            rows += height
            if height * width > CELLS:
                raise refuse(
                    name,
                    f"uma folha ocupa mais de {thousands(CELLS)} células, que é o limite: apague as que não usa",
                )
    if rows > ROWS + 4 * 12:  # headers and instructions are not counted
        raise refuse(name, f"tem {thousands(rows)} linhas; o limite são {thousands(ROWS)}: divida o ficheiro")


def _span(pieces: Iterator[bytes], sheet: bool) -> tuple[int, int]:
    height = width = rows = 0
    unplaced = False
    tail = b""
    for piece in pieces:
        if not sheet:
            continue
        text = tail + piece
        for column, row in _CELL.findall(text):
            height, width = max(height, int(row or 0)), max(width, _number(column))
            unplaced |= not row
        rows = max([rows, *map(int, _ROW.findall(text))])
        cut = text.rfind(b"<")
        tail = text[cut:] if cut >= 0 and len(text) - cut < 1_000 else b""
    # A cell that does not say where it stands follows its row, wherever that is.
    return (max(height, rows), max(width, 1)) if unplaced else (height, width)


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
