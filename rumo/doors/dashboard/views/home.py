"""The first page: what Rumo is, the five steps with what there is of each today, the headline and the map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumo.deliver.rollup.queries.plan_list import plan_lines
from rumo.doors.dashboard import parts, places, published
from rumo.doors.dashboard.looking import Look, NothingYet, look, page


@page
def home(request: HttpRequest) -> HttpResponse:
    """Welcome whoever comes, even before anything is published."""
    try:
        seen = look(request, "country")
    except NothingYet:
        return render(request, "dashboard/home.html", {})
    lines = plan_lines(seen.reading)
    towns = places.towns(seen, lines)
    context = {
        **parts.frame(seen),
        "headline": parts.headline(seen),
        "tiles": places.tiles(towns),
        "towns_with_plan": sum(1 for town in towns if town.plans),
        "towns": len(towns),
        "live": _live(seen, len(lines)),
    }
    return render(request, "dashboard/home.html", context)


def _live(seen: Look, plans: int) -> dict[str, Any]:
    """Return the figures of the steps: plans, measures, reports, evidence (one query)."""
    return {
        "plans": plans,
        "measures": seen.total["measures"],
        "reports": published.reports(seen),
        "evidence": published.evidence(seen.asked),
    }
