"""How a figure was computed: the formula in words with its own numbers, its inputs one by one, and how to cite it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.detail import NotYetKnown, View, view
from rumo.deliver.rollup.queries.explained import explained, item_codes, report_keys, totals
from rumo.deliver.rollup.queries.reading import day_of, formula
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.deliver.rollup.queries.telling import MeasureDetail, measure_detail
from rumo.doors.dashboard import parts, words
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.web import formats
from rumo.doors.web.parts import Crumb
from rumo.science.degree.explain import Explanation, ItemPart, PlacePart
from rumo.science.planfile import document as pf
from rumo.science.planfile import in_degree

SHOWN = 50


@page
def how(request: HttpRequest) -> HttpResponse:
    """Explain the figures of any scope."""
    seen = look(request, request.GET.get("scope") or "country")
    one = seen.reading.scope.measure
    context = _sums(seen) if one is None else _one(seen, one)
    label, href = _subject(seen)
    title = context.get("title") or label
    context |= {
        **parts.frame(seen, parts.crumbs(seen, Crumb(title, href), Crumb(_("Como se calculou?")))),
        "title": title,
        "href": href,
        "formula": formula(),
        "f": seen.f,
        "measures": words.live(seen.total),
        "informed": words.informed(seen.total),
        "permalink": seen.asked.permalink.removeprefix("?"),
        "csv": seen.data("measures.csv"),
        "json": seen.data("degree"),
    }
    return render(request, "dashboard/how.html", context)


def _subject(seen: Look) -> tuple[str, str]:
    """Return what the scope is called and the address of its page."""
    scope = seen.reading.scope
    pages = {
        "country": ("country",),
        "region": ("region", scope.key),
        "area": ("area", scope.key),
        "plan": ("plan", scope.key),
    }
    if scope.kind == "measure":
        slug, _slash, code = scope.key.partition("/")
        return scope.label, seen.link("measure", slug, code)
    if scope.kind == "municipality":
        return scope.label, seen.link("municipality", seen.held.places[int(scope.key)].slug)
    return scope.label, seen.link(*pages[scope.kind])


def _sums(seen: Look) -> dict[str, Any]:
    """Return the sums of a set of measures, and the first of its measures one by one."""
    reading = seen.reading
    index = reading.measures
    return {
        "sums": totals(reading),
        "rows": [_weighed(row) for row in parts.measures(seen, index[:SHOWN])],
        "every": len(index),
        "shown": min(SHOWN, len(index)),
        "list": seen.link("measures", scope=parts.list_scope(seen)),
        "several": len({int(plan) for plan in reading.held.facts.measure_plan[index]}) > 1,
    }


@dataclass(frozen=True, slots=True)
class Weighed:
    """A measure with its part in each sum, unrounded; None: enters none."""

    row: parts.MeasureRow
    live: bool
    proven: float | None
    planned: float | None
    upper: float | None


def _weighed(row: parts.MeasureRow) -> Weighed:
    r = row.r
    live = r.state != "cancelled"

    def part(value: float | None) -> float | None:
        return None if value is None or not live else r.weight * value

    return Weighed(row, live, part(r.degree), part(r.planned), part(r.upper))


@dataclass(frozen=True, slots=True)
class Item:
    """An activity or an indicator in the reckoning: what was promised, what was said, in which reports, what it adds."""

    title: str
    part: ItemPart
    product: float
    reports: list[date]
    aggregation: str
    sum: str


@dataclass(frozen=True, slots=True)
class PlaceHow:
    """The reckoning in one place (or of the measure as a whole)."""

    name: str
    part: PlacePart
    state: str
    base: str
    said_on: date | None
    items: list[Item]
    weight: float
    product: float
    degree: float


def _one(seen: Look, position: int) -> dict[str, Any]:
    """Return the whole reckoning of one measure."""
    slug = seen.reading.scope.key.partition("/")[0]
    try:
        own = view(seen.reading, seen.held.plan_at[slug])
    except NotYetKnown:
        raise NoScope(_("Este plano ainda não estava publicado no momento que pediu.")) from None
    told = explained(own, own.place(position))
    if told.mv is None:
        raise NoScope(_("Esta medida ainda não estava no plano no momento que pediu."))
    detail = measure_detail(seen.reading, own, told.mv)
    activities = [activity.code for activity in detail.activities]
    indicators = [
        indicator.code for indicator in detail.indicators if in_degree(cast(pf.Indicator, indicator))
    ]
    codes = item_codes(own.facts, told.mv, activities, indicators)
    things: list[Any] = list(detail.activities if told.basis == "activities" else detail.indicators)
    titles = {thing.code: thing.title or thing.code for thing in things}
    places = [
        _place(seen, own, part, {item: titles.get(code, code) for item, code in codes.items()})
        for part in told.places
    ]
    counting = [place for place in places if place.part.counts]
    return {
        "title": detail.said.title,
        "told": told,
        "detail": detail,
        "places": places,
        "counting": len(counting),
        "mean": sum(place.degree for place in counting),
        "state": words.states()[told.stage or "no_information"],
        "planned": _planned(told),
        "basis": told.basis,
        "reports": _reports(own, detail, told),
    }


def _place(seen: Look, own: View, part: PlacePart, titles: dict[int, str]) -> PlaceHow:
    items = [_item(own, item, titles) for item in part.items]
    town = seen.held.places.get(part.municipality) if part.municipality >= 0 else None
    states = words.states()
    return PlaceHow(
        name=town.name if town else "",
        part=part,
        state=states[part.stage or "no_information"],
        base=states[part.base_stage] if part.base_stage else "",
        said_on=None if part.stage_report is None else day_of(own.facts.report_day[part.stage_report]),
        items=items,
        weight=sum(item.part.weight for item in items),
        product=sum(item.product for item in items),
        degree=part.degree or 0.0,
    )


def _item(own: View, part: ItemPart, titles: dict[int, str]) -> Item:
    days = [day for _place, day, _number in report_keys(own, part.reports)]
    together = {
        "last": _("vale o último valor"),
        "sum": _("somam-se os valores"),
        "mean": _("vale a média dos valores"),
        "max": _("vale o maior valor"),
        "min": _("vale o menor valor"),
    }
    return Item(
        titles[part.item],
        part,
        part.weight * part.attainment,
        sorted(days),
        together.get(part.aggregation or "", ""),
        _sum(part),
    )


def _sum(part: ItemPart) -> str:
    """Return the sum that gave an attainment: (value − baseline) ÷ (target − baseline), and what was left out of it."""
    if (
        part.kind != "number"
        or part.value is None
        or part.baseline is None
        or part.target is None
        or part.target == part.baseline
    ):
        return ""
    value, baseline, target = (
        formats.number(number, 2) for number in (part.value, part.baseline, part.target)
    )
    written = f"({value} − {baseline}) ÷ ({target} − {baseline})"
    over = part.raw is not None and part.raw > 1 + 1e-9
    return (
        _("%(sum)s dá %(raw)s; conta 1") % {"sum": written, "raw": formats.number(part.raw, 2)}
        if over
        else written
    )


def _planned(told: Explanation) -> dict[str, Any] | None:
    """Return the planned degree and the two corners it lies between, as dates."""
    part = told.planned
    if part is None or part.planned is None:
        return None
    corners = [(day_of(corner[0]), corner[1]) for corner in (part.before, part.after) if corner]
    between = part.before is not None and part.after is not None
    spans = None
    if between and part.before and part.after:
        spans = {
            "gone": told.day - part.before[0],
            "all": part.after[0] - part.before[0],
            "from": part.before[1],
            "rise": part.after[1] - part.before[1],
        }
    return {"value": part.planned, "corners": corners, "between": spans}


def _reports(own: View, detail: MeasureDetail, told: Explanation) -> list[dict[str, Any]]:
    """Return the reports that count, oldest first, with what each said."""
    rows = sorted({row for place in told.places for row in place.reports})
    keys = set(report_keys(own, rows))
    states = words.states()
    return [
        {"report": report, "stage": states[report.stage]}
        for report in detail.reports
        if (int(report.municipality or -1), report.reference_date, report.version) in keys
    ]
