"""The page where sheets are typed, kept on the device for places without network."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import seeing
from rumo.doors.office.offline import worker_script


@require_safe
@staff
def worker(request: Asking, consultation: str, batch: str) -> HttpResponse:
    """Return the worker of one page of sheets."""
    seeing.batch_seen(request, consultation, batch)
    return worker_script()
