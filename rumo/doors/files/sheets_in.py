"""Reads the sheets of a plan workbook back into the JSON shape, keeping the cell of every value for the faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rumo.doors.files.cells import Cell, as_text, decode
from rumo.doors.files.columns import (
    CICLOS,
    EVIDENCIAS,
    FORMAT_LABEL,
    IN_MEASURE,
    INSTRUCTION,
    MEDIDAS,
    METAS,
    NAMES,
    OUTROS,
    PARCEIROS,
    PLANO,
    PLANO_HEADERS,
    PLANO_NAME,
    RELATORIOS,
    TABLES,
    TRANSICOES,
    Column,
    Sheet,
)
from rumo.doors.files.headers import letters, read_headers, simple, unknown
from rumo.doors.files.others import locate, reach
from rumo.doors.files.plan_json import NotJsonError, load_json
from rumo.doors.files.rawfile import RawFile
from rumo.science.planfile import Fault
from rumo.science.planfile.document import FORMAT
from rumo.science.planfile.values import Wrong, brief, quoted

Grid = Mapping[str, Sequence[Sequence[Cell]]]


def from_sheets(grid: Grid, suffix: str = "", faults: Sequence[Fault] = ()) -> RawFile:
    """The raw plan in the lines of each sheet (headers included); `suffix` follows a sheet's name in places (".csv")."""
    return _Reading(suffix, faults).plan(grid)


class _Reading:
    """What was read so far: the raw plan, the cell of each path, and the carrier's faults."""

    def __init__(self, suffix: str, faults: Sequence[Fault]) -> None:
        self.suffix = suffix
        self.faults = list(faults)
        self.broken = {fault.where for fault in faults}
        self.cells: dict[str, str] = {}
        self.refused: set[str] = set()
        self.raw: dict[str, Any] = {
            "format": FORMAT,
            "measures": [],
            "partners": [],
            "cycles": [],
            "reports": [],
        }
        self.measures: dict[str, int] = {}
        self.indicators: dict[tuple[str, str], str] = {}
        self.reports: dict[str, int] = {}
        self.others: dict[str, tuple[list[str], str]] = {}

    def plan(self, grid: Grid) -> RawFile:
        known = {simple(name): name for name in NAMES}
        sheets: dict[str, Sequence[Sequence[Cell]]] = {}
        for name, lines in grid.items():
            place, title = brief(name) + self.suffix, known.get(simple(name))
            if title is None:
                self.fault(place, f"folha desconhecida: apague-a; as folhas são {', '.join(NAMES)}")
            elif title in sheets:
                self.fault(place, f"há duas folhas {title}: deixe só uma")
            else:
                sheets[title] = lines
        self.cells.update(
            {
                sheet.into: sheet.name + self.suffix
                for sheet in (MEDIDAS, PARCEIROS, CICLOS, TRANSICOES, RELATORIOS)
            }
        )
        self.plano(sheets.get(PLANO_NAME, ()))
        for sheet in TABLES:
            self.table(sheet, sheets.get(sheet.name, ()))
        for path, (pieces, where) in self.others.items():
            self.other(path, "".join(pieces), where)
        if MEDIDAS.name not in sheets:
            self.fault(MEDIDAS.name + self.suffix, "falta a folha Medidas: parta do modelo vazio")
        return RawFile(self.raw, self.cells, tuple(self.faults), frozenset(self.refused))

    # Places and faults

    def at(self, sheet: str, row: int, column: int) -> str:
        return f"{sheet}{self.suffix}!{letters(column)}{row + 1}"

    def fault(self, where: str, message: str) -> None:
        # A cell that could not be read at all is said once.
        if where not in self.broken:
            self.faults.append(Fault(where, message))

    def value(self, column: Column, cell: Cell, path: str, where: str) -> Any:
        """Decode one cell and remember where it stood; what only the cell can say wrong is refused here."""
        self.cells[path] = where
        if where in self.broken:
            self.refused.add(path)
        try:
            return decode(column, cell)
        except Wrong as wrong:
            self.fault(where, str(wrong))
            self.refused.add(path)
            return None

    # Plano: one field a line

    def plano(self, lines: Sequence[Sequence[Cell]]) -> None:
        fields = {simple(column.header): column for column in PLANO}
        seen: set[str] = set()
        if not lines:
            self.fault(PLANO_NAME + self.suffix, "falta a folha Plano: parta do modelo vazio")
            self.refused.update(("slug", "title"))
        for row, line in enumerate(lines):
            label = as_text(line[0]).strip() if line and line[0] is not None else ""
            cell = line[1] if len(line) > 1 else None
            if (
                not label
                or (row == 0 and simple(label) == simple(PLANO_HEADERS[0]))
                or label.startswith(INSTRUCTION.strip())
            ):
                continue
            self.plano_field(fields, seen, label, cell, row)
        for column in PLANO:
            self.cells.setdefault(column.key, PLANO_NAME + self.suffix)

    def plano_field(
        self, fields: Mapping[str, Column], seen: set[str], label: str, cell: Cell, row: int
    ) -> None:
        where = self.at(PLANO_NAME, row, 1)
        if simple(label) == simple(FORMAT_LABEL):
            self.raw["format"], self.cells["format"] = (
                (None if cell in (None, "") else as_text(cell).strip()),
                where,
            )
            return
        column = fields.get(simple(label))
        if column is None:
            message, meant = unknown("campo desconhecido", label, PLANO)
            self.fault(self.at(PLANO_NAME, row, 0), message)
            # A field whose name is mistaken is not also said to be missing, unless it is there too.
            if meant is not None and meant.key not in seen:
                self.refused.add(meant.key)
        elif column.key in seen:
            self.fault(self.at(PLANO_NAME, row, 0), f"o campo {quoted(label)} está duas vezes: apague um")
        else:
            seen.add(column.key)
            _put(self.raw, column.key, self.value(column, cell, column.key, where))

    # Tables: one thing a line

    def table(self, sheet: Sheet, lines: Sequence[Sequence[Cell]]) -> None:
        if not lines:
            return
        columns, faults, missing = read_headers(sheet, lines, self.suffix)
        self.faults.extend(faults)
        self.refused.update(f"{sheet.into}.{key}" for key in missing)
        fill = self.filler(sheet)
        for row, line in enumerate(lines):
            first = line[0] if line else None
            if row == 0 or (row == 1 and isinstance(first, str) and first.startswith(INSTRUCTION)):
                continue
            if any(cell is not None and cell != "" for cell in line):
                fill(
                    row,
                    {
                        column: (line[index] if index < len(line) else None, index)
                        for index, column in columns
                    },
                )

    def filler(self, sheet: Sheet) -> Callable[[int, dict[Column, tuple[Cell, int]]], None]:
        special = {
            "": self.piece,
            "targets": self.target,
            "evidence": self.evidence,
            "measures": self.measure,
            "reports": self.report,
        }
        if sheet in IN_MEASURE:
            return lambda row, cells: self.in_measure(sheet, row, cells)
        return special.get(sheet.into, lambda row, cells: self.top(sheet, row, cells))

    def item(
        self, sheet: Sheet, row: int, cells: dict[Column, tuple[Cell, int]], path: str
    ) -> dict[str, Any]:
        """One thing of a list, its references (columns beginning with #) left out."""
        item: dict[str, Any] = {}
        self.cells[path] = self.at(sheet.name, row, 0)
        for column, (cell, index) in cells.items():
            if not column.key.startswith("#"):
                value = self.value(column, cell, f"{path}.{column.key}", self.at(sheet.name, row, index))
                _put(item, column.key, value)
        # A required column that is missing was said once, at the header.
        for column in sheet.columns:
            if f"{sheet.into}.{column.key}" in self.refused:
                self.refused.add(f"{path}.{column.key}")
        return item

    def top(self, sheet: Sheet, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        items = self.raw.setdefault(sheet.into, [])
        items.append(self.item(sheet, row, cells, f"{sheet.into}[{len(items)}]"))

    def measure(self, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        index = len(self.raw["measures"])
        self.top(MEDIDAS, row, cells)
        self.measures.setdefault(str(self.raw["measures"][index].get("code")), index)

    def report(self, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        index = len(self.raw["reports"])
        self.top(RELATORIOS, row, cells)
        path = f"reports[{index}]"
        for column, (cell, at) in cells.items():
            where = self.at(RELATORIOS.name, row, at)
            if column.key == "#report":
                number = self.value(column, cell, f"{path}.#report", where)
                if number is not None and self.reports.setdefault(number, index) != index:
                    self.fault(where, f"o número de relatório {quoted(number)} já está noutra linha")
            elif column.key == "#parts":
                parts = self.value(column, cell, f"{path}.#parts", where)
                self.parts(self.raw["reports"][index], parts or {}, where)

    def parts(self, report: dict[str, Any], parts: dict[str, Any], where: str) -> None:
        """Join the parts of indicators (i1 | sex:f = 7) to their totals."""
        for key, value in parts.items():
            code, bar, part = (text.strip() for text in key.partition("|"))
            totals = report.get("indicators") or {}
            if not (code and bar and part):
                self.fault(where, f"não se percebe {quoted(key)}: escreva código | parte = valor")
            elif code not in totals:
                self.fault(
                    where, f"o indicador {quoted(code)} tem partes e não tem total na coluna Indicadores"
                )
            else:
                if not isinstance(totals[code], dict):
                    totals[code] = {"total": totals[code], "by": {}}
                totals[code]["by"][part] = value

    def reference(
        self, key: str, cells: dict[Column, tuple[Cell, int]], sheet: Sheet, row: int
    ) -> tuple[str | None, str]:
        """The code a line refers by, and its cell."""
        for column, (cell, index) in cells.items():
            if column.key == key:
                return decode(column, cell), self.at(sheet.name, row, index)
        return None, ""

    def in_measure(self, sheet: Sheet, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        code, where = self.reference("#measure", cells, sheet, row)
        if (index := self.found(code, self.measures, where, "a medida", MEDIDAS)) is None:
            return
        items = self.raw["measures"][index].setdefault(sheet.into, [])
        path = f"measures[{index}].{sheet.into}[{len(items)}]"
        items.append(self.item(sheet, row, cells, path))
        if sheet.into == "indicators":
            self.indicators.setdefault((str(code), str(items[-1].get("code"))), path)

    def target(self, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        measure, where = self.reference("#measure", cells, METAS, row)
        if self.found(measure, self.measures, where, "a medida", MEDIDAS) is None:
            return
        code, where = self.reference("#indicator", cells, METAS, row)
        path = self.indicators.get((str(measure), str(code)))
        if path is None:
            if where:
                said = f"o indicador {quoted(code or '')} não está na folha Indicadores, na medida {quoted(str(measure))}"
                self.fault(where, said if code else "falta o código do indicador")
            return
        points = reach(self.raw, path).setdefault("targets", [])
        points.append(self.item(METAS, row, cells, f"{path}.targets[{len(points)}]"))

    def evidence(self, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        number, where = self.reference("#report", cells, EVIDENCIAS, row)
        if (index := self.found(number, self.reports, where, "o relatório", RELATORIOS)) is None:
            return
        items = self.raw["reports"][index].setdefault("evidence", [])
        items.append(self.item(EVIDENCIAS, row, cells, f"reports[{index}].evidence[{len(items)}]"))

    def found(
        self, code: str | None, there: Mapping[str, int], where: str, what: str, sheet: Sheet
    ) -> int | None:
        if code is not None and code in there:
            return there[code]
        if where:
            said = (
                f"{what} {quoted(code)} não está na folha {sheet.name}"
                if code
                else f"falta dizer {what} desta linha"
            )
            self.fault(where, said)
        return None

    # Outros: what the other sheets cannot say

    def piece(self, row: int, cells: dict[Column, tuple[Cell, int]]) -> None:
        """Keep one piece of JSON; pieces of one path follow each other."""
        said = {
            column.key: (decode(column, cell), self.at(OUTROS.name, row, index))
            for column, (cell, index) in cells.items()
        }
        path, _ = said.get("path", (None, ""))
        text, where = said.get("value", (None, ""))
        if not path:
            self.fault(self.at(OUTROS.name, row, 0), "falta o caminho do campo")
        else:
            self.others.setdefault(path.strip(), ([], where))[0].append(text or "")

    def other(self, path: str, text: str, where: str) -> None:
        """Put one value of Outros in its place."""
        try:
            value = load_json(text)
            holder, place, key = locate(
                path, self.raw, {"measures": self.measures, "reports": self.reports}, self.indicators
            )
        except (NotJsonError, Wrong) as wrong:
            self.fault(where, str(wrong))
            return
        if holder.get(key) is not None:
            self.fault(
                where,
                f"o campo já está dito em {self.cells.get(f'{place}{key}', 'outra folha')}: apague um dos dois",
            )
            return
        holder[key] = value
        self.cells[f"{place}{key}"] = where


def _put(thing: dict[str, Any], key: str, value: Any) -> None:
    """Set a value at a dotted key; nothing is made for a value that is not there."""
    *way, last = key.split(".")
    if value is not None or not way:
        for step in way:
            thing = thing.setdefault(step, {})
        thing[last] = value
