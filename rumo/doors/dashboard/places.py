"""Municipalities on a page: the tiles of the map, and the same as a list; made for 308 at once, so with no template and no reversing in the loop."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.plan_list import PlanLine
from rumo.deliver.rollup.queries.snapshot import Place
from rumo.doors.dashboard.figures import fraction, percent
from rumo.doors.dashboard.looking import Look
from rumo.doors.web import draw
from rumo.doors.web.draw.svg import escaped, share
from rumo.doors.web.draw.tiles import State
from rumo.ground.core.fields import folded


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality as map and list show it: its figures (None without measures) and how many plans name it."""

    place: Place
    name: str
    f: Mapping[str, Any] | None
    plans: int
    href: str

    @property
    def state(self) -> State:
        """Return which of the map's three kinds it is."""
        if not self.plans:
            return "no_plan"
        return "value" if self.f and self.f["coverage"] else "no_information"


def towns(look: Look, lines: Sequence[PlanLine]) -> list[Town]:
    """Return every municipality of the scope, by name; `lines` are all plans known."""
    figures = {group.key: group.figures for group in look.reading.by("municipality")}
    plans = Counter(dico for line in lines for dico in line.places)
    prefix, suffix = reverse("dashboard:municipality", args=["-"]).rsplit("-", 1)
    ending = suffix + look.asked.query
    inside = look.reading.scope.places
    chosen = [place for dico, place in look.held.places.items() if inside is None or dico in inside]
    same = Counter(place.name for place in look.held.places.values())
    found = [
        Town(
            place,
            f"{place.name} ({place.region_name})" if same[place.name] > 1 else place.name,
            figures.get(place.dico),
            plans[int(place.dico)],
            f"{prefix}{place.slug}{ending}",
        )
        for place in chosen
    ]
    return sorted(found, key=lambda town: order(town.name))


@cache
def order(name: str) -> str:
    """Return what names are sorted by: accents and case aside."""
    return folded(name)


def full_name(look: Look, dico: str) -> str:
    """Return a municipality's name, with its region's where two have the same."""
    place = look.held.places[int(dico)]
    twins = sum(1 for other in look.held.places.values() if other.name == place.name)
    return f"{place.name} ({place.region_name})" if twins > 1 else place.name


def kind_of_region(code: str) -> str:
    """Return what kind of region a code is of, in words."""
    kinds = {"district": _("Distrito ou ilha"), "cim": _("Entidade intermunicipal")}
    levels = {2: _("País"), 3: "NUTS I", 4: "NUTS II", 5: "NUTS III"}
    return kinds.get(code.partition(":")[0]) or levels.get(len(code), _("Região"))


def tiles(found: Sequence[Town]) -> list[draw.Tile]:
    """Return the map's tiles, moved up and to the start so that a region fills its drawing (by whole pairs of rows)."""
    if not found:
        return []
    left, top = min(town.place.q for town in found), min(town.place.r for town in found) // 2 * 2
    none, blank = _("sem plano publicado"), _("plano sem informação")
    lang, drawn = get_language() or "", []
    for town in found:
        place, state = town.place, town.state
        value = town.f["degree"] if town.f and state == "value" else None
        said = {"no_plan": none, "no_information": blank}.get(state) or percent(value, lang)
        drawn.append(
            draw.Tile(
                place.dico,
                town.name,
                place.q - left,
                place.r - top,
                place.inset,
                town.href,
                value,
                state,
                f"{town.name}: {said}",
            )
        )
    return drawn


def table(found: Sequence[Town]) -> SafeString:
    """Return the rows of the list that says what the map says, of those with plans: municipality, bar, proven, coverage, plans.

    Names and addresses are escaped here; all else that is put in are numbers made here, and words of `figures`.
    """
    lang = get_language() or ""
    coverage, plans = escape(_("Com informação")), escape(_("Planos"))
    return SafeString("\n".join([_row(town, coverage, plans, lang) for town in found if town.plans]))


_ROW = (
    '<tr><th scope="row"><a href="{href}">{name}</a></th><td class="bar">{bar}</td><td class="n deg">{degree}</td>'
    '<td class="n" data-label="{coverage_label}">{coverage}</td><td class="n" data-label="{plans_label}">{plans}</td></tr>'
)
_BAR = (
    '<svg class="thin" width="100%" height="16" aria-hidden="true"><rect class="g-all" y="3" width="100%" height="10"/>'
    '<rect class="g-hatch" x="{done}" y="3" width="{hatch}" height="10"/><rect class="g-done" y="3" width="{done}" height="10"/>{tick}</svg>'
)
_TICK = '<rect class="g-plan" x="{}" width="2" height="16"/>'
_NO_BAR = '<svg class="thin" width="100%" height="16" aria-hidden="true"><rect class="g-none" x=".5" y="3.5" width="99.5%" height="9"/></svg>'


def _row(town: Town, coverage: str, plans: str, lang: str) -> str:
    f: Mapping[str, Any] = town.f or {}
    scope = f"municipality:{town.place.dico}"
    return _ROW.format(
        href=escaped(town.href),
        name=escaped(town.name),
        bar=_bar(f),
        degree=fraction(f.get("degree"), "degree", scope, lang),
        coverage_label=coverage,
        coverage=fraction(f.get("coverage"), "coverage", scope, lang),
        plans_label=plans,
        plans=town.plans,
    )


def _bar(f: Mapping[str, Any]) -> str:
    """Return the row's bar at its plainest: the figures stand beside it in words, and the page it leads to draws it whole."""
    degree, coverage, planned = f.get("degree"), f.get("coverage"), f.get("planned")
    if degree is None or coverage is None:
        return _NO_BAR
    tick = "" if planned is None else _TICK.format(share(planned))
    return _BAR.format(done=share(degree), hatch=share(min(1 - coverage, 1 - degree)), tick=tick)
