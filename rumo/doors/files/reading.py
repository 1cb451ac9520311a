"""Reads a plan file whatever its carrier, told by content and not by name: JSON, workbook, or a zip of CSV files."""

from __future__ import annotations

import stat
from collections.abc import Container, Mapping
from pathlib import Path

from rumo.doors.files.archive import open_archive
from rumo.doors.files.limits import FILE_BYTES, MEGABYTE, NAME, FileRefused, refuse
from rumo.doors.files.plan_csv import read_csv_zip
from rumo.doors.files.plan_json import NotJsonError, load_json
from rumo.doors.files.plan_xlsx import read_xlsx
from rumo.doors.files.rawfile import RawFile
from rumo.science.planfile import Parsed, parse
from rumo.science.planfile.values import brief, shown

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Excel files begin, and also workbooks locked by a password."""
_LARGE = f"ocupa mais de {FILE_BYTES // MEGABYTE} MB, que é o limite"


def read_plan(source: Path | bytes, name: str = "") -> RawFile:
    """Read a plan file by its content. `name` is what messages call it. Raises `FileRefused` when it cannot be read at all."""
    data, name = load(source, name)
    if data[:2] == b"PK":
        return read_xlsx(data, name) if kind_of_zip(data, name) == "workbook" else read_csv_zip(data, name)
    try:
        raw = load_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refuse(
            name, "não é um plano que se consiga ler: envie JSON, um livro .xlsx ou um zip de folhas CSV"
        ) from None
    except NotJsonError as wrong:
        raise refuse(name, str(wrong)) from None
    if not isinstance(raw, dict):
        raise refuse(name, f"tem de ser um objeto com chaves e está {shown(raw)}")
    return RawFile(raw)


def parse_plan(
    source: Path | bytes, name: str = "", *, areas: Mapping[str, str], municipalities: Container[str]
) -> tuple[Parsed, RawFile]:
    """Read and check a plan file in one step; faults and flags stand at the places of the file as it came. Never raises."""
    try:
        raw = read_plan(source, name)
    except FileRefused as refused:
        return Parsed(None, refused.faults), RawFile(None, faults=refused.faults)
    return checked(raw, areas=areas, municipalities=municipalities), raw


def checked(raw: RawFile, *, areas: Mapping[str, str], municipalities: Container[str]) -> Parsed:
    """Check a file already read: its carrier's faults and the plan file's, together."""
    parsed = parse(raw.raw, areas=areas, municipalities=municipalities)
    faults = raw.place_all(parsed.faults)
    flags = RawFile(None, raw.cells).place_all(parsed.flags)
    return Parsed(None if faults else parsed.plan, faults, flags)


def load(source: Path | bytes, name: str) -> tuple[bytes, str]:
    """The bytes of a file and what to call it; refuses one that is empty, too large or of a kind that is never read."""
    name = brief(name or (source.name if isinstance(source, Path) else "ficheiro"), NAME)
    data = _from_disk(source, name) if isinstance(source, Path) else source
    if len(data) > FILE_BYTES:
        raise refuse(name, _LARGE)
    if not data.strip():
        raise refuse(name, "está vazio")
    if data.startswith(COMPOUND):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        why = (
            "está protegido por palavra-passe: guarde-o sem palavra-passe"
            if locked
            else "é um Excel antigo (.xls): guarde-o como .xlsx"
        )
        raise refuse(name, why)
    return data, name


def _from_disk(path: Path, name: str) -> bytes:
    """The bytes of a file; a folder, pipe or device is refused before it is opened, since reading one might never end."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise refuse(name, "não é um ficheiro, mas uma pasta, canal ou dispositivo: indique um ficheiro")
        if found.st_size > FILE_BYTES:
            raise refuse(name, _LARGE)
        return path.read_bytes()
    except OSError:
        raise refuse(name, "não se consegue abrir: verifique se existe e se o pode ler") from None


def kind_of_zip(data: bytes, name: str) -> str:
    """Whether a zip is a "workbook" or "csv"; an OpenDocument sheet is refused with what to do."""
    with open_archive(data, name) as archive:
        names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "workbook"
    if "content.xml" in names and "mimetype" in names:
        raise refuse(name, "é um ficheiro OpenDocument: guarde-o como .xlsx")
    return "csv"
