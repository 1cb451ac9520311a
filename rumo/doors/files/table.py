"""Any spreadsheet or CSV as one table: headers, and lines of cells with the place each stood."""

from __future__ import annotations

from dataclasses import dataclass

from rumo.doors.files.cells import Cell, as_text
from rumo.doors.files.formula_errors import formula_errors
from rumo.doors.files.headers import letters
from rumo.doors.files.html_text import plain_text
from rumo.doors.files.limits import NAME, FileRefused, check_rows, refuse
from rumo.doors.files.plan_csv import read_csv_text
from rumo.doors.files.plan_xlsx import read_workbook
from rumo.doors.files.reading import kind_of_zip, load
from rumo.science.planfile.values import brief, quoted


@dataclass(frozen=True)
class Table:
    """`headers` are unique; `lines` are (line number in the file, from 1; cells), blank lines left out."""

    name: str
    headers: tuple[str, ...]
    lines: tuple[tuple[int, tuple[Cell, ...]], ...]

    def at(self, line: int, column: int) -> str:
        """The place of a cell, as in Actions!F12."""
        return f"{self.name}!{letters(column)}{line}"


def read_table(
    data: bytes,
    name: str,
    *,
    sheet: str | None = None,
    header: int = 1,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """Read one sheet of a workbook, or a CSV file. Raises `FileRefused`."""
    data, name = load(data, name)
    if data[:2] == b"PK":
        if kind_of_zip(data, name) != "workbook":
            raise refuse(name, "é um zip: envie um só livro .xlsx ou um só ficheiro CSV")
        grid, _ = read_workbook(data, name)
        title = sheet if sheet is not None else next(iter(grid))
        if title not in grid:
            raise refuse(
                name, f"não tem a folha {quoted(title)}; tem: {', '.join(brief(each) for each in grid)}"
            )
        if broken := [fault for sheet, fault in formula_errors(data, name) if sheet == title]:
            raise FileRefused(*broken)
        lines = grid[title]
    else:
        title, lines = name, read_csv_text(data, name, encoding=encoding, delimiter=delimiter)
        check_rows(name, [len(lines)])
    if len(lines) < header:
        raise refuse(name, f"não tem a linha {header}, a dos cabeçalhos")
    width = max(map(len, lines))
    body = (
        (number, (*line, *[None] * (width - len(line))))
        for number, line in enumerate(lines, start=1)
        if number > header
    )
    filled = tuple((number, line) for number, line in body if any(cell is not None for cell in line))
    return Table(brief(title, NAME), _headers(lines[header - 1], width), filled)


def _headers(line: list[Cell], width: int) -> tuple[str, ...]:
    """Unique headers: a blank one is named by its letter, a repeated one numbered."""
    found: dict[str, None] = {}
    for index in range(width):
        cell = line[index] if index < len(line) else None
        base = " ".join(plain_text(as_text(cell)).split()) if cell is not None else ""
        base = base or f"Coluna {letters(index)}"
        name, count = base, 2
        while name in found:
            name, count = f"{base} ({count})", count + 1
        found[name] = None
    return tuple(found)
