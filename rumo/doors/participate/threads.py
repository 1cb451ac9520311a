"""The thread for everybody: how whole it is; of one measure, back to the sentences it came from; which rights are served and which are not."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.queries.drawing import gatherings_of
from rumo.deliver.plans.queries.following import practices_of
from rumo.deliver.progress.queries import covering, tracing
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged
from rumo.ground.vocabularies.queries import rights as rights_in
from rumo.ground.vocabularies.queries import terms, written_in


@require_safe
@tagged
def thread(request: HttpRequest) -> HttpResponseBase:
    """Say how whole the thread is: contributions with an answer, guidelines with a source, measures with a guideline."""
    shares = tracing.coverage()
    lines = [
        (
            _("contributos a que se deve resposta têm resposta"),
            shares["contributions"],
            reverse("participate:list"),
        ),
        (_("orientações em vigor dizem de onde vêm"), shares["clauses"], reverse("participate:findings")),
        (_("medidas dos planos aplicam uma orientação"), shares["measures"], reverse("dashboard:measures")),
    ]
    return render(request, "participate/thread.html", {"lines": lines, "crumbs": [Crumb(_("O fio"))]})


@require_safe
@tagged
def measure(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """Where a measure comes from: the guidelines it applies, what was found, whom it was heard from."""
    row = Measure.objects.select_related("plan").filter(plan__slug=slug[:200], code=code).first()
    found = tracing.of_measure(row) if row else None
    if row is None or found is None or not found.measures:
        raise Http404
    (told,) = found.measures
    context = {
        "measure": told,
        "thread": found,
        "gatherings": gatherings_of(row.pk),
        "practices": practices_of(row.pk),
        "crumbs": [
            Crumb(told.plan_title, reverse("dashboard:plan", args=[slug])),
            Crumb(_("Medida %(code)s") % {"code": code}, reverse("dashboard:measure", args=[slug, code])),
            Crumb(_("De onde vem")),
        ],
    }
    return render(request, "participate/thread_measure.html", context)


@require_safe
@tagged
def rights(request: HttpRequest) -> HttpResponseBase:
    """Say, right by right, how many findings, guidelines and measures serve it: those that nothing serves, and those two levels promise."""
    lang = get_language() or "pt"
    lists = rights_in(lang)
    found = covering.served(key for _title, listed in lists for key, _words in listed)
    levels = {term.key: term.label(lang) for term in terms("levels")}
    context = {
        "written": written_in(lang),
        "lists": [
            (
                title,
                [
                    (words, found[key], [levels.get(one, one) for one in found[key].levels])
                    for key, words in listed
                ],
                sum(found[key].nothing for key, _words in listed),
            )
            for title, listed in lists
        ],
        "crumbs": [Crumb(_("O fio"), reverse("participate:thread")), Crumb(_("Direitos"))],
    }
    return render(request, "participate/rights.html", context)
