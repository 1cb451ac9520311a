"""A canvas as a file to keep: PDF and picture to show, comma-separated text to count."""

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from rumo.doors.files import canvases
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.tables import seeing
from rumo.listen.gatherings.queries import board

KINDS = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "png": "image/png"}


@require_safe
@staff
def file(request: Asking, gathering: str, table: int, form: str) -> HttpResponse:
    """Give the canvas of a table as a file (five queries)."""
    if form not in KINDS:
        raise Http404
    row = seeing.table_seen(request, gathering, table)
    found, name = board(row), seeing.name_of(row)
    if form == "csv":
        data = canvases.as_csv(found)
    else:
        data = canvases.drawn(
            found, name, row.table.gathering.title, get_language() or "pt", picture=form == "png"
        )
    response = HttpResponse(data, content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="{gathering}-{table}.{form}"'
    return response
