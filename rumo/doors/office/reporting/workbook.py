"""The sheet as a workbook: a line a thing to say, what it is beside it in grey, one column to fill; the same columns read back."""

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.sheet import Cell, Row, Sheet
from rumo.doors.files.cells import UnsayableError, guarded
from rumo.doors.files.columns import INSTRUCTION
from rumo.doors.files.plan_xlsx import Exact
from rumo.doors.office.reporting.lines import goal, label_of
from rumo.doors.office.reporting.values import choices, told, written

FORMAT = "rumo-relato/1"
NAME, STAMP = "Relatar", "Rumo"
MEASURE, TITLE, WHAT, UNIT, TARGET, LAST, VALUE, KEY, SEEN = (
    "Medida", "Título", "O que se relata", "Unidade", "Meta", "Antes", "Valor novo", "Célula", "Guardado",
)  # fmt: skip
HEADERS = (MEASURE, TITLE, WHAT, UNIT, TARGET, LAST, VALUE, KEY, SEEN)
WIDTHS = (10, 44, 44, 14, 12, 12, 34, 8, 8)


def stamp(found: Sheet) -> tuple[str, str, str, str]:
    """Return what tells a sheet from another: its format, plan, date and municipality."""
    return (FORMAT, found.plan.slug, found.reference.isoformat(), found.place.dico)


def write(found: Sheet) -> bytes:
    """Return the workbook of a sheet; text never begins a formula, numbers are numbers, what a report says stays as it is."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _Writer(book, found).all()
    return out.getvalue()


def cells_of(row: Row) -> Iterator[Cell]:
    """Return the cells of a measure in the order of the sheet."""
    yield from (cell for cell in row.cells if cell.key == "stage")
    for what in ("activities", "indicators", "spent"):
        yield from row.group(what)
    yield from (cell for cell in row.cells if cell.kind == "text")


class _Writer:
    """The formats of one workbook, and where the next line goes."""

    def __init__(self, book: Any, found: Sheet) -> None:
        self.book, self.found = book, found
        grey = {"bg_color": "#F4F6FA", "font_color": "#55626B", "valign": "top", "text_wrap": True}
        fill = {
            "bg_color": "#FFF8DC",
            "border": 1,
            "border_color": "#C9B458",
            "valign": "top",
            "locked": False,
        }
        self.head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self.note = book.add_format({"italic": True, "font_color": "#55626B", "valign": "top"})
        self.grey = book.add_format(grey)
        self.strong = book.add_format({**grey, "bold": True, "font_color": "#021C51", "top": 1})
        self.formats = {
            "share": book.add_format({**fill, "num_format": "0.##%"}),
            "number": book.add_format({**fill, "num_format": "General"}),
            "money": book.add_format({**fill, "num_format": "#,##0.00"}),
            "text": book.add_format({**fill, "num_format": "@", "text_wrap": True}),
        }
        self.shut = book.add_format({**grey, "num_format": "@"})

    def all(self) -> None:
        sheet = self.book.add_worksheet(NAME)
        sheet.freeze_panes(2, 3)
        for index, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
            hidden = {"hidden": True} if header in (KEY, SEEN) else {}
            sheet.set_column(index, index, width, None, hidden)
            sheet.write_string(0, index, header, self.head)
        words = _(
            "Preencha a coluna «%(column)s» com o que é verdade em %(day)s, guarde e carregue a folha. Uma célula vazia não muda nada."
        ) % {"column": VALUE, "day": self.found.reference.strftime("%d/%m/%Y")}
        sheet.write_string(1, 0, INSTRUCTION + words, self.note)
        line = 2
        for row in self.found.rows:
            for number, cell in enumerate(cells_of(row)):
                self.line(sheet, line, row, cell, first=number == 0)
                line += 1
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "sort": True})
        mark = self.book.add_worksheet(STAMP)
        for index, text in enumerate(stamp(self.found)):
            mark.write_string(0, index, text)
        mark.very_hidden()

    def line(self, sheet: Any, at: int, row: Row, cell: Cell, *, first: bool) -> None:
        style = self.strong if first else self.grey
        context = (row.code, row.title, label_of(cell), _unit(cell), goal(cell), _last(cell))
        for index, text in enumerate(context):
            sheet.write_string(at, index, _safe(text), style)
        column = HEADERS.index(VALUE)
        self.value(sheet, at, column, row, cell)
        offered = choices(cell)
        if offered and row.editable:
            rule = {"validate": "list", "source": list(offered.values()), "ignore_blank": True}
            error = {
                "error_title": _("Valor fora da lista"),
                "error_message": _("Escolha um valor da lista."),
            }
            sheet.data_validation(at, column, at, column, {**rule, **error})
        sheet.write_string(at, HEADERS.index(KEY), _safe(f"{row.code}|{cell.key}"))
        sheet.write_string(at, HEADERS.index(SEEN), _safe(written(cell, cell.said)))

    def value(self, sheet: Any, at: int, column: int, row: Row, cell: Cell) -> None:
        style = self.formats.get(cell.kind, self.formats["text"]) if row.editable else self.shut
        if cell.said is None:
            sheet.write_blank(at, column, None, style)
        elif cell.kind in ("share", "number", "money"):
            sheet.write_number(at, column, Exact(float(cell.said)), style)
        else:
            words = choices(cell).get(written(cell, cell.said)) or written(cell, cell.said)
            sheet.write_string(at, column, _safe(words), style)


def _unit(cell: Cell) -> str:
    return {"share": "%", "money": "€", "text": "", "stage": ""}.get(cell.kind, cell.unit)


def _last(cell: Cell) -> str:
    return told(cell, cell.last)[:300] if cell.last is not None else ""


def _safe(text: str) -> str:
    """Text that no spreadsheet runs; one that no cell could hold is left out."""
    try:
        return guarded(text) if text else ""
    except UnsayableError:
        return ""


def file_name(found: Sheet) -> str:
    """Return what the workbook is called when it is kept."""
    place = f"-{found.place.dico}" if found.place.dico else ""
    return f"relatar-{found.plan.slug}-{found.reference.isoformat()}{place}.xlsx"
