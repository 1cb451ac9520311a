"""One cell of a sheet: what the plan file says, as a person writes it in a spreadsheet, and back without loss."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from rumo.doors.files.columns import Column
from rumo.doors.files.limits import CELL_UNITS
from rumo.science.planfile.values import Wrong, quoted

Cell = str | float | bool | Decimal | dt.date | dt.datetime | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""What begins a formula in some spreadsheet, and the apostrophe that neutralises it."""
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]")
_NUMERAL = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?|[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00(\.0+)?)?")


class UnsayableError(ValueError):
    """A value that a cell of this kind cannot say without loss: it goes to the sheet Outros."""


def encode(column: Column, raw: Any) -> Cell:
    """The cell of a raw JSON value of the plan file; raises `UnsayableError`."""
    if raw is None:
        return None
    cell = _ENCODERS.get(column.kind, _encode_as_is)(column, raw)
    return guarded(cell) if isinstance(cell, str) else cell


def guarded(text: str) -> str:
    """Text as it goes out: an apostrophe before what a spreadsheet would run, and before nothing (so "" is not an empty cell)."""
    if not text or text.startswith(FORMULA):
        text = "'" + text
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > CELL_UNITS:
        raise UnsayableError
    return text


def unguarded(text: str) -> str:
    """Text as it came from `guarded`; an apostrophe that guards nothing is somebody's own, and stays."""
    return text[1:] if text == "'" or (text[:1] == "'" and text[1:].startswith(FORMULA)) else text


def numeral(number: float) -> str:
    """A number as text: decimal comma, no thousands, and never such that 1,234 could be read as a thousand."""
    written = repr(
        int(number) if float(number).is_integer() and abs(number) < 1e16 else float(number)
    ).replace(".", ",")
    return written + "0" if _EITHER.fullmatch(written) else written


def decode(column: Column, cell: Cell) -> Any:
    """The raw JSON value of a cell, None when empty; raises `Wrong` only where the plan file's own checks could not say it well."""
    if isinstance(cell, str) and column.kind != "text":
        cell = unguarded(cell.strip()).strip()
    if cell is None or cell == "":
        return None
    if isinstance(cell, str) and column.kind == "text":
        return unguarded(cell)
    return _DECODERS.get(column.kind, _decode_text)(column, cell)


def as_text(cell: Cell) -> str:
    """Any cell as text: whole numbers without decimals, dates as AAAA-MM-DD."""
    if isinstance(cell, bool):
        return "sim" if cell else "não"
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def read_number(cell: Cell) -> Any:
    """A number from a cell: decimals with comma or point, spaces between thousands; what is no number is answered as it is."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if not isinstance(cell, str):
        return cell
    packed = _SPACES.sub("", cell).replace("\u2212", "-")
    if _EITHER.fullmatch(packed) and packed == cell.strip():
        whole, part = re.split("[.,]", packed)
        raise Wrong(f"{quoted(cell)} lê-se de duas maneiras: escreva {whole}{part} ou {whole},{part}0")
    if _GROUPED.fullmatch(packed) and not _NUMERAL.fullmatch(packed):
        decimal = (
            packed[max(packed.rfind("."), packed.rfind(","))] if ("." in packed and "," in packed) else ""
        )
        packed = "".join(
            "." if mark == decimal else mark for mark in packed if mark == decimal or mark not in ".,"
        )
    elif not _NUMERAL.fullmatch(packed):
        return cell
    value = float(packed.replace(",", "."))
    return int(value) if value.is_integer() and abs(value) < 1e16 else value


def read_date(cell: Cell) -> Any:
    """AAAA-MM-DD from a date, or from text dd/mm/aaaa; what is no date is answered as it is."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str):
        if match := _DAY.fullmatch(cell):
            day, month, year = match.groups()
            return f"{year}-{int(month):02d}-{int(day):02d}"
        if match := _ISO_MIDNIGHT.fullmatch(cell):
            return match.group(1)
    return cell


def read_money(cell: Cell) -> Any:
    """An amount as text with a decimal point; the dust of a formula (0.30000000000000004) is swept off."""
    value = read_number(cell.removesuffix("€").removesuffix("EUR").strip() if isinstance(cell, str) else cell)
    if isinstance(value, float) and abs(value - round(value, 2)) < 1e-9 * max(1.0, abs(value)):
        return f"{round(value, 2):.2f}"
    return value


def _separable(texts: Iterable[str], marks: str) -> list[str]:
    found = list(texts)
    if any(not item or item != item.strip() or any(mark in item for mark in marks) for item in found):
        raise UnsayableError
    return found


def _encode_as_is(_: Column, raw: Any) -> Cell:
    return raw  # type: ignore[no-any-return]


def _encode_list(_: Column, raw: list[str]) -> Cell:
    return "; ".join(_separable(raw, ";\n")) if raw else None


def _encode_choice(column: Column, raw: str) -> Cell:
    return next(label for label, value in column.options.items() if value == raw)


def _encode_pairs(column: Column, raw: dict[str, Any]) -> Cell:
    _separable(raw, ";\n=" if column.kind == "parts" else ";\n=|")
    pairs = (
        f"{key} = {value.replace('.', ',') if isinstance(value, str) else numeral(value)}"
        for key, value in raw.items()
    )
    return "; ".join(pairs) or None


def _encode_records(keys: tuple[str, ...]) -> Callable[[Column, Any], Cell]:
    def encode_records(_: Column, raw: list[dict[str, Any]]) -> Cell:
        lines = []
        for record in raw:
            _separable((record[key] for key in keys if record[key] is not None), "|\n")
            lines.append(" | ".join(record[key] or "" for key in keys).rstrip(" |"))
        return "\n".join(lines) or None

    return encode_records


def _decode_text(_: Column, cell: Cell) -> Any:
    return as_text(cell)


def _decode_list(_: Column, cell: Cell) -> Any:
    items = (item.strip() for item in re.split("[;\n]", as_text(cell)))
    return [item for item in items if item]


def _dico(text: str) -> str:
    """A code typed as a number lost its first zero."""
    return text.zfill(4) if text.isdecimal() else text


def _decode_choice(column: Column, cell: Cell) -> Any:
    known = {label.casefold(): value for label, value in column.options.items()}
    written = " ".join(as_text(cell).split()).casefold()
    if written in known:
        return known[written]
    if written in column.options.values():
        return written
    raise Wrong(f"está {quoted(as_text(cell))} e tem de ser um destes: {', '.join(column.options)}")


def _decode_truth(column: Column, cell: Cell) -> Any:
    words = {
        "sim": True,
        "true": True,
        "verdadeiro": True,
        "1": True,
        "não": False,
        "nao": False,
        "false": False,
        "falso": False,
        "0": False,
    }
    written = as_text(cell).casefold()
    if written not in words:
        raise Wrong(f"está {quoted(as_text(cell))} e tem de ser sim ou não")
    return words[written]


def _read_share(cell: Cell) -> Any:
    if isinstance(cell, str) and cell.endswith("%"):
        value = read_number(cell[:-1].strip())
        return cell if isinstance(value, str) else value / 100
    return read_number(cell)


def _decode_pairs(column: Column, cell: Cell) -> Any:
    reader = _PAIR_READERS.get(column.kind, read_number)
    found: dict[str, Any] = {}
    for item in _decode_list(column, cell):
        key, equals, value = (part.strip() for part in item.rpartition("="))
        if not (key and equals and value):
            raise Wrong(f"não se percebe {quoted(item)}: escreva {column.note.removeprefix('por exemplo ')}")
        if key in found:
            raise Wrong(f"{quoted(key)} está duas vezes na mesma célula")
        found[key] = reader(value)
    return found


def _decode_records(keys: tuple[str, ...]) -> Callable[[Column, Cell], Any]:
    def decode_records(_: Column, cell: Cell) -> Any:
        records = []
        for line in filter(None, (line.strip() for line in as_text(cell).split("\n"))):
            parts = [part.strip() or None for part in line.split("|")]
            if len(parts) > len(keys):
                raise Wrong(f"tem «|» a mais em {quoted(line)}: são {len(keys)} partes")
            record = dict(zip(keys, parts + [None] * len(keys), strict=False))
            if "on" in record:
                record["on"] = read_date(record["on"])
            records.append(record)
        return records

    return decode_records


_PAIR_READERS: dict[str, Callable[[Cell], Any]] = {"shares": _read_share, "amounts": read_money}
_ENCODERS: dict[str, Callable[[Column, Any], Cell]] = {
    "list": _encode_list,
    "dicos": _encode_list,
    "date": lambda _, raw: dt.date.fromisoformat(raw),
    "money": lambda _, raw: Decimal(raw),
    "choice": _encode_choice,
    "truth": lambda _, raw: "sim" if raw else "não",
    "shares": _encode_pairs,
    "values": _encode_pairs,
    "parts": _encode_pairs,
    "amounts": _encode_pairs,
    "adoptions": _encode_records(("body", "on", "document")),
    "dropped": _encode_records(("code", "reason")),
}
_DECODERS: dict[str, Callable[[Column, Cell], Any]] = {
    "list": _decode_list,
    "dico": lambda _, cell: _dico(as_text(cell)),
    "dicos": lambda column, cell: [_dico(item) for item in _decode_list(column, cell)],
    "date": lambda _, cell: read_date(cell),
    "number": lambda _, cell: read_number(cell),
    "integer": lambda _, cell: read_number(cell),
    "share": lambda _, cell: _read_share(cell),
    "money": lambda _, cell: read_money(cell),
    "choice": _decode_choice,
    "truth": _decode_truth,
    "shares": _decode_pairs,
    "values": _decode_pairs,
    "parts": _decode_pairs,
    "amounts": _decode_pairs,
    "adoptions": _decode_records(("body", "on", "document")),
    "dropped": _decode_records(("code", "reason")),
}
