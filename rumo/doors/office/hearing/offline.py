"""The page where sheets are typed, kept on the device for places without network."""

from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from rumo.doors import office
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import seeing

_WORKER = Path(office.__file__).parent / "static" / "office" / "sheet-worker.js"


@require_safe
@staff
def worker(request: Asking, consultation: str, batch: str) -> HttpResponse:
    """Return the worker of one page: served under its address, a browser lets it answer for that page alone."""
    seeing.batch_seen(request, consultation, batch)
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
