"""Sitting down at a table by its code, and asking what lies on it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.participate.tables import acting, drawing, pages, seats
from rumo.doors.web import tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault
from rumo.doors.web.slowing import slowed
from rumo.listen.gatherings.queries import seated, state_of

PURPOSE = "sit"


@require_safe
def arrive(request: HttpRequest) -> HttpResponseBase:
    """The address on a table's sheet, which ends in # and its code: browsers send the server nothing of that, and keep it."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("participate:table"))
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def table(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of a table, or sit down at it; any code that is nobody's gets the same answer."""
    if request.method != "POST":
        return _ask(request)
    canvas = seated(request.POST.get("codigo", "")[:60])
    if canvas is None:
        words = _("Não encontrámos esta mesa. Veja se copiou o código todo: são 12 letras e algarismos.")
        return _ask(request, Fault("codigo", words))
    return pages.table(request, seats.taken(canvas), canvas)


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest) -> HttpResponseBase:
    """Do an act at the table and show it; asked by a script (GET, with its seat and what it holds), what lies there, or 304."""
    seat = seats.read(request)
    if request.method == "POST":
        canvas = seat.canvas() if seat else None
        if seat is None or canvas is None:
            return _ask(request, Fault("codigo", _gone()))
        return acting.act(request, seat, canvas)
    version = state_of(seat.code) if seat else None
    if seat is None or version is None:
        raise Http404
    if request.headers.get("If-None-Match") == drawing.etag(version):
        response = HttpResponse(status=304)
        del response["Content-Type"]
        return private(response)
    return private(drawing.answer(request, seat.code, version))


def _gone() -> str:
    return _("Esta página esteve aberta demasiado tempo: escreva de novo o código da mesa.")


def _ask(request: HttpRequest, fault: Fault | None = None) -> HttpResponse:
    told = {
        "faults": [fault] if fault else [],
        "wrong": fault.text if fault else "",
        "code": request.POST.get("codigo", "")[:60],
        "token": tokens.fresh(PURPOSE),
        "crumbs": [Crumb(_("Mesa"))],
    }
    return private(render(request, "participate/tables/sit.html", told, status=404 if fault else 200))
