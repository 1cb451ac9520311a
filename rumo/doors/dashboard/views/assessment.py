"""What a municipality says of itself over time, framework by framework: the latest on a radar with earlier ones lighter, and the same as a table."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.deliver.evaluations.models import SCALE
from rumo.deliver.evaluations.queries import Series, public_assessments, series, withdrawn_assessments
from rumo.deliver.rollup.queries.scopes import Scope
from rumo.doors.dashboard import parts, places
from rumo.doors.dashboard.looking import Look, look_at, page
from rumo.doors.dashboard.views.municipality import town_of
from rumo.doors.web import draw, formats
from rumo.doors.web.parts import Column, Crumb, Table
from rumo.ground.vocabularies.queries import written_in
from rumo.science.radar import Change, Level


@page
def assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the self-assessments in force on the day asked for, by what was public then; those withdrawn say why."""
    town = town_of(slug)
    seen = look_at(request, Scope("municipality", town.dico, town.name, places=frozenset([int(town.dico)])))
    if town.slug != slug:
        return HttpResponseRedirect(seen.link("assessment", town.slug))
    asked, name = seen.asked, places.full_name(seen, town.dico)
    rows = public_assessments(town.pk, as_of=asked.as_of, known_at=asked.known_at, synthetic=asked.synthetic)
    context = {
        **parts.frame(
            seen,
            parts.crumbs(seen, Crumb(name, seen.link("municipality", town.slug)), Crumb(_("Autoavaliação"))),
        ),
        "name": name,
        "town_href": seen.link("municipality", town.slug),
        "written": written_in(seen.lang),
        "invented_here": any(row.synthetic for row in rows),
        "all": [_told(one, seen) for one in series(rows)],
        "withdrawn": withdrawn_assessments(town.pk, known_at=asked.known_at, synthetic=asked.synthetic),
        "scale": SCALE,
        "csv_href": seen.data("assessments.csv", municipality=town.dico),
    }
    return render(request, "dashboard/assessment.html", context)


def _told(one: Series, seen: Look) -> dict[str, Any]:
    """Return one framework's series as the page shows it."""
    lang = get_language() or "pt"
    keys = [term.key for term in one.framework.terms]
    outlines = [
        draw.Outline(formats.day(past.row.as_on), [past.levels.get(key) for key in keys])
        for past in one.assessed
    ]
    sentence = _sentence(one)
    return {
        "key": one.framework.key,
        "name": one.framework.said("names", lang),
        "edition": one.framework.said("edition", lang),
        "unverified": one.framework.said("unverified", lang),
        "sources": one.framework.sources,
        "sentence": sentence,
        "drawing": draw.radar(outlines, label=sentence),
        "key_rows": draw.outline_key(outlines),
        "table": _table(one, lang),
        "said": [
            (number, answer, answer.dimension.label(lang), _measures(seen, measures))
            for number, (answer, measures) in enumerate(one.latest.answers, 1)
            if answer.evidence or measures
        ],
        "rows": [past.row for past in one.assessed],
    }


def _measures(seen: Look, measures: list[Any]) -> list[tuple[str, str]]:
    """Return the code and address of measures."""
    return [(m.code, seen.link("measure", m.plan.slug, m.code)) for m in measures]


def _sentence(one: Series) -> str:
    """Say the radar in a sentence: the day, at which levels how many dimensions are, how many are not known."""
    levels = list(one.latest.levels.values())
    counts = [
        _("%(n)s em «%(level)s»") % {"n": levels.count(level), "level": name}
        for level, name, _words in reversed(SCALE)
        if level in levels
    ]
    if None in levels:
        counts.append(_("%(n)s que não se sabe") % {"n": levels.count(None)})
    told = {"day": formats.day(one.latest.row.as_on), "n": len(levels), "counts": _(", ").join(counts)}
    return _("Em %(day)s, das %(n)s dimensões: %(counts)s.") % told


def _table(one: Series, lang: str) -> Table:
    """Return the table that says what the radar says: dimension, then, now, change."""
    labels = {
        term.key: format_html('{}. <bdi lang="{}">{}</bdi>', i, written_in(lang), term.label(lang))
        for i, term in enumerate(one.framework.terms, 1)
    }
    columns = [Column(_("Dimensão"))]
    if one.before:
        columns.append(Column(formats.short_day(one.before.row.as_on)))
    columns.append(Column(formats.short_day(one.latest.row.as_on)))
    if one.before:
        columns.append(Column(_("Mudança")))
    rows = []
    for change in one.changes:
        then = [_level(change.then)] if one.before else []
        by = [_by(change)] if one.before else []
        rows.append([labels[change.key], *then, _level(change.now), *by])
    return Table(_("Nível em cada dimensão, de 0 a 4"), columns, rows)


def _level(level: Level) -> str:
    return _("não sabemos") if level is None else f"{level} · {SCALE[level][1]}"


def _by(change: Change) -> str:
    if change.by is None:
        return _("sem comparação")
    if change.by == 0:
        return _("igual")
    sign = "+" if change.by > 0 else "−"
    return f"{sign}{abs(change.by)}"
