"""Documents of consultations and gatherings that were published, to be saved; photographs of visits."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from rumo.doors.files import serving
from rumo.doors.participate.cover import found_or_404
from rumo.doors.participate.gatherings import found_or_404 as gathering_or_404
from rumo.doors.participate.onward import seen
from rumo.ground.files.models import StoredFile
from rumo.ground.files.queries import served
from rumo.listen.consultations.queries import documents
from rumo.listen.gatherings.queries import documents_of


@require_safe
def of_consultation(request: HttpRequest, slug: str, position: int) -> HttpResponseBase:
    """A document of a consultation, by its place among them."""
    return _sent(one.file for one in documents(found_or_404(slug)) if one.position == position)


@require_safe
def of_gathering(request: HttpRequest, slug: str, position: int) -> HttpResponseBase:
    """A document of a gathering, by its place among them."""
    return _sent(one.file for one in documents_of(gathering_or_404(slug)) if one.position == position)


@require_safe
def of_visit(request: HttpRequest, slug: str, note: str, position: int) -> HttpResponseBase:
    """A photograph of a public note of a visit's journal, by its place among them."""
    photos = next((some for one, some in seen(gathering_or_404(slug)) if one.number == note), [])
    return _sent(one.file for one in photos if one.position == position)


def _sent(found: Iterable[StoredFile]) -> HttpResponseBase:
    """Hand out the one that was found; 404 where there is none, or where it waits for the antivirus or was refused."""
    for file in found:
        if (kept := served(file.public_id)) is not None:
            return serving.answer(kept.stored, reserved=False)
    raise Http404
