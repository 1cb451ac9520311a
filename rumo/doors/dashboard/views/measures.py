"""The list of measures, with filters in the address."""

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries import lists
from rumo.doors.dashboard import listing, parts, places, words
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.web.asking import BadQuestion
from rumo.doors.web.parts import Crumb, Option, Pager


@page
def measures(request: HttpRequest) -> HttpResponse:
    """List the measures that pass, fifty at a time."""
    asked = listing.wanted(request.GET)
    seen = look(request, request.GET.get("scope") or "country")
    index = listing.chosen(seen.reading, asked)
    pages = max(math.ceil(len(index) / listing.PAGE), 1)
    if asked.page > pages:
        raise BadQuestion("page", _("Esta lista tem %(pages)s páginas.") % {"pages": pages})
    start = (asked.page - 1) * listing.PAGE
    context = {
        **parts.frame(seen, parts.crumbs(seen, Crumb(_("Medidas")))),
        "count": len(index),
        "first": start + 1,
        "last": min(start + listing.PAGE, len(index)),
        "rows": parts.measures(seen, index[start : start + listing.PAGE]),
        "fields": _fields(seen, asked),
        "hidden": _hidden(seen, asked),
        "tags": _tags(seen, asked),
        "text": asked.filter.text,
        "sorts": _sorts(seen, asked),
        "pager": _pager(seen, asked, pages),
        "clear": seen.link("measures", scope=parts.list_scope(seen)),
        "files": [
            (kind.upper(), seen.data(f"measures.{kind}", **listing.written(asked)))
            for kind in ("csv", "xlsx")
        ],
    }
    return render(request, "dashboard/measures.html", context)


def _again(seen: Look, asked: listing.Wanted, **more: str) -> str:
    pairs = {"scope": parts.list_scope(seen), **listing.written(asked), "sort": asked.sort, **more}
    return seen.link("measures", **pairs)


def _pager(seen: Look, asked: listing.Wanted, pages: int) -> Pager | None:
    if pages == 1:
        return None
    at = asked.page
    before = _again(seen, asked, page=str(at - 1) if at > 2 else "") if at > 1 else None
    after = _again(seen, asked, page=str(at + 1)) if at < pages else None
    return Pager(_("Página %(at)s de %(pages)s") % {"at": at, "pages": pages}, before, after)


def _sorts(seen: Look, asked: listing.Wanted) -> list[tuple[str, str, bool]]:
    names = {
        "": _("plano"),
        "-degree": _("mais feitas primeiro"),
        "degree": _("menos feitas primeiro"),
        "end": _("as que acabam antes"),
        "-newest": _("com notícias mais recentes"),
    }
    return [(label, _again(seen, asked, sort=sort), sort == asked.sort) for sort, label in names.items()]


def _fields(seen: Look, asked: listing.Wanted) -> list[tuple[str, str, list[Option]]]:
    """Return the choices of the form: only what some measure of the scope has."""
    names, chosen = (("state", _("Estado")), ("schedule", _("Face ao calendário"))), asked.filter
    total, scope = seen.total, seen.reading.scope
    states = {key: label for key, label in words.states().items() if total["states"][key]}
    states["suspended,cancelled"] = _("suspensa ou abandonada")
    classes = {key: label for key, (label, _meaning) in words.schedules().items() if total["schedule"][key]}
    fields = [
        (names[0][0], names[0][1], states),
        (names[1][0], names[1][1], classes),
        ("only", _("A pedir atenção"), words.only()),
    ]
    fields.append(("area", _("Área"), _groups(seen, "area", _("sem área"))))
    if scope.kind != "municipality":
        fields.append(("municipality", _("Município"), _groups(seen, "municipality", _("sem município"))))
    levels = _groups(seen, "level", _("sem nível"))
    named = words.levels()
    fields.append(("level", _("Nível"), {key: named.get(key, label) for key, label in levels.items()}))
    return [
        (name, label, _options(choices, getattr(chosen, name)))
        for name, label, choices in fields
        if len(choices) > 1
    ]


def _groups(seen: Look, name: str, none: str) -> dict[str, str]:
    """Return the groups that have measures, as the filter writes them, by name; last those that name none."""
    found = listing.group_names(seen, name)
    if name == "municipality":
        found = {key: places.full_name(seen, key) if key != lists.NONE else none for key in found}
    else:
        found = {key: label if key != lists.NONE else none for key, label in found.items()}
    order = {term.key: f"{term.order:03}" for term in seen.held.areas} if name == "area" else {}
    return dict(
        sorted(
            found.items(), key=lambda item: (item[0] == lists.NONE, order.get(item[0], places.order(item[1])))
        )
    )


def _options(choices: dict[str, str], value: str) -> list[Option]:
    return [
        Option("", _("Todas"), not value),
        *(Option(key, label, key == value) for key, label in choices.items()),
    ]


def _hidden(seen: Look, asked: listing.Wanted) -> list[tuple[str, str]]:
    """Return what the form carries along without showing it."""
    kept = {name: getattr(asked.filter, name) for name in ("responsible", "axis", "region")}
    pairs = {"scope": parts.list_scope(seen), **kept, "sort": asked.sort}
    return [*seen.asked.written, *((name, value) for name, value in pairs.items() if value)]


def _tags(seen: Look, asked: listing.Wanted) -> list[tuple[str, str, str]]:
    """Return what narrows the list and has no field of its own: name, value, address without it."""
    names: dict[str, Any] = {"responsible": _("Responsável"), "axis": _("Eixo"), "region": _("Região")}
    found = []
    for name, label in names.items():
        if value := getattr(asked.filter, name):
            found.append(
                (label, _("nenhum") if value == lists.NONE else value, _again(seen, asked, **{name: ""}))
            )
    if parts.list_scope(seen):
        found.insert(0, (_("Âmbito"), seen.reading.scope.label, _again(seen, asked, scope="")))
    return found
