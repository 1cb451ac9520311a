"""Good practices for everyone: the list with its search, one card with its chain, up to four side by side, and the files that show what a card says."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.plans.queries.following import measures_of
from rumo.doors.files import serving
from rumo.doors.files.practices import Words, told, words
from rumo.doors.web.parts import Crumb, Option, Pager
from rumo.doors.web.tagged import tagged
from rumo.ground.files.queries import served
from rumo.listen.gatherings.queries.visiting import notes_of_practice
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice, Version
from rumo.listen.practices.queries import Sought
from rumo.listen.practices.rules import tree
from rumo.listen.practices.rules.reasons import EVERY

PAGE = 20
LONGEST = 200
"""Characters of a search that count."""


@require_safe
@tagged
def practices(request: HttpRequest) -> HttpResponseBase:
    """The practices that hold the words and pass the filters, the last published first; what the address says amiss narrows to nothing or is left out."""
    sought = sought_of(request)
    rows = queries.found(sought)
    count = rows.count()
    pages = max(-(-count // PAGE), 1)
    at = min(_page(request), pages)
    shown = list(rows[(at - 1) * PAGE : at * PAGE])
    names = words(get_language() or "pt")
    facets = queries.facets_of(shown)
    context = {
        "sought": sought,
        "narrowed": sought != Sought(),
        "rows": [(row, [names.areas.get(key, key) for key in facets[row.pk]["area"]]) for row in shown],
        "count": count,
        "fields": _fields(sought, names),
        "pager": _pager(sought, at, pages),
        "crumbs": [Crumb(_("Boas práticas"))],
    }
    return render(request, "participate/practices/list.html", context)


def sought_of(request: HttpRequest) -> Sought:
    """Return what an address looks for."""
    get = request.GET
    values = [
        get.get(name, "").replace("\0", "")[:LONGEST] for name in ("q", "area", "municipio", "dimensao")
    ]
    return Sought(values[0].strip(), *values[1:])


def _page(request: HttpRequest) -> int:
    text = request.GET.get("pagina", "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _fields(sought: Sought, names: Words) -> list[tuple[str, str, list[Option]]]:
    """Return the choices of the filters; one that has nothing to choose is left out."""
    fields = (
        ("area", _("Área"), _("Todas"), list(names.areas.items()), sought.area),
        ("municipio", _("Município"), _("Todos"), queries.places(), sought.municipality),
        ("dimensao", _("Dimensão"), _("Todas"), list(names.dimensions.items()), sought.dimension),
    )
    return [
        (
            name,
            label,
            [Option("", every, not chosen), *(Option(key, text, key == chosen) for key, text in pairs)],
        )
        for name, label, every, pairs, chosen in fields
        if pairs
    ]


def _pager(sought: Sought, at: int, pages: int) -> Pager | None:
    if pages == 1:
        return None

    def to(page: int) -> str:
        pairs = (
            ("q", sought.text), ("area", sought.area), ("municipio", sought.municipality),
            ("dimensao", sought.dimension), ("pagina", str(page) if page > 1 else ""),
        )  # fmt: skip
        return f"?{urlencode([pair for pair in pairs if pair[1]])}"

    words_ = _("Página %(at)s de %(pages)s") % {"at": at, "pages": pages}
    return Pager(words_, to(at - 1) if at > 1 else None, to(at + 1) if at < pages else None)


@require_safe
@tagged
def practice(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One practice: what it says, what shows it, who took it up from whom, who recognises it, which measures follow it; or that it was withdrawn, and why."""
    row = queries.by_slug(slug)
    if row is None:
        raise Http404
    if row.state == Practice.State.WITHDRAWN:
        told_ = {
            "row": row,
            "why": EVERY.get(row.reason, row.reason),
            "crumbs": _crumbs(_("Prática retirada")),
        }
        return render(request, "participate/practices/gone.html", told_)
    version = queries.in_force(row)
    assert version is not None  # noqa: S101  (what is published has a version in force)
    adoptions = queries.adoptions_of(row)
    context = {
        "row": row,
        "version": version,
        "card": told(queries.card(version), get_language() or "pt"),
        "adoptions": len(adoptions),
        "chain": tree(adoptions),
        "recognitions": queries.recognitions_of(row),
        "measures": measures_of(row.pk),
        "notes": notes_of_practice(row.pk),
        "crumbs": _crumbs(version.title),
    }
    return render(request, "participate/practices/card.html", context)


@require_safe
@tagged
def compare(request: HttpRequest) -> HttpResponseBase:
    """Up to four practices side by side, in the order in which the address names them; what is not public is left out."""
    asked = request.GET.getlist("p")
    rows = queries.side_by_side([slug[:LONGEST] for slug in asked if "\0" not in slug])
    names = words(get_language() or "pt")
    facets = queries.facets_of(rows)
    context = {
        "rows": rows,
        "too_many": len(set(asked)) > len(rows),
        "lines": _lines(rows, [names.of(facets[row.pk]) for row in rows]),
        "crumbs": _crumbs(_("Comparar")),
    }
    return render(request, "participate/practices/compare.html", context)


def _lines(rows: list[Version], facets: list[Any]) -> list[tuple[str, str, list[tuple[Version, Any]]]]:
    """Return the lines of the comparison: name, kind of what stands in it, and what each practice says."""
    texts = (
        (_("O problema"), "problem"), (_("O que se fez"), "done"), (_("O que mudou"), "results"),
        (_("O que o mostra"), "evidence"), (_("O que é preciso para a levar"), "conditions"),
    )  # fmt: skip
    lines: list[tuple[str, str, list[tuple[Version, Any]]]] = [
        (_("De quem é"), "whose", [(row, None) for row in rows]),
        (_("Áreas"), "list", [(row, one.areas) for row, one in zip(rows, facets, strict=True)]),
        *((name, "text", [(row, getattr(row, field)) for row in rows]) for name, field in texts),
        (_("Custo"), "cost", [(row, row.cost) for row in rows]),
    ]
    if any(one.dimensions for one in facets):
        lines.append(
            (_("Dimensões"), "list", [(row, one.dimensions) for row, one in zip(rows, facets, strict=True)])
        )
    lines.append(
        (_("Línguas"), "list", [(row, one.languages) for row, one in zip(rows, facets, strict=True)])
    )
    return lines


@require_safe
def proof(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """A file that shows what a public practice says."""
    row = queries.by_slug(slug)
    version = queries.in_force(row) if row and row.state == Practice.State.PUBLISHED else None
    held = queries.card(version).proofs if version else []
    kept = served(number) if any(one.file.public_id == number for one in held) else None
    if kept is None:
        raise Http404
    return serving.answer(kept.stored, reserved=False)


def _crumbs(here: str) -> list[Crumb]:
    return [Crumb(_("Boas práticas"), reverse("participate:practices")), Crumb(here)]
