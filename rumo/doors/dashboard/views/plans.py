"""The list of all plans: whose they are, for when, how much of each is done."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.plan_list import PlanLine, plan_lines
from rumo.doors.dashboard import parts, words
from rumo.doors.dashboard.drawn import plan_rows
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.web.asking import BadQuestion
from rumo.doors.web.parts import Crumb
from rumo.ground.core.fields import folded


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list: its line, page, figures (None when it published no measure) and state on the day."""

    line: PlanLine
    href: str
    how: str
    places: str
    f: SimpleNamespace | None
    sentence: str
    state: str


@page
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans, narrowed by text and by being in force."""
    seen = look(request, "country")
    text, only = request.GET.get("q", "").strip()[:200], request.GET.get("vigor", "")
    if only not in ("", "sim"):
        raise BadQuestion("vigor", _("Escreva vigor=sim, ou nada."))
    every = _rows(seen)
    rows = [row for row in every if _says(row, text) and (not only or in_force(row.line, seen.asked.as_of))]
    context = {
        **parts.frame(seen, parts.crumbs(seen, Crumb(_("Planos")))),
        "rows": rows,
        "lines": plan_rows(rows, seen.lang),
        "every": len(every),
        "q": text,
        "only": only,
        "every_href": seen.link("plans"),
        "with_measures": sum(row.f is not None for row in rows),
    }
    return render(request, "dashboard/plans.html", context)


def in_force(line: PlanLine, day: date) -> bool:
    """Tell whether a plan's period, as far as its source says it, holds the day; one with no date at all does not."""
    if line.start is None and line.end is None:
        return False
    return (line.start is None or line.start <= day) and (line.end is None or line.end >= day)


def _says(row: PlanRow, text: str) -> bool:
    said = folded(row.line.title, row.places, row.line.promoter or "")
    return all(word in said for word in folded(text).split())


def _rows(seen: Look) -> list[PlanRow]:
    figures: dict[str | None, dict[str, Any]] = {
        group.key: dict(group.figures) for group in seen.reading.by("plan")
    }
    prefix, suffix = reverse("dashboard:plan", args=["-"]).rsplit("-", 1)
    query = seen.asked.query
    return [
        _row(seen, line, figures.get(line.slug), f"{prefix}{line.slug}{suffix}{query}")
        for line in plan_lines(seen.reading)
    ]


def _row(seen: Look, line: PlanLine, figures: dict[str, Any] | None, href: str) -> PlanRow:
    places = _(", ").join(seen.held.places[place].name for place in line.places if place in seen.held.places)
    f = SimpleNamespace(**figures) if figures else None
    how = seen.how_of(f"plan:{line.slug}")
    return PlanRow(
        line, href, how, places, f, words.sentence(figures) if figures else "", _state(line, seen.asked.as_of)
    )


def _state(line: PlanLine, day: date) -> str:
    if in_force(line, day):
        return _("em vigor")
    if line.start is None and line.end is None:
        return _("sem datas")
    return _("terminado") if line.end is not None and line.end < day else _("por começar")
