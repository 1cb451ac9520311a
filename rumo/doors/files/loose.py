"""Cells of a spreadsheet nobody here made: numbers with a currency, dates in any of several forms, addresses."""

from __future__ import annotations

import datetime as dt
import re

from rumo.doors.files.cells import Cell, read_date, read_number
from rumo.doors.files.html_text import plain_text
from rumo.science.planfile import values
from rumo.science.planfile.values import Wrong

_CURRENCY = re.compile(r"(?i)^\s*(?:€|\$|£|EUR|USD|GBP)\s*|\s*(?:€|\$|£|EUR|USD|GBP)\s*$")


def as_number(cell: Cell, decimal: str | None) -> float | None:
    """A number from any cell, with or without a currency; None where there is none. `decimal` settles what 1,234 means."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, dt.date):
        return None
    if not isinstance(cell, str):
        return float(cell)
    text = _CURRENCY.sub("", plain_text(cell))
    if decimal:
        text = text.replace("," if decimal == "." else ".", "")
        text = text.replace(decimal, ".") + ("0" if re.search(r"[.,][0-9]{3}$", text) else "")
    try:
        value = read_number(text)
    except Wrong:
        return None
    return None if isinstance(value, str) else float(value)


def as_date(cell: Cell, formats: tuple[str, ...]) -> str | None:
    """AAAA-MM-DD from any cell: the mapping's formats first, then AAAA-MM-DD (with or without a time) and dd/mm/aaaa."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, str):
        for pattern in formats:
            try:
                return dt.datetime.strptime(cell, pattern).date().isoformat()  # noqa: DTZ007 a day has no zone
            except ValueError:
                continue
    if isinstance(cell, str) and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", cell):
        cell = cell[:10]
    try:
        return values.date(read_date(cell)).isoformat()
    except Wrong:
        return None


def is_url(text: str) -> bool:
    """Whether text is an address that may be linked."""
    try:
        return bool(values.url(text))
    except Wrong:
        return False
