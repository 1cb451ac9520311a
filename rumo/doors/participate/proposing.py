"""Proposing a practice without an account: one form, its receipt; with it one corrects what came back, and takes it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.files import annexes
from rumo.doors.files.practices import words
from rumo.doors.participate import practice_tickets, receipts
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.ground.files.models import StoredFile
from rumo.ground.people.models import Entity, User
from rumo.ground.people.queries import who_is
from rumo.ground.territory.models import Municipality
from rumo.listen.contributions.actions import NotAccepted as FilesNotAccepted
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice
from rumo.listen.practices.rules import Said, Wrong
from rumo.science import codes
from rumo.science.text.languages import NAMES

PURPOSE = "practice"
TEXTS = (
    "organisation", "title", "problem", "done", "results", "evidence", "cost", "cost_basis", "conditions", "contact",
)  # fmt: skip
LISTS = ("areas", "dimensions", "languages")
CONTROLS = {"areas": "areas-1", "dimensions": "dimensions-1", "languages": "languages-1", "body": "body-1", "": "main"}
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
        return _draw(request, _typed(found), code=normal)
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


def said_of(post: QueryDict, *, language: str, body: Entity | None, files: tuple[StoredFile, ...]) -> Said:
    """Return what a form says."""
    place = post.get("municipality", "")
    town = Municipality.objects.filter(dico=place[:4]).first() if place else None
    return Said(
        **{name: post.get(name, "") for name in TEXTS},
        **{name: tuple(post.getlist(name)) for name in LISTS},
        language=post.get("language", "") or language,
        municipality=town,
        body=body,
        consent=post.get("consent") == "1",
        files=files,
    )


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


def kept(sent: Sequence[Any], *, by: str) -> tuple[StoredFile, ...]:
    """Keep files that were sent and return their rows; raises NotAccepted for one that cannot be kept."""
    try:
        return tuple(annexes.keep(sent, place="files", by=by, at=clock.now()))
    except FilesNotAccepted as no:
        raise practices.NotAccepted([Wrong("files", one.text) for one in no.faults]) from None


def _typed(row: Practice) -> QueryDict:
    """Return what was proposed, as the form would send it."""
    card = queries.card(queries.newest(row))
    typed = QueryDict(mutable=True)
    typed.update({name: str(getattr(card.version, name) or "") for name in TEXTS if name != "organisation"})
    typed["organisation"] = row.organisation
    typed["municipality"] = row.municipality.dico if row.municipality else ""
    typed["body"] = row.body.public_id if row.body else ""
    typed["language"], typed["consent"] = card.version.language, "1"
    for name in LISTS:
        typed.setlist(name, getattr(card, name))
    return typed


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
    return private(
        render(request, "participate/practices/propose.html", told, status=422 if wrong else 200)
    )


def fields(typed: QueryDict) -> Mapping[str, Any]:
    """Return what the fields of a practice show: what was typed, and what there is to choose (four queries)."""
    names = words(get_language() or "pt")
    language = typed.get("language") or get_language() or "pt"
    towns = Municipality.objects.order_by("name", "dico").values_list("dico", "name")
    return {
        "typed": typed,
        "consent": typed.get("consent") == "1",
        "towns": [Option("", _("Nenhum"), not typed.get("municipality"))]
        + [Option(dico, name, dico == typed.get("municipality")) for dico, name in towns],
        "areas": [Option(key, name, key in typed.getlist("areas")) for key, name in names.areas.items()],
        "dimensions": [
            Option(key, name, key in typed.getlist("dimensions")) for key, name in names.dimensions.items()
        ],
        "languages": [Option(key, name, key in typed.getlist("languages")) for key, name in NAMES.items()],
        "written_in": [Option(key, name, key == language) for key, name in NAMES.items()],
        "language": language,
    }
