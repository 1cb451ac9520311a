"""The receipt: shown by the answer to the form that was sent, looked up by its code; from it one corrects, withdraws, erases, appeals."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.progress.queries import tracing
from rumo.doors.files import serving
from rumo.doors.files.told import Line, heading_of, lines_of
from rumo.doors.participate import calls, practice_tickets, registering
from rumo.doors.web import clock, tokens
from rumo.doors.web.draw.qr import qr
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault
from rumo.doors.web.slowing import slowed
from rumo.ground.files.queries import served
from rumo.ground.ledger.queries import state_of
from rumo.listen.conferences.queries import calling
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution
from rumo.listen.contributions.queries import beside, by_code, recording, whole
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.reasons import REASONS, UNHEARD
from rumo.listen.gatherings.queries import by_code as registration_by_code
from rumo.listen.practices.queries import by_code as practice_by_code
from rumo.science import codes
from rumo.shape.synthesis.queries import response_of

View = Callable[[HttpRequest], HttpResponseBase]


def handed(view: View) -> View:
    """Take a form that carries a code; opened without one, as when the language is changed on its answer, it leads to where a code is asked for."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def taken(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            return view(request)
        return private(HttpResponseRedirect(reverse("participate:receipt")))

    return taken


OTHERS: tuple[tuple[Callable[[str], Any], Callable[[HttpRequest, Any, str], HttpResponse]], ...] = (
    (practice_by_code, practice_tickets.show),
    (calling.by_code, calls.show),
    (registration_by_code, registering.show),
)
"""What else is sent here and has a receipt: how it is found by its code, and how it is shown."""


def ticket(request: HttpRequest, received: contributions.Received) -> HttpResponse:
    """Answer a form that was sent with its receipt: 201 the first time, 200 when the very form comes again."""
    told = {**_told(received.contribution, received.code, received), "just_sent": True, "made": received.made}
    return private(render(request, "participate/ticket.html", told, status=201 if received.made else 200))


def changed(request: HttpRequest, row: Contribution) -> HttpResponse:
    """Show what a contribution now says, after a correction; its code stays as it was and is not repeated."""
    return show(request, row, "", done=_("Guardámos a correção. O código do seu comprovativo é o mesmo."))


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def receipt(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code, or show what it is of; any code that is nobody's gets the same answer."""
    if request.method != "POST":
        return private(render(request, "participate/receipt_ask.html", _asking()))
    code = request.POST.get("code", "")
    found = by_code(code)
    if found is not None:
        return show(request, found, codes.normal(code) or "")
    for find, shown in OTHERS:
        if (other := find(code)) is not None:
            return shown(request, other, codes.normal(code) or "")
    return missed(request, code)


def show(request: HttpRequest, row: Contribution, code: str, **more: Any) -> HttpResponse:
    """Show a contribution to whoever holds its code."""
    return private(render(request, "participate/ticket.html", {**_told(row, code), **more}))


def missed(request: HttpRequest, code: str) -> HttpResponse:
    """Say that no receipt has this code."""
    words = _("Não encontrámos este código. Veja se o copiou todo: são 27 letras e algarismos.")
    told = {**_asking(), "faults": [Fault("code", words)], "wrong": words, "code": code[:60]}
    return private(render(request, "participate/receipt_ask.html", told, status=404))


@handed
@slowed
def withdraw(request: HttpRequest) -> HttpResponseBase:
    """Take a contribution back, or erase it: asks first, then does it."""
    code = request.POST.get("code", "")
    found = by_code(code)
    if found is None:
        return missed(request, code)
    erasing = request.POST.get("apagar") == "1"
    if request.POST.get("confirmo") != "1":
        told = {"row": found, "code": codes.normal(code), "erasing": erasing, "crumbs": _crumbs()}
        return private(render(request, "participate/withdraw.html", told))
    try:
        if erasing:
            row = contributions.erase(contribution=found, at=clock.now())
        else:
            row = contributions.withdraw(contribution=found, at=clock.now())
    except contributions.NotAccepted as refused:
        return show(request, found, codes.normal(code) or "", warning=str(refused))
    row.consultation, row.gathering = found.consultation, found.gathering
    done = _("Apagámos o que escreveu.") if erasing else _("Retirámos o seu contributo.")
    return show(request, row, codes.normal(code) or "", done=done)


@handed
@slowed
def leave(request: HttpRequest) -> HttpResponseBase:
    """Leave an address for a contribution: the receipt is sent there, and word when there is an answer."""
    code, email = request.POST.get("code", ""), request.POST.get("email", "").strip()[:254]
    found = by_code(code)
    if found is None:
        return missed(request, code)
    normal = codes.normal(code) or ""
    try:
        contributions.leave_address(contribution=found, code=normal, email=email, at=clock.now())
    except contributions.NotAccepted as refused:
        return show(request, found, normal, warning=str(refused), email=email)
    return show(request, found, normal, done=_("Mandámos o comprovativo para esse endereço."))


@handed
@slowed
def appeal(request: HttpRequest) -> HttpResponseBase:
    """Ask for another decision on a text that is not shown."""
    code = request.POST.get("code", "")
    found, token = by_code(code), tokens.read(request, "appeal")
    if found is None:
        return missed(request, code)
    normal = codes.normal(code) or ""
    passages = {str(one.pk): one for one in whole(found).passages}
    passage = passages.get(request.POST.get("texto", ""))
    if passage is None or token is None:
        return show(
            request, found, normal, warning=_("Esta página esteve aberta demasiado tempo: tente de novo.")
        )
    try:
        contributions.appeal(passage=passage, note=request.POST.get("nota", ""), token=token, at=clock.now())
    except contributions.ModerationRefused as refused:
        return show(request, found, normal, warning=str(refused))
    return show(
        request, found, normal, done=_("Recebemos o seu recurso: outra pessoa vai ler o texto e decidir.")
    )


@handed
@slowed
def listen(request: HttpRequest) -> HttpResponseBase:
    """Hand a recording back to whoever made it."""
    code = request.POST.get("code", "")
    found = by_code(code)
    if found is None:
        return missed(request, code)
    sound = recording(request.POST.get("gravacao", ""))
    kept = served(sound.file.public_id) if sound and sound.contribution_id == found.pk else None
    if kept is None:
        words = _("Esta gravação ainda não se pode ouvir, ou já não existe.")
        return show(request, found, codes.normal(code) or "", warning=words)
    return private(serving.answer(kept.stored))


def _told(row: Contribution, code: str, fresh: contributions.Received | None = None) -> dict[str, Any]:
    """What a receipt's page says (15 queries at most; of a contribution just made, none)."""
    title, put, words = heading_of(row, get_language() or settings.LANGUAGE_CODE)
    own = (fresh and fresh.whole) or whole(row)
    made = fresh is not None and fresh.made
    if not made:  # nobody has translated what was said just now
        beside(own.passages, get_language() or "")
    at = clock.now()
    lines: list[Line] = lines_of(own, put, words)
    return {
        "row": row,
        "title": title,
        "lines": lines,
        "reasons": REASONS,
        "unheard": UNHEARD,
        "response": None if made else response_of(row),
        "thread": None if made else tracing.of_contribution(row),
        "code": code,
        "groups": codes.shown(code).split("-") if code else [],
        "qr": qr(codes.shown(code)) if code else None,
        "standing": (fresh and fresh.standing) or state_of(contributions.target_of(row)),
        "can_correct": permits.can_correct(row, at=at),
        "can_withdraw": permits.can_withdraw(row),
        "can_erase": permits.can_erase(row),
        "token": tokens.fresh("appeal"),
        "crumbs": _crumbs(),
    }


def _asking() -> dict[str, Any]:
    return {"crumbs": [Crumb(_("Consultas"), reverse("participate:list")), Crumb(_("Comprovativo"))]}


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Consultas"), reverse("participate:list")), Crumb(_("Comprovativo"))]
