"""An organisation asks for an account, and shows with a code that the address is its own; who may speak for which, on this site."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.ground.people import actions as people
from rumo.ground.people.models import Entity, User
from rumo.ground.people.queries import spoken_for, who_is

PURPOSE = "enrolment"
FIELDS = ("kind", "name", "tax_number", "person", "email", "proof")


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def ask(request: HttpRequest) -> HttpResponseBase:
    """Show the form, or take it and ask for the code that was sent to the address."""
    if request.method != "POST":
        return _asking(request, {}, tokens.fresh(PURPOSE))
    token = tokens.read(request, PURPOSE)
    said = {name: request.POST.get(name, "") for name in FIELDS}
    if token is None:
        words = _("Este formulário esteve aberto demasiado tempo: veja se está tudo e envie de novo.")
        return _asking(request, said, tokens.fresh(PURPOSE), [Fault("main", words)])
    try:
        asked = people.Asked(**said, language=get_language() or "pt")
        row = people.ask(asked=asked, token=token, at=clock.now())
    except people.EnrolmentRefused as no:
        return _asking(request, said, request.POST["token"], _faults(no))
    return _confirming(request, row.email, sent=True)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of an address, or take it: from then on staff see the request."""
    email = request.POST.get("email", "").strip()[:254]
    if request.method != "POST":
        return _confirming(request, "")
    try:
        row = people.confirm(email=email, code=request.POST.get("code", "")[:40], at=clock.now())
    except people.EnrolmentRefused as no:
        return _confirming(request, email, _faults(no))
    told = {"row": row, "crumbs": _crumbs()}
    return private(render(request, "participate/enrolled.html", told))


def bodies_of(request: HttpRequest) -> list[Entity]:
    """Return the organisations that whoever is signed in speaks for; none, and no query, for who is not."""
    user = request.user
    if not isinstance(user, User):
        return []
    return spoken_for(who_is(user, on=clock.today()))


def _faults(no: people.EnrolmentRefused) -> list[Fault]:
    return [Fault("kind-1" if field == "kind" else field, words) for field, words in no.faults]


def _asking(
    request: HttpRequest, said: Mapping[str, str], token: str, faults: Sequence[Fault] = ()
) -> HttpResponse:
    labels = dict(Entity.Kind.choices)
    told = {
        "said": said,
        "token": token,
        "faults": list(faults),
        "wrong": {fault.field.removesuffix("-1"): fault.text for fault in faults},
        "kinds": [Option(kind, str(labels[kind]), kind == said.get("kind")) for kind in people.KINDS],
        "crumbs": _crumbs(),
    }
    return private(render(request, "participate/enrol.html", told, status=422 if faults else 200))


def _confirming(
    request: HttpRequest, email: str, faults: Sequence[Fault] = (), *, sent: bool = False
) -> HttpResponse:
    told = {
        "email": email,
        "sent": sent,
        "hours": people.CODE_HOURS,
        "faults": list(faults),
        "wrong": {fault.field: fault.text for fault in faults},
        "crumbs": _crumbs(),
    }
    status = 422 if faults else 201 if sent else 200
    return private(render(request, "participate/enrol_code.html", told, status=status))


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Consultas"), reverse("participate:list")), Crumb(_("Conta de organização"))]
