"""The list of consultations and the cover of one: what is asked, until when, how to take part."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.participate import eid, telling
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Consultation, Way
from rumo.listen.consultations.queries import documents, extensions, heads_of, kept, published, published_one
from rumo.listen.consultations.queries.kept import words_of
from rumo.listen.contributions.queries import count
from rumo.shape.synthesis.queries import progress


def found_or_404(slug: str) -> Consultation:
    """Return a published consultation; 404 where there is none."""
    row = published_one(slug)
    if row is None:
        raise Http404
    return row


def kept_or_404(slug: str) -> Consultation:
    """Return the same for a form, which shows nothing of its owner, from what the process keeps."""
    row = kept.published_one(slug)
    if row is None:
        raise Http404
    return row


@require_safe
@tagged
def consultations(request: HttpRequest) -> HttpResponseBase:
    """Every consultation: open ones first, then those to come, then those that closed."""
    at = clock.now()
    rows = published()
    titles = heads_of(rows, get_language() or "")
    lines = [telling.told(row, titles[row.pk], at=at) for row in rows]
    groups = [
        (_("Abertas"), [line for line in lines if line.phase == "open"]),
        (_("Abrem em breve"), [line for line in lines if line.phase == "coming"]),
        (_("Já fecharam"), [line for line in lines if line.phase in ("closed", "cancelled")]),
    ]
    told = {"groups": [(name, group) for name, group in groups if group], "crumbs": [Crumb(_("Consultas"))]}
    return render(request, "participate/list.html", told)


@require_safe
@tagged
def arrive(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A consultation by its address without a language: ask for one, each by its own name, those it is offered in first."""
    row = found_or_404(slug)
    title = words_of(row, get_language() or row.language)["title"]
    told = {
        "row": row,
        "title": title,
        "offered": [one for one in telling.doors(row) if one.offered],
        "others": [one for one in telling.doors(row) if not one.offered],
        "crumbs": [Crumb(_("Consultas"), reverse("participate:list")), Crumb(str(title))],
    }
    return render(request, "participate/arrive.html", told)


@require_safe
@tagged
def cover(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One consultation: what it asks and why, its term, the ways to take part, documents, how many took part so far."""
    row, at = found_or_404(slug), clock.now()
    words = dict(words_of(row, get_language() or row.language))
    ways = [
        (reverse(f"participate:{telling.PAGES[Way(way)]}", args=[slug]), Way(way).label) for way in row.ways
    ]
    told = {
        "told": telling.told(row, words, at=at),
        "left": telling.left(row, at=at),
        "ways": ways,
        "audiences": [name for _key, name in telling.audiences(row)],
        "languages": [one for one in telling.doors(row) if one.offered],
        "documents": documents(row),
        "extensions": extensions(row),
        "count": count(row),
        "eid": settings.EID_NAME if eid.offered() else "",
        "progress": progress(row),
        "crumbs": [Crumb(_("Consultas"), reverse("participate:list")), Crumb(str(words["title"]))],
    }
    return render(request, "participate/cover.html", told)
