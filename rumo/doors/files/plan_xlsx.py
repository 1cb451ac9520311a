"""The plan as a workbook: written in one pass with drop-down lists and frozen headers, read as any spreadsheet saved it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import python_calamine
import xlsxwriter

from rumo.doors.files.archive import check_workbook
from rumo.doors.files.cells import Cell
from rumo.doors.files.columns import (
    FORMAT_LABEL,
    INSTRUCTION,
    MEDIDAS,
    PLANO,
    PLANO_HEADERS,
    PLANO_NAME,
    TABLES,
    Column,
    Sheet,
)
from rumo.doors.files.formula_errors import formula_errors
from rumo.doors.files.headers import letters
from rumo.doors.files.limits import ROWS, check_rows, refuse
from rumo.doors.files.rawfile import RawFile
from rumo.doors.files.sheets_in import from_sheets
from rumo.doors.files.sheets_out import Lines, to_sheets
from rumo.science.planfile import Fault, Plan, dump
from rumo.science.planfile.document import FORMAT
from rumo.science.planfile.values import brief

FIRST_DATE = dt.date(1900, 3, 1)
"""Before this day spreadsheets disagree about dates (they count a 29 February 1900): such a date goes out as text."""
LISTED = 2_000
"""Lines below the header that get a drop-down list."""


class Exact(float):
    """A number written with all its digits: the writer's own sixteen would lose the last one of some."""

    def __format__(self, spec: str) -> str:
        """Every digit, whatever the writer asks for."""
        return repr(float(self))


def write_xlsx(plan: Plan | None) -> bytes:
    """The plan as a workbook; None gives the empty template."""
    lines = to_sheets(dump(plan)) if plan else {}
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        writer = _Writer(book)
        writer.plano(lines)
        for sheet in TABLES:
            writer.table(sheet, lines.get(sheet.name, []))
    return out.getvalue()


class _Writer:
    """The formats of one workbook, and its sheets."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.note = book.add_format(
            {"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"}
        )
        self.text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self.money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        self.number = book.add_format({"valign": "top"})

    def plano(self, lines: Lines) -> None:
        sheet = self.book.add_worksheet(PLANO_NAME)
        sheet.set_column(0, 0, 42)
        sheet.set_column(1, 2, 60)
        sheet.freeze_panes(2, 1)
        for index, header in enumerate(PLANO_HEADERS):
            sheet.write_string(0, index, header, self.head)
        sheet.write_string(
            1, 0, INSTRUCTION + "Preencha a segunda coluna; deixe vazio o que o plano não diz.", self.note
        )
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.write_string(2, 0, FORMAT_LABEL)
        sheet.write_string(2, 1, FORMAT)
        values = lines.get(PLANO_NAME, [[None]] * len(PLANO))
        for row, (column, (cell,)) in enumerate(zip(PLANO, values, strict=True), start=3):
            sheet.write_string(row, 0, column.header, self.head)
            self.cell(sheet, row, 1, cell, column)
            sheet.write_string(row, 2, column.note, self.note)
            self.listed(sheet, column, row, row, 1)

    def table(self, kind: Sheet, lines: list[list[Cell]]) -> None:
        sheet = self.book.add_worksheet(kind.name)
        sheet.freeze_panes(2, 0)
        for index, column in enumerate(kind.columns):
            sheet.set_column(index, index, column.width, self.format(column))
            self.listed(sheet, column, 2, 2 + max(LISTED, len(lines)), index)
            sheet.write_string(0, index, column.header, self.head)
        for index, column in enumerate(kind.columns):
            sheet.write_string(1, index, (INSTRUCTION if index == 0 else "") + column.note, self.note)
        for row, line in enumerate(lines, start=2):
            for index, (cell, column) in enumerate(zip(line, kind.columns, strict=True)):
                self.cell(sheet, row, index, cell, column)

    def format(self, column: Column) -> Any:
        by_kind = {
            "date": self.date,
            "money": self.money,
            "number": self.number,
            "integer": self.number,
            "share": self.number,
        }
        return by_kind.get(column.kind, self.text)

    def cell(self, sheet: Any, row: int, index: int, cell: Cell, column: Column) -> None:
        style = self.format(column)
        if isinstance(cell, str):
            sheet.write_string(row, index, cell, style)
        elif isinstance(cell, dt.date) and cell < FIRST_DATE:
            sheet.write_string(row, index, cell.isoformat(), style)
        elif isinstance(cell, dt.date):
            sheet.write_datetime(row, index, dt.datetime.combine(cell, dt.time()), style)
        elif isinstance(cell, int | float | Decimal):
            sheet.write_number(row, index, Exact(cell), style)
        else:
            sheet.write_blank(row, index, None, style)

    def listed(self, sheet: Any, column: Column, first: int, last: int, index: int) -> None:
        """The drop-down list of a column: its options, or the codes of the sheet Medidas."""
        rule = {
            "ignore_blank": True,
            "error_title": "Valor fora da lista",
            "error_message": "Escolha um valor da lista.",
        }
        if column.options:
            sheet.data_validation(
                first, index, last, index, {**rule, "validate": "list", "source": list(column.options)}
            )
        elif column.header in ("Medida (código)", "Medida deste plano (código)"):
            code = letters(MEDIDAS.position("code"))
            source = f"={MEDIDAS.name}!${code}$3:${code}${ROWS}"
            warn = {
                **rule,
                "error_type": "warning",
                "error_message": "Este código não está na folha Medidas.",
            }
            sheet.data_validation(first, index, last, index, {**warn, "validate": "list", "source": source})


def read_xlsx(data: bytes, name: str) -> RawFile:
    """Read a plan workbook; raises `FileRefused` when it cannot be read at all."""
    grid, merged = read_workbook(data, name)
    return from_sheets(grid, faults=[*merged, *(fault for _, fault in formula_errors(data, name))])


def read_workbook(data: bytes, name: str) -> tuple[Mapping[str, list[list[Cell]]], list[Fault]]:
    """The cells of every sheet, and a fault for each group of merged cells."""
    check_workbook(data, name)
    grid: dict[str, list[list[Cell]]] = {}
    merged: list[Fault] = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                place = f"{brief(title)}!{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
                merged.append(Fault(place, "células unidas: separe-as e escreva o valor em cada linha"))
            grid[title] = [
                [_cell(value) for value in line] for line in sheet.to_python(skip_empty_area=False)
            ]
    except (python_calamine.CalamineError, ValueError, OSError):
        raise refuse(
            name, "não é um livro de Excel que se consiga ler: abra-o e volte a guardar como .xlsx"
        ) from None
    check_rows(
        name, (sum(any(cell is not None for cell in line) for line in lines) for lines in grid.values())
    )
    return grid, merged


def _cell(value: Any) -> Cell:
    """A cell as this package has them: an empty one is None, a time of day or a duration is text."""
    return None if value == "" else str(value) if isinstance(value, dt.time | dt.timedelta) else value
