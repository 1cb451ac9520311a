"""Lays a plan out in sheets: lists of lines of cells, the same for a workbook and for CSV files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rumo.doors.files.cells import Cell, UnsayableError, encode, guarded
from rumo.doors.files.columns import (
    CICLOS,
    EVIDENCIAS,
    IN_MEASURE,
    INDICADORES,
    MEDIDAS,
    METAS,
    OUTROS,
    PARCEIROS,
    PLANO,
    RELATORIOS,
    TRANSICOES,
    Column,
    Sheet,
)

PIECE = 8_000
"""Characters of JSON in one cell of Outros: at most four UTF-16 units each, with room to spare."""
Lines = dict[str, list[list[Cell]]]


def to_sheets(raw: dict[str, Any]) -> Lines:
    """The lines of each sheet, without headers, for the JSON shape of a plan (as `dump` gives it).

    Plano has one line a field. What a cell cannot say without loss goes to Outros, by path.
    """
    return _Layout().plan(raw)


class _Layout:
    """The lines laid so far, and what had to go to Outros."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self.others: list[list[Cell]] = []

    def plan(self, raw: dict[str, Any]) -> Lines:
        self.lines["Plano"] = [[self.cell(column, _dig(raw, column.key), column.key)] for column in PLANO]
        self.other("as_printed", raw["as_printed"])
        for measure in raw["measures"]:
            self.measure(measure)
        for sheet in (PARCEIROS, CICLOS):
            for item in raw[sheet.into]:
                self.line(sheet, item, "", {})
        self.whole(TRANSICOES, raw[TRANSICOES.into], TRANSICOES.into, {})
        for number, report in enumerate(raw["reports"], start=1):
            self.report(report, str(number))
        self.lines[OUTROS.name] = self.others
        return self.lines

    def measure(self, raw: dict[str, Any]) -> None:
        path = f"measures[{_key(raw['code'])}]"
        mine = {"#measure": raw["code"]}
        self.line(MEDIDAS, raw, path, {})
        self.other(f"{path}.as_printed", raw["as_printed"])
        for sheet in IN_MEASURE:
            for item in raw[sheet.into]:
                self.line(sheet, item, f"{path}.{sheet.into}[{_key(item.get('code'))}]", mine)
        for indicator in raw[INDICADORES.into]:
            for point in indicator["targets"]:
                self.line(METAS, point, "", {**mine, "#indicator": indicator["code"]})

    def report(self, raw: dict[str, Any], number: str) -> None:
        path = f"reports[{_key(number)}]"
        totals, parts = _parted(raw["indicators"])
        apart = any("|" in key for pair in parts for key in pair)
        if apart:
            self.other(f"{path}.indicators", raw["indicators"])
            totals, parts = {}, {}
        row = {
            **raw,
            "indicators": totals,
            "#parts": {f"{code}|{part}": value for (code, part), value in parts.items()},
        }
        before = len(self.others)
        line = self.line(RELATORIOS, row, path, {"#report": number})
        if any(other[0] in (f"{path}.indicators", f"{path}.#parts") for other in self.others[before:]):
            # Totals and parts are one value: what one cell cannot say takes the other with it.
            self.others[before:] = [
                o for o in self.others[before:] if o[0] not in (f"{path}.indicators", f"{path}.#parts")
            ]
            line[RELATORIOS.position("indicators")] = line[RELATORIOS.position("#parts")] = None
            self.other(f"{path}.indicators", raw["indicators"])
        self.whole(EVIDENCIAS, raw["evidence"], f"{path}.evidence", {"#report": number})

    def whole(self, sheet: Sheet, items: list[dict[str, Any]], path: str, refs: dict[str, str]) -> None:
        """Lay out a list whose things have no code of their own: what one cell cannot say takes the list with it to Outros."""
        before, lines = len(self.others), len(self.lines.setdefault(sheet.name, []))
        for item in items:
            self.line(sheet, item, path, refs)
        if len(self.others) > before:
            del self.others[before:], self.lines[sheet.name][lines:]
            self.other(path, items)

    def line(self, sheet: Sheet, raw: dict[str, Any], path: str, refs: dict[str, str]) -> list[Cell]:
        cells = [
            self.cell(
                column,
                refs[column.key] if column.key in refs else _dig(raw, column.key),
                f"{path}.{column.key}",
            )
            for column in sheet.columns
        ]
        self.lines.setdefault(sheet.name, []).append(cells)
        return cells

    def cell(self, column: Column, raw: Any, path: str) -> Cell:
        try:
            return encode(column, raw)
        except UnsayableError:
            self.other(path, raw)
            return None

    def other(self, path: str, raw: Any) -> None:
        if raw != {}:
            self.others.extend([path, guarded(piece)] for piece in _pieces(raw))


def _dig(raw: dict[str, Any], key: str) -> Any:
    """The value at a dotted key; None where the way there is absent."""
    value: Any = raw
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _key(code: object) -> str:
    return json.dumps(code, ensure_ascii=False)


def _parted(indicators: dict[str, Any]) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    totals = {
        code: value["total"] if isinstance(value, dict) else value for code, value in indicators.items()
    }
    parts = {
        (code, part): number
        for code, value in indicators.items()
        if isinstance(value, dict)
        for part, number in value["by"].items()
    }
    return totals, parts


def _pieces(raw: Any) -> Iterator[str]:
    text = json.dumps(raw, ensure_ascii=False)
    for start in range(0, len(text), PIECE):
        yield text[start : start + PIECE]
