"""What the pages of the dashboard share: headline, counts, schedule, groups, time line, short lists; built from a look, drawn by templates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries import lists
from rumo.deliver.rollup.queries.grouping import groups_of
from rumo.deliver.rollup.queries.plan_list import PlanLine
from rumo.deliver.rollup.queries.reading import Group, end_of_day
from rumo.deliver.rollup.queries.timeline import Point
from rumo.doors.dashboard import words
from rumo.doors.dashboard.looking import Look
from rumo.doors.web.parts import Crumb

SHORT = 8
MANY = 40
NEWS_DAYS = 30


def headline(look: Look) -> dict[str, Any]:
    """Return what `_headline.html` takes."""
    f = look.total
    return {
        "look": look,
        "f": look.f,
        "scope": look.scope,
        "href": look.how,
        "sentence": words.sentence(f),
        "measures": words.live(f),
        "informed": words.informed(f),
        "several": len(np.unique(look.held.facts.measure_plan[look.reading.measures])) > 1,
    }


def counts(look: Look) -> dict[str, Any]:
    """Return what `_counts.html` takes: the five counts with the address of each list, and the two sums that are read together."""
    states, name = look.total["states"], list_scope(look)
    hrefs = {state: look.link("measures", scope=name, state=state) for state in words.states()}
    hrefs["suspended"] = look.link("measures", scope=name, state="suspended,cancelled")
    return {
        "look": look,
        "states": states,
        "hrefs": hrefs,
        "completed": states["completed"],
        "begun": states["completed"] + states["in_progress"],
        "measures": look.total["measures"],
    }


def list_scope(look: Look) -> str:
    """Return how a list of measures is told which scope: nothing for the country."""
    return "" if look.scope == "country" else look.scope


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A schedule class: the name of its figure, its own name, meaning, number of measures and list."""

    figure: str
    label: str
    meaning: str
    count: int
    href: str


def schedule(look: Look) -> list[ClassRow]:
    """Return the schedule classes that have measures, from the best news to the least."""
    found = look.total["schedule"]
    return [
        ClassRow(
            key,
            label,
            meaning,
            found[key],
            look.link("measures", scope=list_scope(look), schedule=key),
        )
        for key, (label, meaning) in words.schedules().items()
        if found[key]
    ]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row with a bar: `scope` names its figures as the API does, `href` is its page or list, `how` its arithmetic."""

    key: str | None
    label: str
    href: str | None
    scope: str
    f: SimpleNamespace
    sentence: str
    how: str | None
    note: str = ""


def group_row(
    look: Look, group: Group, *, label: str, href: str | None, scope: str, note: str = ""
) -> GroupRow:
    """Return a group's row; a scope that is not one of the API's own (with «;») has no page for its arithmetic."""
    how = None if ";" in scope else look.how_of(scope)
    return GroupRow(
        group.key,
        label,
        href,
        scope,
        SimpleNamespace(**group.figures),
        words.sentence(group.figures),
        how,
        note,
    )


def areas(look: Look) -> list[GroupRow]:
    """Return the national areas that have measures, in their order, and last the measures of none."""
    order = {term.key: term.order for term in look.held.areas}
    groups = sorted(look.reading.by("area", look.lang), key=lambda group: order.get(group.key or "", 999))
    return [_area(look, group) for group in groups]


def _area(look: Look, group: Group) -> GroupRow:
    if group.key is None:
        href = look.link("measures", scope=list_scope(look), area=lists.NONE)
        return group_row(look, group, label=_("Sem área"), href=href, scope=f"{look.scope};area=")
    if look.scope == "country":
        return group_row(
            look, group, label=group.label, href=look.link("area", group.key), scope=f"area:{group.key}"
        )
    href = look.link("measures", scope=list_scope(look), area=group.key)
    return group_row(look, group, label=group.label, href=href, scope=f"{look.scope};area={group.key}")


def regions(look: Look) -> list[GroupRow]:
    """Return the NUTS II regions that have measures, by name."""
    groups = sorted(
        (group for group in look.reading.by("region") if group.key), key=lambda group: group.label
    )
    return [
        group_row(
            look,
            group,
            label=group.label,
            href=look.link("region", str(group.key)),
            scope=f"region:{group.key}" if look.scope == "country" else f"{look.scope};region={group.key}",
        )
        for group in groups
    ]


def plans(look: Look, only: Collection[str] | None = None) -> list[GroupRow]:
    """Return the plans whose measures the scope counts, by title; the bar is of those measures alone. `only`: of these slugs."""
    held, measures = look.held, look.reading.measures
    if only is not None:
        chosen = [held.plan_at[slug] for slug in only]
        measures = measures[np.isin(held.facts.measure_plan[measures], chosen)]
    groups = look.reading.fold(groups_of(held, look.reading.figures, measures, "plan", look.lang))
    return [_plan(look, group) for group in sorted(groups, key=lambda group: group.label)]


def _plan(look: Look, group: Group) -> GroupRow:
    slug = str(group.key)
    note = _("exemplo") if look.held.labels[look.held.plan_at[slug]].synthetic else ""
    scope = f"plan:{slug}" if look.scope == "country" else f"{look.scope};plan={slug}"
    return group_row(look, group, label=group.label, href=look.link("plan", slug), scope=scope, note=note)


def first_plans(look: Look) -> dict[str, Any]:
    """Return the rows of the scope's plans, the first by title where they are many, and how many they are."""
    known = look.held.labels
    every = np.unique(look.held.facts.measure_plan[look.reading.measures]).tolist()
    labels = sorted((known[i] for i in every), key=lambda labels: labels.title)
    return {"plans": plans(look, [one.slug for one in labels[:MANY]]), "plan_count": len(every)}


def in_force(lines: Iterable[PlanLine], day: date) -> list[PlanLine]:
    """Return the plans whose period, as far as their source says it, holds the day; one with no date at all does not."""
    return [
        line for line in lines if (line.start or line.end) and (line.start or day) <= day <= (line.end or day)
    ]


def responsibles(look: Look, most: int = SHORT) -> tuple[int, list[GroupRow]]:
    """Return how many responsible entities the scope's measures name, and those that answer for most of them."""
    named = [group for group in look.reading.by("responsible") if group.key]
    named.sort(key=lambda group: (-group.figures["measures"], group.label))
    return len(named), [
        group_row(
            look,
            group,
            label=group.label,
            href=look.link("measures", scope=list_scope(look), responsible=str(group.key)),
            scope=f"{look.scope};responsible={group.key}",
        )
        for group in named[:most]
    ]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list: `r` its figures, `href` its page, `plan_href` its plan's, `how` its arithmetic."""

    r: lists.Row
    href: str
    plan_href: str
    how: str
    scope: str
    state: str
    schedule: str
    sentence: str
    quiet: str


def measures(look: Look, index: Sequence[int] | Any) -> list[MeasureRow]:
    """Return rows for the measures at these positions (one query for every 500)."""
    prefix, suffix = reverse("dashboard:plan", args=["-"]).rsplit("-", 1)
    states, classes, query = words.states(), words.schedules(), look.asked.query
    return [
        _measure(look, row, f"{prefix}{row.plan}{suffix}", query, states, classes)
        for row in lists.rows(look.reading, index)
    ]


def _measure(
    look: Look,
    row: lists.Row,
    plan: str,
    query: str,
    states: dict[str, str],
    classes: dict[str, tuple[str, str]],
) -> MeasureRow:
    return MeasureRow(
        r=row,
        href=f"{plan}medidas/{quote(row.code, safe='')}/{query}",
        plan_href=f"{plan}{query}",
        how=look.how_of(f"measure:{row.key}"),
        scope=f"measure:{row.key}",
        state=states[row.state],
        schedule=classes[row.schedule][0],
        sentence=words.sentence_of_one(row.degree, row.planned, row.upper),
        quiet=words.quiet(row.newest, look.asked.as_of) if row.stale else "",
    )


def attention(look: Look, most: int = SHORT) -> list[dict[str, Any]]:
    """Return the two short lists that call for attention: past their end and not done, and silent (one query, none for `most` 0)."""
    found = {"overdue": lists.overdue(look.reading), "silent": lists.silent(look.reading)}
    shown = {key: index[:most] for key, index in found.items()}
    rows = iter(measures(look, np.concatenate(list(shown.values()))))
    return [
        {
            "key": key,
            "count": len(index),
            "rows": list(islice(rows, len(shown[key]))),
            "href": look.link("measures", scope=list_scope(look), only=key),
        }
        for key, index in found.items()
    ]


def news(look: Look) -> dict[str, Any]:
    """Return what was published in the thirty days before the instant of knowledge, or the end of the day asked for (two queries)."""
    until = look.asked.known_at or end_of_day(look.asked.as_of)
    count, found = lists.news(look.reading, until - timedelta(days=NEWS_DAYS), until, SHORT)
    prefix, suffix = reverse("dashboard:plan", args=["-"]).rsplit("-", 1)
    states = words.states()
    return {
        "count": count,
        "days": NEWS_DAYS,
        "rows": [
            (
                item,
                f"{prefix}{item.plan}{suffix}medidas/{quote(item.measure, safe='')}/{look.asked.query}",
                states.get(item.stage, item.stage),
            )
            for item in found
        ],
    }


def timeline(look: Look) -> dict[str, Any]:
    """Return what `_timeline.html` takes: the points as drawn, and the end of each year with the day asked for as a table."""
    points, today = look.line, look.asked.as_of
    return {
        "look": look,
        "points": [(point.day, point.planned, point.proven) for point in points],
        "today": today,
        "rows": [(point, point.day <= today) for point in _year_ends(points, today)],
        "csv": look.data("degree.csv", by="month"),
    }


def _year_ends(points: Iterable[Point], today: date) -> list[Point]:
    return [
        point for point in points if point.day == today or (point.day.month == 12 and point.day.day == 31)
    ]


def body(look: Look, most: int = SHORT) -> dict[str, Any]:
    """Return what every page about a place or an area shows, each under its own name."""
    return {
        "headline": headline(look),
        "counts": counts(look),
        "areas": areas(look),
        "attention": attention(look, most),
        "timeline": timeline(look),
        **first_plans(look),
        "news": news(look),
    }


def frame(look: Look, crumbs: Sequence[Crumb] = ()) -> dict[str, Any]:
    """Return what `dashboard/page.html` takes of every page: the look, the way here, when its newest report is from."""
    return {
        "look": look,
        "crumbs": crumbs,
        "updated": look.total["newest_report"],
        "find_href": reverse("dashboard:search"),
        "country_href": look.link("country"),
        "plans_href": look.link("plans"),
        "compare_href": look.link("compare"),
        "late_href": look.link("late"),
        "overdue_href": look.link("measures", scope=list_scope(look), only="overdue"),
        "all_measures": look.link("measures", scope=list_scope(look)),
    }


def crumbs(look: Look, *last: Crumb) -> list[Crumb]:
    """Return the way to a page below the dashboard."""
    return [Crumb(_("Início"), look.link("home")), Crumb(_("Painel"), look.link("country")), *last]
