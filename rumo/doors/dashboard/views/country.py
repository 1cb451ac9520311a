"""The dashboard of the whole country."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumo.doors.dashboard import parts, places
from rumo.doors.dashboard.looking import look, page
from rumo.doors.dashboard.small import by_area


@page
def country(request: HttpRequest) -> HttpResponse:
    """Show what every published plan together promised, and what is proven."""
    seen = look(request, "country")
    towns = places.towns(seen)
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
            "areas": parts.areas(seen),
            "small": by_area(seen),
            "attention": parts.attention(seen),
            "timeline": parts.timeline(seen),
            "plans": parts.plans(seen),
            "named": named,
            "responsible": responsible,
        },
    )
