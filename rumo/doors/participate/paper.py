"""The questionnaire to print: the same questions with the codes by which whoever types it in finds them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from rumo.doors.files import answers
from rumo.doors.participate import telling
from rumo.doors.participate.answering import crumbs
from rumo.doors.participate.cover import found_or_404
from rumo.doors.web import clock
from rumo.doors.web.draw.qr import qr
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Way
from rumo.listen.consultations.queries.kept import asked, words_of


@require_safe
@tagged
def paper(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sheet, in the language of the page; it may be printed before the consultation opens."""
    row = found_or_404(slug)
    if Way.QUESTIONNAIRE not in row.ways:
        raise Http404
    words = words_of(row, get_language() or "")
    address = f"{settings.SITE_URL}{reverse('arrive', args=[slug])}"
    told = {
        "told": telling.told(row, dict(words), at=clock.now()),
        "fields": answers.fields(asked(row), words, {}, {}),
        "audiences": [name for _key, name in telling.audiences(row)],
        "address": address,
        "qr": qr(address),
        "crumbs": crumbs(row, words["title"]),
    }
    return render(request, "participate/paper.html", told)
