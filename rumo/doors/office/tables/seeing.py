"""What every page of tables begins with: the gathering, or one of its tables, if one may facilitate it; and where the page stands."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking
from rumo.doors.web.parts import Crumb
from rumo.listen.gatherings.models import Canvas, Gathering
from rumo.listen.gatherings.queries import canvases_of
from rumo.listen.gatherings.rules import tables


def seen(request: Asking, slug: str) -> Gathering:
    """Return a gathering that the person facilitates (one query); 404 otherwise."""
    return get_object_or_404(tables.facilitated_by(request.who), slug=slug)


def table_seen(request: Asking, slug: str, number: int) -> Canvas:
    """Return the canvas of a table of a gathering that the person facilitates (two queries); 404 otherwise."""
    gathering = seen(request, slug)
    row = canvases_of(gathering).filter(table__number=number).first()
    if row is None:
        raise Http404
    row.table.gathering = gathering
    return row


def crumbs(gathering: Gathering | None = None, here: str | None = None) -> list[Crumb]:
    """Return where a page stands: the tables, the gathering, the page."""
    trail = [Crumb(_("Hoje"), reverse("office:home"))]
    if gathering is None:
        return [*trail, Crumb(_("Mesas"))]
    trail.append(Crumb(_("Mesas"), reverse("office:tables-every")))
    if here is None:
        return [*trail, Crumb(gathering.title)]
    return [*trail, Crumb(gathering.title, reverse("office:tables", args=[gathering.slug])), Crumb(here)]


def name_of(canvas: Canvas) -> str:
    """Return what a table is called: its number, and its name where it has one."""
    named = _("Mesa %(n)s") % {"n": canvas.table.number}
    return f"{named} · {canvas.table.name}" if canvas.table.name else str(named)


def done(request: Asking, words: str, href: str) -> HttpResponseRedirect:
    """Say what was done on the page it leads to (303)."""
    messages.success(request, words)
    return HttpResponseRedirect(href, status=303)
