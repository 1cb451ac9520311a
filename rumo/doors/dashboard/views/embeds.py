"""A figure inside somebody else's page: small, without cookies, forms or anything to sign in to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.lists import rows
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.files.addresses import embed_of, page_of
from rumo.doors.files.figures import synthetic

SCRIPT = "dashboard/incorporar.js"


@page
def country(request: HttpRequest) -> HttpResponse:
    """The country's figure."""
    return _embed(request, "country")


@page
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A region's figure."""
    return _embed(request, f"region:{code}")


@page
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's figure."""
    return _embed(request, f"municipality:{slug}")


@page
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan's figure."""
    return _embed(request, f"plan:{slug}")


@page
def measure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A measure's figure."""
    return _embed(request, f"measure:{slug}/{code}")


def _embed(request: HttpRequest, scope: str) -> HttpResponse:
    if "\0" in scope:  # which PostgreSQL cannot even be asked about
        raise NoScope(_("Não há nada com esse nome."))
    seen = look(request, scope)
    f = seen.total
    context = {
        "look": seen,
        "name": _name(seen),
        "headline": parts.headline(seen),
        "states": f["states"],
        "completed": f["states"]["completed"],
        "begun": f["states"]["completed"] + f["states"]["in_progress"],
        "synthetic": synthetic(seen.reading),
        "href": f"{page_of(seen.reading.scope, seen.held, seen.lang)}{seen.asked.query}",
    }
    return render(request, "dashboard/embed.html", context)


def _name(seen: Look) -> str:
    """The scope's name; of a measure, its own title (one query)."""
    if seen.reading.scope.kind != "measure":
        return seen.reading.scope.label
    found = list(rows(seen.reading, seen.reading.measures))
    return found[0].title if found else seen.reading.scope.label


def snippet(seen: Look) -> str:
    """What to copy into another page to show this figure there: a frame, and the one script that fits it to what it shows."""
    site = settings.SITE_URL
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="360" loading="lazy"></iframe>\n<script src="{}" async></script>',
        f"{site}{embed_of(seen.reading.scope, seen.held, seen.lang)}",
        _("Grau de implementação: %(name)s") % {"name": _name(seen)},
        f"{site}{settings.STATIC_URL}{SCRIPT}",
    )
