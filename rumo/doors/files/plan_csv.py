"""The plan as a zip of CSV files, one a sheet; and any CSV text read whatever its encoding and separator."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal

from rumo.doors.files.archive import chunks, open_archive
from rumo.doors.files.cells import Cell, numeral
from rumo.doors.files.columns import FORMAT_LABEL, INSTRUCTION, PLANO, PLANO_HEADERS, PLANO_NAME, TABLES
from rumo.doors.files.headers import simple
from rumo.doors.files.limits import NAME, check_rows, refuse
from rumo.doors.files.rawfile import RawFile
from rumo.doors.files.sheets_in import from_sheets
from rumo.doors.files.sheets_out import to_sheets
from rumo.science.planfile import Plan, dump
from rumo.science.planfile.document import FORMAT
from rumo.science.planfile.values import brief, quoted

SEPARATORS = ";,\t|"
FIELD = 1_000_000
"""Characters in one field of CSV."""
STAMP = (1980, 1, 1, 0, 0, 0)
"""One date for every member, so that the same plan gives the same bytes."""


def write_csv(plan: Plan | None) -> bytes:
    """The plan as a zip of CSV files (UTF-8 with mark, separated by ;, decimal comma, as spreadsheets in Portuguese expect)."""
    lines = to_sheets(dump(plan)) if plan else {}
    values = lines.get(PLANO_NAME, [[None]] * len(PLANO))
    note = INSTRUCTION + "Preencha a segunda coluna; deixe vazio o que o plano não diz."
    head: list[list[Cell]] = [list(PLANO_HEADERS), [note, None, None], [FORMAT_LABEL, FORMAT, None]]
    plano = [[column.header, cell, column.note] for column, (cell,) in zip(PLANO, values, strict=True)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _member(archive, PLANO_NAME, head + plano)
        for sheet in TABLES:
            titles: list[Cell] = [column.header for column in sheet.columns]
            notes: list[Cell] = [
                (INSTRUCTION if i == 0 else "") + column.note for i, column in enumerate(sheet.columns)
            ]
            _member(archive, sheet.name, [titles, notes, *lines.get(sheet.name, [])])
    return out.getvalue()


def _member(archive: zipfile.ZipFile, name: str, lines: Iterable[Iterable[Cell]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_written(cell) for cell in line] for line in lines)
    info = zipfile.ZipInfo(f"{name}.csv", STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, text.getvalue().encode("utf-8-sig"))


def _written(cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, Decimal) else numeral(cell)


def read_csv_zip(data: bytes, name: str) -> RawFile:
    """Read a zip of CSV files, one a sheet; raises `FileRefused`."""
    grid: dict[str, list[list[Cell]]] = {}
    seen: dict[str, str] = {}
    with open_archive(data, name) as archive:
        for member in archive.infolist():
            title = brief(member.filename.rsplit("/", 1)[-1], NAME)
            # Archivers leave folders and their own hidden files beside the sheets.
            if member.is_dir() or title.startswith(".") or member.filename.startswith("__MACOSX/"):
                continue
            if not title.lower().endswith(".csv"):
                raise refuse(
                    f"{name}/{title}",
                    "não é um ficheiro CSV: o zip só pode trazer as folhas do plano em .csv",
                )
            if (sheet := simple(title[:-4])) in seen:
                both = f"{quoted(seen[sheet])} e {quoted(member.filename)}"
                raise refuse(f"{name}/{title}", f"há dois ficheiros da mesma folha, {both}: deixe só um")
            seen[sheet] = member.filename
            grid[title[:-4]] = read_csv_text(b"".join(chunks(archive, member, name)), title)
    check_rows(name, map(len, grid.values()))
    return from_sheets(grid, suffix=".csv")


def decoded(data: bytes, encoding: str | None = None) -> str:
    """Text from bytes: UTF-8 (with or without mark) or UTF-16 by its mark, else Windows-1252, unless told which."""
    if encoding is None and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    if encoding is None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252", errors="replace")
    return data.decode(encoding, errors="replace")


def separator(text: str) -> str:
    """The mark between fields, by the first line: the one it has most of outside quotes."""
    line: list[str] = []
    quoted_ = False
    for mark in text[:20_000]:
        quoted_ ^= mark == '"'
        if mark in "\r\n" and not quoted_ and line:
            break
        if not quoted_:
            line.append(mark)
    return max(SEPARATORS, key=line.count) if line else ";"


def read_csv_text(
    data: bytes, name: str, *, encoding: str | None = None, delimiter: str | None = None
) -> list[list[Cell]]:
    """The cells of one CSV file; an empty field is None. Raises `FileRefused`."""
    text = decoded(data, encoding)
    csv.field_size_limit(FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or separator(text))
    try:
        return [[cell or None for cell in line] for line in reader]
    except csv.Error:
        raise refuse(
            f"{name}!{reader.line_num}", "linha de CSV que não se consegue ler: verifique as aspas"
        ) from None
