"""What became of the answers a consultation owes: how many there are, until when, which texts wait and which have one."""

from datetime import date
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.participate import telling
from rumo.doors.participate.cover import found_or_404
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Pager, Tab
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries.kept import words_of
from rumo.listen.contributions.queries import beside
from rumo.shape.synthesis import queries
from rumo.shape.synthesis.queries import Progress
from rumo.shape.synthesis.rules import may_be_answered

PAGE = 20


@require_safe
@tagged
def answers(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List the texts everyone may read that wait for an answer, or (`respondidas`) those that have one, with it."""
    row, at = found_or_404(slug), clock.now()
    if not may_be_answered(row, at=at):
        raise Http404
    given = "respondidas" in request.GET
    pages = Paginator(queries.readable(row, answered=given), PAGE)
    page = pages.get_page(request.GET.get("pagina", "1")[:7])
    texts = queries.texts_of(list(page.object_list))
    beside([one for some in texts.values() for one in some], get_language() or "")
    said = queries.responses_to(page.object_list) if given else {}
    words = dict(words_of(row, get_language() or row.language))
    far, declared_at = queries.standing(row)
    here = reverse("participate:answers", args=[slug])
    cover = reverse("participate:cover", args=[slug])
    told = {
        "told": telling.told(row, words, at=at),
        "far": far,
        "declared_at": declared_at,
        "late": None if declared_at else _late(row, far, at.astimezone(ZoneInfo(row.zone)).date()),
        "given": given,
        "tabs": [Tab(_("Por responder"), here, not given), Tab(_("Respondidas"), f"{here}?respondidas", given)],
        "lines": [(one, texts.get(one.pk, []), said.get(one.pk)) for one in page.object_list],
        "unread": (far.answered if given else far.left) - pages.count,
        "pager": _pager(page.number, pages.num_pages, given),
        "crumbs": [
            Crumb(_("Consultas"), reverse("participate:list")), Crumb(str(words["title"]), cover), Crumb(_("Respostas")),
        ],
    }  # fmt: skip
    return render(request, "participate/answers.html", told)


def _late(row: Consultation, far: Progress, today: date) -> int | None:
    """How many days the answers are late; None where none is owed any more, or the term is not over."""
    if not far.left or row.answer_by is None or today <= row.answer_by:
        return None
    return (today - row.answer_by).days


def _pager(at: int, pages: int, given: bool) -> Pager | None:
    if pages == 1:
        return None
    before = "?respondidas&" if given else "?"
    words = _("Página %(at)s de %(pages)s") % {"at": at, "pages": pages}
    return Pager(
        words,
        f"{before}pagina={at - 1}" if at > 1 else None,
        f"{before}pagina={at + 1}" if at < pages else None,
    )
