"""What was found, for everybody: the findings in force; one with the texts it rests on, who disagrees and what came of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.progress.queries import tracing
from rumo.doors.web.parts import Crumb, Pager
from rumo.doors.web.tagged import tagged
from rumo.ground.vocabularies.queries import named, written_in
from rumo.listen.consultations.models import Audience
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions.models import Channel
from rumo.listen.contributions.queries import beside
from rumo.shape.synthesis.models import Finding
from rumo.shape.synthesis.queries import finding as queries

PAGE, TEXTS = 30, 20
WHO = {
    "audience": dict(Audience.choices),
    "channel": dict(Channel.choices),
    "language": LANGUAGES,
}


@require_safe
@tagged
def findings(request: HttpRequest) -> HttpResponseBase:
    """List the findings in force, the newest first."""
    pages = Paginator(queries.public(), PAGE)
    page = pages.get_page(request.GET.get("pagina", "1")[:7])
    told = {
        "lines": queries.wholes(list(page.object_list)),
        "pager": _pager(page.number, pages.num_pages),
        "crumbs": [Crumb(_("Constatações"))],
    }
    return render(request, "participate/findings.html", told)


@require_safe
@tagged
def finding(request: HttpRequest, number: str) -> HttpResponseBase:
    """Show a finding: one withdrawn says why, and which took its place."""
    whole = queries.public_one(number)
    if whole is None:
        raise Http404
    row, lang = whole.row, get_language() or "pt"
    pages = Paginator(queries.texts_under(row), TEXTS)
    page = pages.get_page(request.GET.get("pagina", "1")[:7])
    texts = list(page.object_list)
    beside(texts, lang)
    words = named(whole.tags, lang)
    told: dict[str, Any] = {
        "row": row,
        "whole": whole,
        "written": written_in(lang),
        "tags": [words[key] for key in whole.tags if key in words],
        "total": row.counts.get("total", 0),
        "who": _who(row),
        "texts": texts,
        "unshown": row.counts.get("total", 0) > pages.count,
        "thread": tracing.of_finding(row),
        "pager": _pager(page.number, pages.num_pages),
        "crumbs": [Crumb(_("Constatações"), reverse("participate:findings")), Crumb(row.public_id)],
    }
    return render(request, "participate/finding.html", told)


def _who(row: Finding) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """Who said it, as far as small numbers allow: each split with its categories, None where hidden."""
    titles = {"audience": _("Em que qualidade"), "channel": _("Como chegou"), "language": _("Em que língua")}
    by = row.counts.get("by", {})
    return [
        (titles[name], [(str(WHO[name].get(key, key)), n) for key, n in by[name].items()])
        for name in titles
        if name in by
    ]


def _pager(at: int, pages: int) -> Pager | None:
    if pages == 1:
        return None
    words = _("Página %(at)s de %(pages)s") % {"at": at, "pages": pages}
    return Pager(
        words,
        f"?pagina={at - 1}" if at > 1 else None,
        f"?pagina={at + 1}" if at < pages else None,
    )
