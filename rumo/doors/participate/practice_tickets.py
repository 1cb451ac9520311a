"""The receipt of a practice that was proposed: where it stands, why it came back, what its proposer may do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.web.draw.qr import qr
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb
from rumo.ground.ledger.queries import state_of
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice
from rumo.listen.practices.rules import can_correct, can_give_up
from rumo.listen.practices.rules.reasons import EVERY
from rumo.science import codes


def ticket(request: HttpRequest, received: practices.Received) -> HttpResponse:
    """Answer a form that was sent with its receipt: 201 the first time, 200 when the very form comes again."""
    more = {"just_sent": True}
    return show(request, received.practice, received.code, status=201 if received.made else 200, **more)


def show(request: HttpRequest, row: Practice, code: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show a proposal to whoever holds its code."""
    context = {
        "row": row,
        "version": queries.newest(row),
        "why": EVERY.get(row.reason, row.reason),
        "code": code,
        "groups": codes.shown(code).split("-") if code else [],
        "qr": qr(codes.shown(code)) if code else None,
        "standing": state_of(practices.target_of(row)),
        "can_correct": can_correct(row),
        "can_give_up": can_give_up(row),
        "crumbs": crumbs(_("Comprovativo")),
        **more,
    }
    return private(render(request, "participate/practices/ticket.html", context, status=status))


def crumbs(here: str) -> list[Crumb]:
    """Return where a page of proposing stands."""
    return [Crumb(_("Boas práticas"), reverse("participate:practices")), Crumb(here)]
