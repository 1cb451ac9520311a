"""The page of a national area: the measures of every plan that serve it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import look, page
from rumo.doors.web.parts import Crumb


@page
def area(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is promised and proven in an area, whoever promised it."""
    seen = look(request, f"area:{key}")
    label = seen.reading.scope.label
    named, responsible = parts.responsibles(seen)
    context = {
        **parts.frame(seen, parts.crumbs(seen, Crumb(label))),
        **parts.body(seen),
        "contents": _contents(),
        "regions": parts.regions(seen),
        "named": named,
        "responsible": responsible,
    }
    return render(request, "dashboard/area.html", context)


def _contents() -> list[tuple[str, str]]:
    """Return what is on the page: where, and what it is called."""
    return [
        ("contagens", _("Medidas")),
        ("tempo", _("No tempo")),
        ("planos", _("Planos")),
        ("regioes", _("Regiões")),
        ("responsaveis", _("Responsáveis")),
        ("atencao", _("A pedir atenção")),
        ("novidades", _("Novidades")),
    ]
