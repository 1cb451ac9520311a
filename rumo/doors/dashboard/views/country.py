"""The dashboard of the whole country."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.plan_list import plan_lines
from rumo.doors.dashboard import parts, places
from rumo.doors.dashboard.looking import look, page
from rumo.doors.dashboard.small import by_area

MOST_PLANS = 12


@page
def country(request: HttpRequest) -> HttpResponse:
    """Show what every published plan together promised, and what is proven."""
    seen = look(request, "country")
    lines = plan_lines(seen.reading)
    towns = places.towns(seen, lines)
    in_force = sorted(parts.in_force(lines, seen.asked.as_of), key=lambda line: line.title)
    areas = parts.areas(seen)
    named, responsible = parts.responsibles(seen)
    return render(
        request,
        "dashboard/country.html",
        {
            **parts.frame(seen),
            "headline": parts.headline(seen),
            "counts": parts.counts(seen),
            "schedule": parts.schedule(seen),
            "news": parts.news(seen),
            "tiles": places.tiles(towns),
            "town_rows": places.table(towns),
            "towns_with_plan": sum(1 for town in towns if town.plans),
            "towns": len(towns),
            "regions": parts.regions(seen),
            "areas": areas,
            "small": by_area(seen, areas),
            "attention": parts.attention(seen),
            "timeline": parts.timeline(seen),
            "plans": parts.plans(seen, [line.slug for line in in_force[:MOST_PLANS]]),
            "plan_count": len(in_force),
            "contents": _contents(),
            "named": named,
            "responsible": responsible,
        },
    )


def _contents() -> list[tuple[str, str]]:
    """Return what is on the page: where, and what it is called."""
    return [
        ("contagens", _("Medidas")),
        ("novidades", _("Novidades")),
        ("mapa", _("Municípios")),
        ("regioes", _("Regiões")),
        ("areas", _("Áreas")),
        ("atencao", _("A pedir atenção")),
        ("tempo", _("No tempo")),
        ("planos", _("Planos")),
        ("responsaveis", _("Responsáveis")),
    ]
