"""A region's page: NUTS, district or island, intermunicipal body."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.plan_list import plan_lines
from rumo.doors.dashboard import parts, places
from rumo.doors.dashboard.looking import look, page
from rumo.doors.web.parts import Crumb


@page
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is promised and proven in the municipalities of a region."""
    seen = look(request, f"region:{code}")
    lines = plan_lines(seen.reading)
    towns = places.towns(seen, lines)
    label = seen.reading.scope.label
    context = {
        **parts.frame(seen, parts.crumbs(seen, Crumb(label))),
        **parts.body(seen, most=0),
        "contents": _contents(),
        "kind": places.kind_of_region(code),
        "tiles": places.tiles(towns),
        "town_rows": places.table(towns),
        "without": [town for town in towns if not town.plans],
        "towns_with_plan": sum(1 for town in towns if town.plans),
        "towns": len(towns),
    }
    return render(request, "dashboard/region.html", context)


def _contents() -> list[tuple[str, str]]:
    """Return what is on the page: where, and what it is called."""
    return [
        ("contagens", _("Medidas")),
        ("mapa", _("Municípios")),
        ("planos", _("Planos")),
        ("areas", _("Áreas")),
        ("atencao", _("A pedir atenção")),
        ("tempo", _("No tempo")),
        ("novidades", _("Novidades")),
    ]
