"""The frameworks others measure by: which are known here, in which version, and plainly what of each was verified and what was not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.deliver.evaluations.models import SCALE
from rumo.doors.dashboard.looking import page
from rumo.doors.web.parts import Crumb
from rumo.ground.vocabularies.queries import Framework, frameworks, written_in


@page
def referenced(request: HttpRequest) -> HttpResponse:
    """List the frameworks (two queries)."""
    lang = get_language() or "pt"
    context = {
        "crumbs": [
            Crumb(_("Início"), reverse("dashboard:home")),
            Crumb(_("Metodologia"), reverse("dashboard:methodology")),
            Crumb(_("Referenciais")),
        ],
        "written": written_in(lang),
        "rows": [described(one, lang) for one in frameworks()],
        "scale": SCALE,
    }
    return render(request, "dashboard/frameworks.html", context)


def described(one: Framework, lang: str) -> dict[str, object]:
    """Return a framework as the page tells it, in a language."""
    return {
        "key": one.key,
        "version": one.term_list.version,
        "others": one.others,
        "verified": one.term_list.verified,
        "assessable": one.assessable,
        "sources": one.sources,
        "counts": one.counts(lang),
        "dimensions": [
            (term.label(lang), lang in term.own_labels, term.verified, parts)
            for term, parts in one.parts(lang)
        ],
        **{name: one.said(name, lang) for name in ("names", "edition", "scoring", "unverified", "use")},
    }
