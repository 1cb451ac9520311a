"""The call for abstracts of a conference: sending one with no account, its receipt, correcting it until closing, withdrawing it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.participate.telling import PLACES
from rumo.doors.web import clock, tokens
from rumo.doors.web.draw.qr import qr
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Abstract, Author, Call, Review
from rumo.listen.conferences.queries import calling, reviewing
from rumo.listen.conferences.rules import permits
from rumo.listen.conferences.rules.saying import By, Said
from rumo.listen.consultations.rules import LANGUAGES
from rumo.science import codes

FIELDS = ("title", "text", "kind", "topic", "language", "name", "organisation", "others", "email")
GROUPS = ("kind",)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def send(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what is asked for and the form, or take it: the receipt, or what to mend with all that was written still there."""
    call = _call_or_404(slug)
    if not permits.call_is_open(call, at=clock.now()):
        return private(render(request, "participate/call_closed.html", _told(call)))
    purpose = f"abstract:{call.pk}"
    if request.method != "POST":
        return _draw(request, call, tokens.fresh(purpose), {"language": get_language() or ""})
    token = tokens.read(request, purpose)
    typed = {name: request.POST.get(name, "") for name in (*FIELDS, "public")}
    if token is None:
        words = _("Este formulário esteve aberto demasiado tempo: veja se está tudo e envie de novo.")
        return _draw(request, call, tokens.fresh(purpose), typed, {"": words})
    try:
        received = conferences.send(
            call=call, said=_said(typed), token=token, at=clock.now(), language=get_language() or "pt"
        )
    except conferences.ConferenceRefused as no:
        return _draw(request, call, request.POST["token"], typed, no.faults or {"": str(no)})
    received.abstract.call = call
    return show(request, received.abstract, received.code, just_sent=True, made=received.made)


@require_POST
@slowed
def correct(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Bring back the form with what was sent, or put what is now said in its place; the receipt's code stays."""
    _call_or_404(slug)
    code = request.POST.get("code", "")
    row = _by_code(code, slug)
    if row is None:
        return _missed(request, slug)
    if not permits.can_correct(row, at=clock.now()):
        return show(request, row, code, warning=_("Este resumo já não se pode corrigir."))
    if "title" not in request.POST:
        return _draw(request, row.call, "", _typed(row, calling.authors_of(row)), code=code)
    typed = {name: request.POST.get(name, "") for name in (*FIELDS, "public")}
    try:
        row = conferences.correct(abstract=row, said=_said(typed), at=clock.now())
    except conferences.ConferenceRefused as no:
        return _draw(request, row.call, "", typed, no.faults or {"": str(no)}, code=code)
    words = _("Guardámos a correção. O código do seu comprovativo é o mesmo.")
    return show(request, row, code, done=words)


@require_POST
@slowed
def withdraw(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Take an abstract back: asks first, then does it."""
    _call_or_404(slug)
    code = request.POST.get("code", "")
    row = _by_code(code, slug)
    if row is None:
        return _missed(request, slug)
    if request.POST.get("confirmo") != "1":
        told = {**_told(row.call), "abstract": row, "code": codes.normal(code)}
        return private(render(request, "participate/abstract_withdraw.html", told))
    try:
        row = conferences.withdraw(abstract=row, at=clock.now())
    except conferences.ConferenceRefused as no:
        return show(request, row, code, warning=str(no))
    return show(request, row, code, done=_("Retirámos o seu resumo e apagámos o que escreveu."))


def show(request: HttpRequest, row: Abstract, code: str, **more: Any) -> HttpResponse:
    """Show an abstract, what was decided and what reviewers say to its authors, to whoever holds its code (four queries at most)."""
    at, code = clock.now(), codes.normal(code) or ""
    notes: Sequence[str] = ()
    if row.decision:
        done = [one for one in reviewing.reviews_of(row) if one.state == Review.State.DONE]
        notes = [one.to_authors for one in done if one.to_authors]
    told = {
        **_told(row.call),
        "abstract": row,
        "authors": calling.authors_of(row),
        "code": code,
        "groups": codes.shown(code).split("-") if code else [],
        "qr": qr(codes.shown(code)) if code else None,
        "can_correct": permits.can_correct(row, at=at),
        "can_withdraw": permits.can_withdraw(row),
        "notes": notes,
        **more,
    }
    made = bool(more.get("made"))
    return private(render(request, "participate/abstract.html", told, status=201 if made else 200))


def _missed(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that no receipt has this code."""
    words = _("Não encontrámos este código. Veja se o copiou todo: são 27 letras e algarismos.")
    told = {
        "faults": [Fault("code", words)],
        "wrong": words,
        "code": request.POST.get("code", "")[:60],
        "crumbs": [Crumb(_("Comprovativo"))],
        "action": reverse("participate:receipt"),
    }
    return private(render(request, "participate/receipt_ask.html", told, status=404))


def _call_or_404(slug: str) -> Call:
    row = calling.conference(slug)
    found = calling.call_of(row) if row else None
    if found is None:
        raise Http404
    return found


def _by_code(code: str, slug: str) -> Abstract | None:
    row = calling.by_code(code)
    return row if row is not None and row.call.gathering.slug == slug else None


def _said(typed: Mapping[str, str]) -> Said:
    others = [line.partition(";") for line in typed["others"].splitlines() if line.strip()]
    return Said(
        title=typed["title"],
        text=typed["text"],
        kind=typed["kind"],
        topic=typed["topic"],
        language=typed["language"],
        authors=[By(typed["name"], typed["organisation"]), *(By(name, body) for name, _sep, body in others)],
        email=typed["email"],
        public=bool(typed["public"]),
    )


def _typed(row: Abstract, authors: Sequence[Author]) -> dict[str, str]:
    """What the form of an abstract that was sent would say."""
    first, others = authors[0], authors[1:]
    lines = [f"{one.name}; {one.organisation}" if one.organisation else one.name for one in others]
    return {
        **{name: getattr(row, name) for name in ("title", "text", "kind", "topic", "language")},
        "name": first.name,
        "organisation": first.organisation,
        "email": first.email,
        "others": "\n".join(lines),
        "public": "1" if row.public else "",
    }


def _draw(
    request: HttpRequest,
    call: Call,
    token: str,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    code: str = "",
) -> HttpResponse:
    wrong = wrong or {}
    told = {
        **_told(call),
        "token": token,
        "code": codes.normal(code) or "",
        "typed": typed,
        "wrong": wrong,
        "faults": [Fault(_id_of(field), words) for field, words in wrong.items()],
        "kinds": [
            Option(one["name"], f"{one['name']} ({one['minutes']} min)", one["name"] == typed.get("kind"))
            for one in call.kinds
        ],
        "topics": [
            Option("", "—"), *(Option(one, one, one == typed.get("topic")) for one in call.topics)
        ],
        "languages": [
            Option(one, LANGUAGES.get(one, one), one == typed.get("language")) for one in call.languages
        ],
    }  # fmt: skip
    return private(render(request, "participate/call.html", told, status=422 if wrong else 200))


def _id_of(field: str) -> str:
    """The control at which something is mended."""
    return "main" if not field else f"{field}-1" if field in GROUPS else field


def _told(call: Call) -> dict[str, Any]:
    row = call.gathering
    return {
        "row": row,
        "call": call,
        "synthetic": row.synthetic,
        "hour": str(PLACES.get(row.zone, row.zone)),
        "crumbs": [Crumb(f"{row.title}: {_('chamada de resumos')}")],
    }
