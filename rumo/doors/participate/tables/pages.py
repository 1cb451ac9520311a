"""The pages of a table: its canvas, and one card with all that may be done with it; whole, or their middle for a script."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.participate.tables import drawing, seats
from rumo.doors.participate.tables.seats import Seat
from rumo.doors.web.draw.qr import qr
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.ledger.rules.receipts import code_of
from rumo.listen.contributions.actions import token_of
from rumo.listen.contributions.queries import of_canvas
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import board, mine
from rumo.listen.gatherings.rules import tables
from rumo.listen.gatherings.rules.templates import TEMPLATES
from rumo.science import codes

LAST = 10_000
"""A place beyond every card: last."""


def table(
    request: HttpRequest, seat: Seat, canvas: Canvas, *, fault: Fault | None = None, **more: Any
) -> HttpResponse:
    """Show the canvas of a table (nine queries at most)."""
    words, tag = drawing.words(canvas)
    template = TEMPLATES[canvas.template]
    chosen = request.POST.get("zona", "") if fault else more.get("zone", "")
    own = mine(canvas, seat.mark)
    told = {
        **_head(seat, canvas, fault),
        "zones": [Option(one.key, str(one.label), one.key == chosen) for one in template.zones],
        "typed": request.POST.get("texto", "") if fault and request.POST.get("ir") == "juntar" else "",
        "hint": template.hint,
        "board": SafeString(words),  # drawn by a template, which escaped what people wrote
        "etag": tag,
        "mine": own,
        "dots": template.dots,
        "left": template.dots - len(own),
        "receipt": _receipt(canvas) if not tables.is_open(canvas) else None,
        "asked": tables.is_asked(canvas),
        **more,
    }
    return _answer(request, "table", told, 422 if fault else 200)


def card(
    request: HttpRequest,
    seat: Seat,
    canvas: Canvas,
    number: int,
    *,
    fault: Fault | None = None,
    conflict: gatherings.Conflict | None = None,
) -> HttpResponse:
    """Show one card and what may be done with it (five queries); the canvas where it is gone."""
    found = board(canvas)
    lying = next((one for one in found.cards if one.card.number == number), None)
    if lying is None:
        gone = _("Este cartão já não está na mesa: alguém o tirou.")
        return table(request, seat, canvas, fault=Fault("quadro", gone))
    typed = request.POST if fault or conflict else {}
    row = lying.card
    beside = next(pile.cards for pile in found.piles if pile.zone.key == row.zone)
    told = {
        **_head(seat, canvas, fault),
        "card": row,
        "lying": lying,
        "text": typed.get("texto", row.text) if fault else row.text,
        "conflict": conflict,
        "comment": typed.get("comentario", ""),
        "zones": [Option(one.key, str(one.label), one.key == row.zone) for one in found.template.zones],
        "groups": found.groups,
        "zone": found.template.zone(row.zone),
        "first": row.position == 1,
        "last": row.position == len(beside),
        "voted": number in mine(canvas, seat.mark),
    }
    return _answer(request, "card", told, 409 if conflict else 422 if fault else 200)


def _head(seat: Seat, canvas: Canvas, fault: Fault | None) -> dict[str, Any]:
    gathering = canvas.table.gathering
    name = _("Mesa %(n)s") % {"n": canvas.table.number}
    return {
        "canvas": canvas,
        "table": canvas.table,
        "gathering": gathering,
        "template": TEMPLATES[canvas.template],
        "open": tables.is_open(canvas),
        "seat": seat.signed,
        "token": secrets.token_hex(16),
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
        "crumbs": [Crumb(_("Mesa"), reverse("participate:table")), Crumb(name)],
    }


def _receipt(canvas: Canvas) -> dict[str, Any] | None:
    """The receipt of the table, once its cards were handed in."""
    row = of_canvas(canvas)
    if row is None:
        return None
    code = codes.shown(code_of(token_of(canvas)))
    return {"number": row.number, "groups": code.split("-"), "qr": qr(code)}


def _answer(request: HttpRequest, name: str, told: dict[str, Any], status: int) -> HttpResponse:
    """Answer with the whole page, or, to a script, its middle alone."""
    part = "_" if request.headers.get(seats.HEADER) else ""
    return private(render(request, f"participate/tables/{part}{name}.html", told, status=status))
