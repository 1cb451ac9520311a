"""Search: municipalities, regions, areas, plans and measures whose names hold the words asked for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries import lists
from rumo.deliver.rollup.queries.plan_list import plan_lines
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.web.parts import Crumb
from rumo.ground.core.fields import folded
from rumo.ground.territory import queries as territory

MOST = 20
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its name, where it leads, what it is."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """All things of one kind found: how many, the first of them, and where the rest are."""

    key: str
    name: str
    count: int
    first: list[Found]
    more: str | None


@page
def search(request: HttpRequest) -> HttpResponse:
    """Find what the words name, accents and case aside."""
    seen = look(request, "country")
    text = request.GET.get("q", "").strip()[:LONGEST]
    kinds = [kind for kind in _kinds(seen, text) if kind.count] if folded(text) else []
    context = {
        **parts.frame(seen, [Crumb(_("Início"), seen.link("home")), Crumb(_("Pesquisa"))]),
        "q": text,
        "plans_href": seen.link("plans"),
        "asked_for": bool(folded(text)),
        "kinds": kinds,
        "count": sum(kind.count for kind in kinds),
    }
    return render(request, "dashboard/search.html", context)


def _kinds(seen: Look, text: str) -> list[Kind]:
    return [*_territory(seen, text), _areas(seen, text), _plans(seen, text), _measures(seen, text)]


def _territory(seen: Look, text: str) -> list[Kind]:
    hits = territory.search(text, seen.lang)
    regions = {
        "country": "",
        "nuts1": _("NUTS I"),
        "nuts2": _("região (NUTS II)"),
        "nuts3": _("sub-região (NUTS III)"),
        "district": _("distrito ou ilha"),
        "cim": _("entidade intermunicipal"),
    }
    towns = [
        Found(hit.name, seen.link("municipality", hit.slug)) for hit in hits if hit.kind == "municipality"
    ]
    places = [
        Found(hit.name, seen.link("region", hit.slug), regions.get(hit.kind, ""))
        for hit in hits
        if hit.kind not in ("municipality", "country")
    ]
    return [_kind("municipalities", _("Municípios"), towns), _kind("regions", _("Regiões"), places)]


def _areas(seen: Look, text: str) -> Kind:
    sought = folded(text)
    found = [term for term in seen.held.areas if sought in folded(term.label(seen.lang), *term.aliases)]
    return _kind(
        "areas", _("Áreas"), [Found(term.label(seen.lang), seen.link("area", term.key)) for term in found]
    )


def _plans(seen: Look, text: str) -> Kind:
    words = folded(text).split()
    found = []
    for line in plan_lines(seen.reading):
        places = _(", ").join(
            seen.held.places[place].name for place in line.places if place in seen.held.places
        )
        said = folded(line.title, places, line.promoter or "")
        if all(word in said for word in words):
            found.append(
                Found(line.title, seen.link("plan", line.slug), _("exemplo") if line.synthetic else places)
            )
    return _kind("plans", _("Planos"), found, seen.link("plans", q=text))


def _measures(seen: Look, text: str) -> Kind:
    index = lists.narrowed(seen.reading, lists.Filter(text=text))
    first = [
        Found(
            row.r.title,
            row.href,
            _("medida %(code)s · %(plan)s") % {"code": row.r.code, "plan": row.r.plan_title},
        )
        for row in parts.measures(seen, index[:MOST])
    ]
    return Kind(
        "measures",
        _("Medidas"),
        len(index),
        first,
        seen.link("measures", q=text) if len(index) > MOST else None,
    )


def _kind(key: str, name: str, found: list[Found], more: str | None = None) -> Kind:
    return Kind(key, name, len(found), found[:MOST], more if len(found) > MOST else None)
