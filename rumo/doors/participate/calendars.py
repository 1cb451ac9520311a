"""The terms of consultations as calendars to subscribe to: of all that were published, and of one."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.files.calendars import ICAL, terms
from rumo.doors.participate.cover import found_or_404
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import changes, heads_of, published


@require_safe
@tagged
def every(request: HttpRequest) -> HttpResponseBase:
    """When every published consultation opens, closes and is answered."""
    return _calendar(published(), _("Rumo: consultas"), "consultas")


@require_safe
@tagged
def one(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same of one consultation."""
    return _calendar([found_or_404(slug)], "", slug)


def _calendar(rows: Sequence[Consultation], name: str, file: str) -> HttpResponse:
    lang = get_language() or "pt"
    heads = heads_of(rows, lang)
    titles = {pk: str(words["title"]) for pk, words in heads.items() if "title" in words}
    text = terms(
        rows, titles, changes(rows), lang, settings.SITE_URL, name or next(iter(titles.values()), file)
    )
    response = HttpResponse(text, content_type=ICAL)
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response
