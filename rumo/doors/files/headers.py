"""The first line of a sheet: which column is which, and every header that is unknown, repeated, missing or forgotten."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from rumo.doors.files.cells import Cell, as_text
from rumo.doors.files.columns import Column, Sheet
from rumo.science.planfile import Fault
from rumo.science.planfile.values import quoted


def letters(index: int) -> str:
    """The letters of a column, from 0: A, B ... Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def simple(name: str) -> str:
    """A header or sheet name without its unit, accents, capitals and extra spaces."""
    bare = unicodedata.normalize("NFD", name.split("(")[0])
    return " ".join("".join(mark for mark in bare if not unicodedata.combining(mark)).casefold().split())


def read_headers(
    sheet: Sheet, lines: Sequence[Sequence[Cell]], suffix: str
) -> tuple[list[tuple[int, Column]], list[Fault], set[str]]:
    """The columns there are, with where each stands; the faults; and the keys of required columns that are missing."""
    known = {simple(column.header): column for column in sheet.columns}
    found: dict[str, int] = {}
    faults: list[Fault] = []
    mistaken: set[str] = set()
    for index in range(max(map(len, lines))):
        cell = lines[0][index] if index < len(lines[0]) else None
        header = as_text(cell).strip() if cell is not None else ""
        column, where = known.get(simple(header)), f"{sheet.name}{suffix}!{letters(index)}1"
        if column is not None and column.key not in found:
            found[column.key] = index
        elif column is not None:
            faults.append(Fault(where, f"a coluna {quoted(header)} está duas vezes: apague uma"))
        elif header:
            message, meant = unknown("coluna desconhecida", header, sheet.columns)
            faults.append(Fault(where, message))
            mistaken.add(meant.key if meant else "")
        else:
            faults.extend(_headless(sheet, lines, index, suffix))
    missing = {c.key for c in sheet.columns if c.note.startswith("obrigatóri") and c.key not in found}
    for column in sheet.columns:
        # A column whose name is mistaken is not also said to be missing.
        if column.key in missing - mistaken:
            faults.append(Fault(f"{sheet.name}{suffix}!1", f"falta a coluna {quoted(column.header)}"))
    return [(found[column.key], column) for column in sheet.columns if column.key in found], faults, missing


def _headless(sheet: Sheet, lines: Sequence[Sequence[Cell]], index: int, suffix: str) -> Iterator[Fault]:
    """The first value of a column that has no header."""
    for row, line in enumerate(lines[1:], start=2):
        if index < len(line) and line[index] not in (None, ""):
            why = "há um valor numa coluna sem cabeçalho: apague-o ou dê nome à coluna"
            yield Fault(f"{sheet.name}{suffix}!{letters(index)}{row}", why)
            return


def unknown(what: str, written: str, columns: Iterable[Column]) -> tuple[str, Column | None]:
    """Say that a name is not one of those there are; and the one it was probably meant to be."""
    known = {simple(column.header): column for column in columns}
    near = difflib.get_close_matches(simple(written), known, n=1)
    meant = known[near[0]] if near else None
    hint = f"talvez quisesse dizer «{meant.header}»" if meant else "apague-a ou use a folha Outros"
    return f"{what} {quoted(written)}: {hint}", meant
