"""Registering for a gathering without account; and, with the receipt's code, other needs, giving up, the certificate."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.files.certificates import certificate
from rumo.doors.participate.gatherings import crumbs, found_or_404, when_of
from rumo.doors.web import clock, tokens
from rumo.doors.web.draw.qr import qr
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.listen.consultations.models import Audience
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.gatherings import actions, queries
from rumo.listen.gatherings.models import Gathering, Registration, Seat
from rumo.listen.gatherings.rules import INTERPRETATION, NEEDS, Coming, can_change, takes_registrations
from rumo.science import codes

IDS = {"audience": "audience-1", "sessions": "sessions-1", "": "main"}
"""Where the summary of faults leads to for what is no single field."""
NUMBERS = 60
"""Sessions a form may name: as many as there can be."""


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def register(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the form, or take it: the receipt, or what to mend with all that was written still there."""
    row = found_or_404(slug)
    purpose = f"registration:{row.pk}"
    token = tokens.read(request, purpose) if request.method == "POST" else None
    if not takes_registrations(row, at=clock.now()) and token is None:
        told = {"row": row, "crumbs": crumbs(row, _("Inscrição"))}
        return private(render(request, "participate/registration_closed.html", told, status=410))
    if request.method != "POST":
        return _form(request, row, tokens.fresh(purpose))
    if token is None:
        words = _("Este formulário esteve aberto demasiado tempo: veja se está tudo e envie de novo.")
        return _form(request, row, tokens.fresh(purpose), {"": words})
    try:
        got = actions.register(gathering=row, said=_said(request.POST), token=token, at=clock.now())
    except actions.GatheringRefused as refused:
        return _form(request, row, request.POST["token"], refused.faults or {"": str(refused)})
    told = _told(got.registration, got.seats, got.code)
    told |= {"just_sent": True}
    return private(render(request, "participate/registration.html", told, status=201 if got.made else 200))


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def registration(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code, or show the registration it is of; any code that is of none gets the same answer."""
    if request.method != "POST":
        return private(render(request, "participate/registration_ask.html", {"crumbs": _crumbs()}))
    code = request.POST.get("code", "")
    found = queries.by_code(code)
    return _missed(request, code) if found is None else show(request, found, code)


@require_POST
@slowed
def needs(request: HttpRequest) -> HttpResponseBase:
    """Say other needs."""
    code = request.POST.get("code", "")
    found = queries.by_code(code)
    if found is None:
        return _missed(request, code)
    said, note = _needs(request.POST), request.POST.get("note", "")
    try:
        row = actions.change_needs(registration=found, needed=said, note=note, at=clock.now())
    except actions.GatheringRefused as refused:
        found.needs, found.note = said, note
        return show(request, found, code, wrong=refused.faults, warning=str(refused), status=422)
    return show(request, row, code, done=_("Guardámos o que precisa."))


@require_POST
@slowed
def give_up(request: HttpRequest) -> HttpResponseBase:
    """Give up one session, or all: asks first, then does it."""
    code = request.POST.get("code", "")
    found = queries.by_code(code)
    if found is None:
        return _missed(request, code)
    chosen = request.POST.get("sessao", "")
    number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 5 else None
    if request.POST.get("confirmo") != "1":
        told = {"row": found, "code": codes.normal(code), "number": number, "crumbs": _crumbs()}
        return private(render(request, "participate/registration_leave.html", told))
    try:
        actions.give_up(registration=found, number=number, at=clock.now())
    except actions.GatheringRefused as refused:
        return show(request, found, code, warning=str(refused), status=409)
    row = queries.by_code(code) or found
    return show(request, row, code, done=_("Está feito: o lugar fica para quem espera."))


@require_POST
@slowed
def proof(request: HttpRequest) -> HttpResponseBase:
    """Give the certificate of attendance, as often as it is asked for; there is one for who was seen to come."""
    code = request.POST.get("code", "")
    found = queries.by_code(code)
    if found is None:
        return _missed(request, code)
    seats = [one for one in queries.seats_of(found) if one.attended_at]
    if not seats or found.forgotten_at:
        return show(
            request, found, code, warning=_("Ainda ninguém marcou que veio a este encontro."), status=409
        )
    response = HttpResponse(certificate(found, seats, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificado-{found.public_id}.pdf"'
    return private(response)


def show(
    request: HttpRequest, row: Registration, code: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show a registration to whoever holds its code."""
    told = {**_told(row, queries.seats_of(row), codes.normal(code) or ""), **more}
    return private(render(request, "participate/registration.html", told, status=status))


def _missed(request: HttpRequest, code: str) -> HttpResponse:
    words = _("Não encontrámos este código. Veja se o copiou todo: são 27 letras e algarismos.")
    told = {"crumbs": _crumbs(), "faults": [Fault("code", words)], "wrong": words, "code": code[:60]}
    return private(render(request, "participate/registration_ask.html", told, status=404))


def _said(post: QueryDict) -> Coming:
    chosen = [one for one in post.getlist("sessions")[:NUMBERS] if one.isascii() and one.isdigit()]
    language = post.get("language", "")
    return Coming(
        name=post.get("name", ""),
        audience=post.get("audience", ""),
        sessions=tuple(sorted({int(one) for one in chosen if len(one) < 5})),
        email=post.get("email", ""),
        organisation=post.get("organisation", ""),
        needs=_needs(post),
        note=post.get("note", ""),
        language=language if language in LANGUAGES else get_language() or "pt",
    )


def _needs(post: QueryDict) -> dict[str, Any]:
    """Read what somebody needs; what is no need is left out by the rules."""
    said: dict[str, Any] = dict.fromkeys(post.getlist("needs")[: len(NEEDS)], True)
    return said | {INTERPRETATION: post.get(INTERPRETATION, "")}


def _form(
    request: HttpRequest, row: Gathering, token: str, wrong: Mapping[str, str] | None = None
) -> HttpResponse:
    wrong, post, at = wrong or {}, request.POST, clock.now()
    places = [one for one in queries.places(row) if at < one.session.ends_at]
    chosen = post.getlist("sessions") if post else [str(places[0].session.number)] if len(places) == 1 else []
    language = post.get("language") if post.get("language") in LANGUAGES else get_language()
    told = {
        "row": row,
        "token": token,
        "typed": post,
        "wrong": wrong,
        "faults": [Fault(IDS.get(name, name), words) for name, words in wrong.items()],
        "sessions": [
            Option(str(one.session.number), _session_words(one, row), str(one.session.number) in chosen)
            for one in places
        ],
        "audiences": [Option(key, str(name), key == post.get("audience")) for key, name in Audience.choices],
        "languages": [Option(code, name, code == language) for code, name in LANGUAGES.items()],
        **_need_options(_needs(post)),
        "crumbs": crumbs(row, _("Inscrição")),
    }
    return private(render(request, "participate/register.html", told, status=422 if wrong else 200))


def _session_words(one: queries.Places, row: Gathering) -> str:
    when = when_of(one.session, row.zone)
    parts = [f"{when.day}, {when.hours}", one.session.title, one.session.place or _("pela Internet")]
    if one.free == 0:
        parts.append(_("cheio: há lista de espera"))
    return " · ".join(part for part in parts if part)


def _need_options(said: Mapping[str, Any]) -> dict[str, list[Option]]:
    none = Option("", _("Não preciso"), not said.get(INTERPRETATION))
    return {
        "tongues": [
            none,
            *(Option(code, name, said.get(INTERPRETATION) == code) for code, name in LANGUAGES.items()),
        ],
        "needs": [
            Option(key, str(words), bool(said.get(key)))
            for key, words in NEEDS.items()
            if key != INTERPRETATION
        ],
    }


def _told(row: Registration, seats: list[Seat], code: str) -> dict[str, Any]:
    gathering = row.gathering
    ahead = queries.ahead_of(seats)
    changes = can_change(row) and gathering.state == Gathering.State.PUBLISHED
    return {
        "row": row,
        "gathering": gathering,
        "seats": [
            {"one": one, "when": when_of(one.session, gathering.zone), "ahead": ahead.get(one.pk)}
            for one in seats
        ],
        "left": [one for one in seats if one.state != Seat.State.CANCELLED],
        "came": any(one.attended_at for one in seats) and not row.forgotten_at,
        "changes": changes,
        "code": code,
        "groups": codes.shown(code).split("-") if code else [],
        "qr": qr(codes.shown(code)) if code else None,
        "crumbs": [
            *crumbs(gathering)[:1],
            Crumb(gathering.title, reverse("participate:gathering", args=[gathering.slug])),
            Crumb(_("A minha inscrição")),
        ],
        **_need_options(row.needs),
    }


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Encontros"), reverse("participate:gatherings")), Crumb(_("A minha inscrição"))]
