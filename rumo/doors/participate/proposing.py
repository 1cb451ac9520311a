"""Proposing a practice without an account: one form, its receipt; with it one corrects what came back, and takes it back."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.files.practiceform import fields, kept, said_of, typed_of
from rumo.doors.participate import practice_tickets, receipts
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.ground.people.models import Entity, User
from rumo.ground.people.queries import who_is
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.rules import Said, Wrong
from rumo.science import codes

PURPOSE = "practice"
CONTROLS = {
    "areas": "areas-1",
    "dimensions": "dimensions-1",
    "languages": "languages-1",
    "body": "body-1",
    "": "main",
}
"""The control at which something is mended, where its id is not the place's own name."""


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def propose(request: HttpRequest) -> HttpResponseBase:
    """Show the form, or take it: the receipt, or what to mend with all that was written still there."""
    if request.method != "POST":
        return _draw(request, QueryDict(), token=tokens.fresh(PURPOSE))
    token = tokens.read(request, PURPOSE)
    if token is None:
        late = _("Este formulário esteve aberto demasiado tempo: veja se está tudo e envie de novo.")
        return _draw(request, request.POST, token=tokens.fresh(PURPOSE), wrong=[Wrong("", late)])
    try:
        received = practices.propose(said=_said(request), token=token, by=_by(request), at=clock.now())
    except practices.NotAccepted as no:
        return _draw(request, request.POST, token=request.POST["token"], wrong=no.faults)
    return practice_tickets.ticket(request, received)


@require_POST
@slowed
def correct(request: HttpRequest) -> HttpResponseBase:
    """Show what was proposed in the form, to be corrected; sent back (`enviar`), keep it."""
    code = request.POST.get("code", "")
    found = queries.by_code(code)
    if found is None:
        return receipts.missed(request, code)
    normal = codes.normal(code) or ""
    if request.POST.get("enviar") != "1":
        return _draw(request, typed_of(queries.newest(found)), code=normal)
    try:
        row = practices.correct(practice=found, said=_said(request), at=clock.now())
    except practices.NotAccepted as no:
        return _draw(request, request.POST, code=normal, wrong=no.faults)
    done = _("Guardámos a correção. O código do seu comprovativo é o mesmo.")
    return practice_tickets.show(request, row, normal, done=done)


@require_POST
@slowed
def give_up(request: HttpRequest) -> HttpResponseBase:
    """Take back what was proposed: asks first, then does it."""
    code = request.POST.get("code", "")
    found = queries.by_code(code)
    if found is None:
        return receipts.missed(request, code)
    normal = codes.normal(code) or ""
    if request.POST.get("confirmo") != "1":
        told = {"code": normal, "crumbs": practice_tickets.crumbs(_("Comprovativo"))}
        return private(render(request, "participate/practices/give_up.html", told))
    try:
        row = practices.give_up(practice=found, at=clock.now())
    except practices.PracticeRefused as no:
        return practice_tickets.show(request, found, normal, warning=str(no), status=409)
    return practice_tickets.show(request, row, normal, done=_("Retirámos a sua proposta."))


def bodies_of(request: HttpRequest) -> list[Entity]:
    """Return the bodies in whose name whoever is signed in may propose; none, and no query, for who is not."""
    user = request.user
    return queries.spoken_for(who_is(user, on=clock.today())) if isinstance(user, User) else []


def _by(request: HttpRequest) -> str:
    user = request.user
    return user.public_id if isinstance(user, User) else practices.PARTICIPANT


def _said(request: HttpRequest) -> Said:
    """Read the form; raises NotAccepted for a body one does not speak for, and for a file that cannot be kept."""
    post, chosen = request.POST, request.POST.get("body", "")
    bodies = bodies_of(request) if chosen else []
    body = next((one for one in bodies if one.public_id == chosen), None)
    if chosen and body is None:
        place = "body" if bodies else "organisation"
        raise practices.NotAccepted([Wrong(place, _("Diga em nome de que organização escreve."))])
    sent = request.FILES.getlist("files")
    return said_of(post, language=get_language() or "pt", body=body, files=kept(sent, by=_by(request)))


def _draw(
    request: HttpRequest,
    typed: QueryDict,
    *,
    token: str = "",
    code: str = "",
    wrong: Sequence[Wrong] = (),
) -> HttpResponse:
    told = {
        **fields(typed),
        "token": token,
        "code": code,
        "bodies": [
            Option(one.public_id, one.name, one.public_id == typed.get("body")) for one in bodies_of(request)
        ],
        "faults": [Fault(CONTROLS.get(one.place, one.place), one.text) for one in wrong],
        "wrong": {one.place: one.text for one in wrong},
        "crumbs": practice_tickets.crumbs(_("Propor")),
    }
    return private(render(request, "participate/practices/propose.html", told, status=422 if wrong else 200))
