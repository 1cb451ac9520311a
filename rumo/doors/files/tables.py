"""Open tables for machines: comma-separated text in pieces, a plain workbook, and the columns of each table that is published."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from rumo.deliver.rollup.queries.lists import Row
from rumo.doors.files.cells import FORMULA
from rumo.doors.files.limits import CELL_UNITS
from rumo.doors.files.plan_xlsx import Exact
from rumo.science.degree.figures import SCHEDULE, STATES

Value = str | float | bool | Decimal | date | Sequence[str] | Mapping[str, Any] | None
Line = Sequence[Value]
PIECE = 64 * 1024
"""Characters of comma-separated text gathered before they are sent."""
CUT = " […]"
"""What a text ends with in a workbook when its cell could not hold all of it."""

MEASURES = (
    "key", "plan", "plan_title", "synthetic", "code", "title", "axis", "strategic", "operational", "level", "areas", "municipalities", "responsible", "weight",
    "start", "end", "state", "schedule", "degree", "planned", "upper", "stale", "due", "fresh", "newest_report", "spent", "budget",
)  # fmt: skip
_MEASURE_FIELDS = {"municipalities": "places", "newest_report": "newest"}
FRACTIONS = (
    "degree", "degree_reported", "degree_plan_mean", "planned", "upper", "coverage", "coverage_fresh", "financial",
)  # fmt: skip
COUNTS = ("stale", "measures", "weight", "newest_report", "weight_without_schedule", "financial_measures")
FIGURES = (
    *FRACTIONS,
    *(f"state_{name}" for name in STATES),
    *(f"schedule_{name}" for name in SCHEDULE),
    *COUNTS,
)
GROUPS = ("formula", "scope", "as_of", "known_at", "synthetic", "by", "key", "label", *FIGURES)
TIMELINE = ("day", "planned", "proven")


def measure_line(row: Row) -> Line:
    """A measure in the columns of MEASURES, unrounded: every figure of the site can be computed again from these."""
    return [getattr(row, _MEASURE_FIELDS.get(name, name)) for name in MEASURES]


def figure_cells(figures: Mapping[str, Any]) -> Line:
    """F in the columns of FIGURES."""
    return [
        *(figures[name] for name in FRACTIONS),
        *(figures["states"][name] for name in STATES),
        *(figures["schedule"][name] for name in SCHEDULE),
        *(figures[name] for name in COUNTS),
    ]


def group_lines(answer: Mapping[str, Any], by: str | None, label: str) -> Iterator[Line]:
    """The groups of an answer of `figures.answer` in the columns of GROUPS; without `by`, one line for the whole scope."""
    head = [answer[name] for name in GROUPS[:5]]
    if by is None:
        yield [*head, None, answer["scope"], label, *figure_cells(answer["total"])]
    for group in answer["groups"]:
        yield [*head, by, group["key"], group["label"], *figure_cells(group)]


def joined(names: Iterable[str]) -> str:
    """Names in one cell, apart by semicolons; a semicolon or backslash inside a name has a backslash before it."""
    return ";".join(name.replace("\\", "\\\\").replace(";", "\\;") for name in names)


def csv_pieces(header: Sequence[str], lines: Iterable[Line]) -> Iterator[bytes]:
    """The table as comma-separated UTF-8, machine names in the first line, in pieces fit to be sent as they are made.

    Numbers with a point and every digit, days YYYY-MM-DD, instants in UTC, true/false, nothing where nothing is known.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for line in lines:
        writer.writerow([_written(value) for value in line])
        if text.tell() > PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def workbook(name: str, header: Sequence[str], lines: Iterable[Line]) -> bytes:
    """The same table as a workbook of one sheet called `name`, written line by line; a text too long for a cell is cut, and says so."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        head = book.add_format({"bold": True, "bottom": 1})
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, head)
        for at, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                _put(sheet, at, column, value)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, value: Value) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, Exact(value))
    else:
        sheet.write_string(row, column, _fitting(_written(value)))


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return repr(value) if isinstance(value, float) else str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return neutral(json.dumps(value, ensure_ascii=False))
    return neutral(value if isinstance(value, str) else joined(value))


def neutral(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would begin a formula (and before an apostrophe)."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _fitting(text: str) -> str:
    if len(text) <= CELL_UNITS // 2 or len(text.encode("utf-16-le")) // 2 <= CELL_UNITS:
        return text
    whole = text.encode("utf-16-le")[: 2 * (CELL_UNITS - len(CUT))]
    return whole.decode("utf-16-le", errors="ignore") + CUT
