"""A municipality's page, written for somebody who lives there."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from rumo.deliver.rollup.queries.plan_list import PlanLine, plan_lines
from rumo.deliver.rollup.queries.scopes import NoScope, Scope
from rumo.doors.dashboard import parts, places
from rumo.doors.dashboard.looking import Look, look_at, page
from rumo.doors.web.parts import Crumb
from rumo.ground.territory.models import Municipality
from rumo.ground.territory.queries import NotFound, find_municipality

MOST = 12


@page
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the municipality promised, what is done, who answers for it and how to have a say."""
    town = town_of(slug)
    seen = look_at(request, Scope("municipality", town.dico, town.name, places=frozenset([int(town.dico)])))
    if town.slug != slug:
        return HttpResponseRedirect(seen.link("municipality", town.slug))
    named, responsible = parts.responsibles(seen)
    name = places.full_name(seen, town.dico)
    context = {
        **parts.frame(
            seen,
            parts.crumbs(
                seen, Crumb(town.nuts3.parent.name, seen.link("region", town.nuts3.parent.code)), Crumb(name)
            ),
        ),
        **parts.body(seen, most=0),
        "town": town,
        "foreign_share": town.foreign_pct_2021 / 100,
        "foreign_share_before": town.foreign_pct_2011 / 100,
        "name": name,
        "regions": [
            (town.district.name, seen.link("region", town.district.scope)),
            (town.cim.name, seen.link("region", town.cim.scope)),
        ],
        "promised": _plans(seen, town.dico),
        "rows": parts.measures(seen, seen.reading.measures[:MOST]),
        "assessment_href": seen.link("assessment", town.slug) if int(town.dico) in seen.held.assessed else "",
        "named": named,
        "responsible": responsible,
    }
    return render(request, "dashboard/municipality.html", context)


def town_of(slug: str) -> Municipality:
    """Return the municipality of a slug, in any of its spellings; raises NoScope, which `page` answers."""
    try:
        return find_municipality(slug)
    except NotFound as missing:
        raise NoScope(str(missing)) from missing


def _plans(seen: Look, dico: str) -> list[tuple[PlanLine, parts.GroupRow | None, str]]:
    """Return the plans that name the municipality, newest first, each with its bar (none without measures) and address (two queries)."""
    bars = {row.key: row for row in parts.plans(seen)}
    return [
        (line, bars.get(line.slug), seen.link("plan", line.slug))
        for line in plan_lines(seen.reading)
        if int(dico) in line.places
    ]
