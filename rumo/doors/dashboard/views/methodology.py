"""The method in plain language, with an example worked out as the page is asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.reading import formula
from rumo.doors.dashboard.looking import page
from rumo.doors.dashboard.worked import worked_example
from rumo.doors.web.parts import Crumb


@page
def methodology(request: HttpRequest) -> HttpResponse:
    """Explain the degree of implementation."""
    context = {
        "crumbs": [Crumb(_("Início"), reverse("dashboard:home")), Crumb(_("Metodologia"))],
        "formula": formula(),
        "example": worked_example(),
    }
    return render(request, "dashboard/methodology.html", context)
