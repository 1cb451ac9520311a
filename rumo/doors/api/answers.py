"""Answers as they leave: JSON, tables as text or workbook, files to keep."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from rumo.doors.files.tables import Line, csv_pieces, workbook

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STREAMED = 5_000
"""Lines from which a table is sent as it is made, without being held or kept."""


def as_json(data: Any) -> HttpResponse:
    """JSON, with letters as they are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return HttpResponse(text.encode(), content_type="application/json")


def as_table(
    request: HttpRequest, form: str, name: str, header: Sequence[str], lines: Iterable[Line], size: int = 0
) -> HttpResponseBase:
    """A table as "csv" or "xlsx", to be kept as `name`; `size` tells how many lines, roughly, are coming."""
    if form == "xlsx":
        return as_file(workbook(name, header, lines), XLSX, f"{name}.xlsx")
    if size < STREAMED:
        return as_file(b"".join(csv_pieces(header, lines)), CSV, f"{name}.csv")
    # HEAD reaches a view as GET (web.cache), but wants no body
    wanted = () if request.META["REQUEST_METHOD"] == "HEAD" else csv_pieces(header, lines)
    return _named(StreamingHttpResponse(wanted, content_type=CSV), f"{name}.csv")


def as_file(data: bytes, kind: str, name: str) -> HttpResponseBase:
    """Bytes to be kept under a name."""
    return _named(HttpResponse(data, content_type=kind), name)


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
