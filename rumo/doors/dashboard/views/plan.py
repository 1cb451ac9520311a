"""The page of one plan: its degree, where it comes from, its measures, activities, money and versions."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.deliver.conformities.queries import conforms
from rumo.deliver.evaluations.models import Evaluation
from rumo.deliver.evaluations.queries import public_of
from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.rollup.queries import lists
from rumo.deliver.rollup.queries.detail import Activity, NotYetKnown, PlanDetail, View, plan_detail, view
from rumo.deliver.rollup.queries.explained import by_funder
from rumo.deliver.rollup.queries.reading import Group
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.doors.dashboard import parts, words
from rumo.doors.dashboard.drawn import Measures
from rumo.doors.dashboard.generations import passed
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.dashboard.printed import host, printed
from rumo.doors.web import formats
from rumo.doors.web.parts import Crumb, Event
from rumo.doors.web.templatetags.rumo import own
from rumo.science.planfile.document import Cycle

_NUMBERS = re.compile(r"(\d+)")
MOST_BARS = 20
MOST_NEXT = 8
MOST_ENTITIES = 12


@page
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one plan."""
    seen = look(request, f"plan:{slug}")
    position = seen.held.plan_at[slug]
    try:
        own = view(seen.reading, position)
    except NotYetKnown:
        raise NoScope(_("Este plano ainda não estava publicado no momento que pediu.")) from None
    detail = plan_detail(seen.reading, own)
    drawn = Measures(seen, slug)
    listed = lists.rows(seen.reading, seen.reading.measures)
    rows = {
        at: Listed(row, drawn.href(row.code))
        for at, row in zip(seen.reading.measures.tolist(), listed, strict=True)
    }
    return render(
        request,
        "dashboard/plan.html",
        _context(seen, detail, own, rows) | {"groups": _groups(seen, rows, drawn)},
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure in the short lists of the page: its figures and its address."""

    r: lists.Row
    href: str


def _context(seen: Look, detail: PlanDetail, own: View, rows: dict[int, Listed]) -> dict[str, Any]:
    slug = seen.reading.scope.key
    version = detail.version
    return {
        **parts.frame(seen, parts.crumbs(seen, Crumb(_("Planos"), seen.link("plans")), Crumb(version.title))),
        "slug": slug,
        "base": reverse("dashboard:plan", args=[slug]),
        "synthetic": own.part.labels.synthetic,
        "measures": len(rows),
        "version": version,
        "headline": parts.headline(seen),
        "counts": parts.counts(seen),
        "schedule": parts.schedule(seen),
        "timeline": {**parts.timeline(seen), "dots": detail.report_days},
        "places": [(name, seen.link("municipality", town)) for name, town in detail.places],
        "state": _in_force(version, seen.asked.as_of),
        "detail": detail,
        "evaluations": _evaluations(seen, own.part.labels.plan_id),
        "conforms": conforms(own.part.labels.plan_id),
        "printed": printed(version.as_printed),
        "source_host": host(version.source.get("url") or "") if version.source else "",
        "seen_words": seen_words().get((version.source or {}).get("seen") or ""),
        "money": _money(version.funding),
        "gantt": _gantt(seen, detail.activities, rows),
        "next": _next(seen, detail, rows),
        "late": _some(seen, rows, "overdue", lists.overdue(seen.reading)),
        "silent": _some(seen, rows, "silent", lists.silent(seen.reading)),
        "entities": parts.responsibles(seen, MOST_ENTITIES),
        "purses": by_funder(own),
        "cycles": [
            (cycle, cycle.due is not None and cycle.due < seen.asked.as_of) for cycle in detail.cycles
        ],
        "measures_href": seen.link("measures", scope=seen.scope),
        "changes_href": seen.link("changes", slug) if len(detail.versions) > 1 else None,
        "passed": passed(seen, detail.passages),
        "left_out": seen.held.labels[seen.held.plan_at[slug]].synthetic and not seen.asked.synthetic,
    }


def seen_words() -> dict[str, str]:
    """Return how much of a source was read, in words."""
    return {
        "full": _("lida por inteiro"),
        "excerpt": _("lida em parte"),
        "verbatim": _("transcrita"),
        "near-verbatim": _("transcrita quase à letra"),
        "press": _("notícia de imprensa"),
    }


def _evaluations(seen: Look, plan_id: int) -> list[Evaluation]:
    """Return the plan's public evaluations; a plan that has none is not asked about."""
    if "evaluations" not in seen.held.beside.get(plan_id, frozenset()):
        return []
    return public_of(plan_id, known_at=seen.asked.known_at)


def _in_force(version: PlanVersion, day: date) -> str:
    start, end = version.starts_on, version.ends_on
    if end is not None and end < day:
        # Whether a successor came is not known here: the sentence beside it says until when it holds.
        return _("o período acabou") if version.until_replaced else _("terminou")
    if start is not None and start > day:
        return _("por começar")
    return _("em vigor") if start or end else _("sem datas publicadas")


def _money(funding: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the funding programme with its amounts as numbers."""
    if not funding:
        return None
    amounts = {
        key: None
        if funding[key] is None
        else formats.money(float(funding[key]), funding["currency"] or "EUR")
        for key in ("total", "funded")
    }
    return {**funding, **amounts}


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """The measures of one axis, or one strategic objective, with its figures."""

    label: str
    scope: str
    f: SimpleNamespace
    sentence: str
    lines: SafeString


def _groups(seen: Look, rows: dict[int, Listed], drawn: Measures) -> list[MeasureGroup]:
    """Return the measures by axis, or by strategic objective where the plan names no axis; in the order of the plan."""
    found: list[Group] = []
    for name in ("axis", "strategic"):
        found = seen.reading.by(name)
        if any(group.key for group in found):
            break
    column = f"mv_{name}"
    names = seen.held.names(column)[seen.reading.figures.mv[0][seen.reading.measures]].tolist()
    members: dict[str | None, list[lists.Row]] = {}
    for code, row in zip(names, rows.values(), strict=True):
        members.setdefault(None if code < 0 else seen.held.strings[code], []).append(row.r)
    figures = {group.key: group for group in found}
    return [_group(seen, name, figures[key], drawn.lines(members[key])) for key in _in_order(names, members)]


def _in_order(names: Sequence[int], members: dict[str | None, list[lists.Row]]) -> list[str | None]:
    """Return the groups in the plan's own order; where the plan goes back and forth between them, by their numbers and words."""
    turns = sum(before != after for before, after in pairwise(names))
    if turns < len(members):
        return list(members)
    return sorted(
        members,
        key=lambda key: (
            key is None,
            [(not part.isdecimal(), part.zfill(9)) for part in _NUMBERS.split(key or "")],
        ),
    )


def _group(seen: Look, name: str, group: Group, lines: SafeString) -> MeasureGroup:
    label = group.label or (_("Sem eixo") if name == "axis" else _("Medidas"))
    # a group whose name holds the sign between conditions has no name as a scope
    scope = "" if ";" in (group.key or "") else f"{seen.scope};{name}={group.key or ''}"
    return MeasureGroup(
        label, scope, SimpleNamespace(**group.figures), words.sentence(dict(group.figures)), lines
    )


def _gantt(seen: Look, activities: Sequence[Activity], rows: dict[int, Listed]) -> dict[str, Any]:
    """Return the activities nearest to the day: under way first, then those to come, then those over."""
    day = seen.asked.as_of
    shown = sorted((a for a in activities if a.measure in rows), key=lambda a: _distance(a, day))[:MOST_BARS]
    shown.sort(key=lambda a: (a.start or a.end or date.max, a.code))
    bars = [(own(_named(a)), a.start, a.end, a.done, rows[a.measure].href) for a in shown]
    return {
        "rows": bars,
        "shown": len(bars),
        "all": len(activities),
        "today": day,
        "activities": [(a, rows[a.measure]) for a in shown],
    }


def _distance(activity: Activity, day: date) -> tuple[int, int]:
    if activity.start is None and activity.end is None:
        return 3, 0
    if activity.start and activity.start > day:
        return 1, (activity.start - day).days
    if activity.end and activity.end < day:
        return 2, (day - activity.end).days
    return 0, ((activity.end or day) - day).days


def _named(activity: Activity) -> str:
    return f"{activity.code} {activity.title}" if activity.title else activity.code


def _next(seen: Look, detail: PlanDetail, rows: dict[int, Listed]) -> list[Event]:
    """Return what comes next: activities that begin or end, milestones, measures that end, reports due. Words are made for those shown alone."""
    day = seen.asked.as_of
    found = [event for event in _events(detail, rows) if event[0] and event[0] > day]
    found.sort(key=lambda event: event[0])
    return [Event(when, *tell(thing), pending=True) for when, tell, thing in found[:MOST_NEXT]]


def _events(
    detail: PlanDetail, rows: dict[int, Listed]
) -> Iterator[tuple[Any, Callable[[Any], tuple[str, str, str | None]], Any]]:
    """Yield (day or None, how to tell it, what it is)."""
    for activity in detail.activities:
        if row := rows.get(activity.measure):
            yield activity.start, _begins, (activity, row)
            yield activity.end, _ends, (activity, row)
    for measure, day, share in detail.milestones:
        if row := rows.get(measure):
            yield day, _milestone, (row, share)
    for row in rows.values():
        if row.r.end != detail.version.ends_on:
            yield row.r.end, _over, row
    for cycle in detail.cycles:
        yield cycle.due, _due, cycle
    yield detail.version.ends_on, _last, None


def _begins(thing: tuple[Activity, Listed]) -> tuple[str, str, str | None]:
    return _("Começa a atividade %(name)s") % {"name": _named(thing[0])}, "", thing[1].href


def _ends(thing: tuple[Activity, Listed]) -> tuple[str, str, str | None]:
    return _("Acaba a atividade %(name)s") % {"name": _named(thing[0])}, "", thing[1].href


def _milestone(thing: tuple[Listed, float]) -> tuple[str, str, str | None]:
    row, share = thing
    text = _("%(share)s da medida deve estar feito.") % {"share": formats.percent(share, 0)}
    return _("Marco da medida %(code)s") % {"code": row.r.code}, text, row.href


def _over(row: Listed) -> tuple[str, str, str | None]:
    return _("Fim da medida %(code)s") % {"code": row.r.code}, own(row.r.title), row.href


def _due(cycle: Cycle) -> tuple[str, str, str | None]:
    return (
        _("Relatórios a publicar"),
        _("Último dia para o ciclo que acaba em %(day)s.") % {"day": formats.day(cycle.end)},
        None,
    )


def _last(_nothing: None) -> tuple[str, str, str | None]:
    return _("Fim do plano"), "", None


def _some(seen: Look, rows: dict[int, Listed], only: str, index: Any) -> dict[str, Any]:
    """Return the first of a list of measures, how many there are, and where the rest is."""
    chosen = index.tolist()
    href = seen.link("measures", scope=seen.scope, only=only)
    return {"count": len(chosen), "rows": [rows[at] for at in chosen[: parts.SHORT]], "href": href}
