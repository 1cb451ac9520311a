"""Reads a filled workbook back: what it changes, and every line that cannot be read, by its place; columns in any order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.sheet import Cell, Row, Sheet
from rumo.doors.files.cells import Cell as Raw
from rumo.doors.files.cells import as_text, unguarded
from rumo.doors.files.columns import INSTRUCTION
from rumo.doors.files.headers import simple
from rumo.doors.files.limits import FileRefused, refuse
from rumo.doors.files.plan_xlsx import read_workbook
from rumo.doors.files.reading import load
from rumo.doors.files.table import Table, read_table
from rumo.doors.office.reporting import workbook as wb
from rumo.doors.office.reporting.lines import label_of
from rumo.doors.office.reporting.values import read, same, written
from rumo.science.planfile import Fault
from rumo.science.planfile.values import Wrong, brief


@dataclass(frozen=True, slots=True)
class Change:
    """One cell a workbook changes: where it stands there, what is kept now, what it will be; `moved`: it changed since the download."""

    place: str
    row: Row
    cell: Cell
    value: object
    moved: bool


@dataclass(slots=True)
class Read:
    """What a workbook says: its changes, its faults, and how many lines it holds."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0

    @property
    def new(self) -> dict[str, dict[str, object]]:
        """Return the new values, by measure and cell."""
        found: dict[str, dict[str, object]] = {}
        for change in self.changes:
            found.setdefault(change.row.code, {})[change.cell.key] = change.value
        return found

    @property
    def was(self) -> dict[str, dict[str, object]]:
        """Return what is kept now of the same cells: what whoever confirms was shown."""
        found: dict[str, dict[str, object]] = {}
        for change in self.changes:
            found.setdefault(change.row.code, {})[change.cell.key] = change.cell.said
        return found


def read_sheet(data: bytes, name: str, found: Sheet) -> Read:
    """Read a workbook (or one sheet as CSV) against the sheet it fills; raises FileRefused when it cannot be read at all, or is of another."""
    data, name = load(data, name)
    title = _check_stamp(data, name, found) if data[:2] == b"PK" else None
    table = read_table(data, name, sheet=title)
    columns = _columns(table, name)
    said = Read(lines=len(table.lines))
    index = _Index(found)
    seen: dict[tuple[str, str], str] = {}
    for number, line in table.lines:
        if as_text(line[0] if line[0] is not None else "").startswith(INSTRUCTION.strip()):
            continue
        _take(_Line(table, number, line, columns), index, said, seen)
    return said


def _check_stamp(data: bytes, name: str, found: Sheet) -> str | None:
    """Return which sheet to read; refuses a workbook of another plan, date or municipality."""
    grid, _merged = read_workbook(data, name)
    marks = [as_text(cell) for cell in (grid.get(wb.STAMP) or [[]])[0] if cell is not None]
    if marks and marks[0] != wb.FORMAT:
        raise refuse(name, _("é de outro formato: descarregue a folha desta página e preencha essa"))
    expected = [text for text in wb.stamp(found) if text]
    if marks and marks != expected:
        raise refuse(
            name,
            _("é a folha de outro plano, data ou município (%(other)s); esta página é de %(here)s")
            % {"other": ", ".join(marks[1:]), "here": ", ".join(expected[1:])},
        )
    return wb.NAME if wb.NAME in grid else None


class _Index:
    """The rows and cells of a sheet, by what a line may call them."""

    def __init__(self, found: Sheet) -> None:
        self.rows = {row.code: row for row in found.rows}
        self.by_words: dict[str, dict[str, list[Cell]]] = {}
        for row in found.rows:
            words: dict[str, list[Cell]] = {}
            for cell in wb.cells_of(row):
                words.setdefault(simple(label_of(cell)), []).append(cell)
            self.by_words[row.code] = words

    def find(self, line: "_Line") -> tuple[Row, Cell]:
        """Return the cell a line is about; raises Wrong."""
        key = line.text(wb.KEY)
        code, mark, rest = key.partition("|") if key else (line.text(wb.MEASURE), "", "")
        row = self.rows.get(code)
        if row is None:
            raise Wrong(
                _("a medida «%(code)s» não está entre as que pode relatar aqui") % {"code": brief(code)}
            )
        if mark:
            cell = row.cell(rest)
            if cell is None:
                raise Wrong(
                    _("esta linha já não existe na medida %(code)s: descarregue a folha de novo")
                    % {"code": code}
                )
            return row, cell
        words = line.text(wb.WHAT)
        cells = self.by_words[code].get(simple(words), [])
        if len(cells) != 1:
            raise Wrong(
                _(
                    "não se percebe o que é «%(words)s» na medida %(code)s: use as palavras da folha descarregada"
                )
                % {"words": brief(words), "code": code}
            )
        return row, cells[0]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table, read by the names of its columns."""

    table: Table
    number: int
    cells: tuple[Raw, ...]
    columns: Mapping[str, int]

    def raw(self, column: str) -> Raw:
        return self.cells[self.columns[column]] if column in self.columns else None

    def text(self, column: str) -> str:
        raw = self.raw(column)
        return "" if raw is None else unguarded(as_text(raw).replace("\u00a0", " ").strip())

    @property
    def place(self) -> str:
        return self.table.at(self.number, self.columns[wb.VALUE])


def _columns(table: Table, name: str) -> dict[str, int]:
    """Return where each column stands, by its header."""
    known = {simple(header): header for header in wb.HEADERS}
    found: dict[str, int] = {}
    for index, header in enumerate(table.headers):
        meant = known.get(simple(header.replace("\u00a0", " ")))
        if meant is not None and meant not in found:
            found[meant] = index
    missing = [one for one in (wb.VALUE,) if one not in found]
    if wb.KEY not in found:
        missing += [one for one in (wb.MEASURE, wb.WHAT) if one not in found]
    if missing:
        raise FileRefused(
            *(Fault(f"{table.name}!1", _("falta a coluna «%(column)s»") % {"column": one}) for one in missing)
        )
    return found


def _take(line: _Line, index: _Index, said: Read, seen: dict[tuple[str, str], str]) -> None:
    """Take one line: nothing where its value is empty or as it was, a change, or a fault at its place."""
    raw = line.raw(wb.VALUE)
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return
    try:
        row, cell = index.find(line)
        if (row.code, cell.key) in seen:
            raise Wrong(
                _("já está dito em %(place)s: apague uma das linhas") % {"place": seen[row.code, cell.key]}
            )
        seen[row.code, cell.key] = line.place
        value = read(cell, _plain(cell, raw))
        now = written(cell, cell.said)
        if value is None or same(cell, written(cell, value), now):
            return
        downloaded = line.text(wb.SEEN) if wb.SEEN in line.columns else now
        if wb.SEEN in line.columns and same(cell, written(cell, value), downloaded):
            return  # as it was downloaded: it is the page that moved on
        if not row.editable:
            raise Wrong(
                _("o relatório da medida %(code)s já foi enviado ou publicado: não se muda aqui")
                % {"code": row.code}
            )
    except Wrong as wrong:
        said.faults.append(Fault(line.place, str(wrong)))
        return
    said.changes.append(Change(line.place, row, cell, value, not same(cell, downloaded, now)))


def _plain(cell: Cell, raw: Raw) -> Raw:
    """A value as the page would have it: text without its guard, a fraction of a percentage cell as a percentage."""
    if isinstance(raw, str):
        return unguarded(raw)
    if cell.kind == "share" and isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw * 100 if raw <= 1 else float(raw)
    return as_text(raw) if cell.kind in ("text", "stage") else raw
