"""The thread for everybody: how whole it is, and, of one measure, back to the sentences it came from."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.queries.drawing import gatherings_of
from rumo.deliver.plans.queries.following import practices_of
from rumo.deliver.progress.queries import tracing
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged


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
