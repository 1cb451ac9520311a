"""An invitation as its guest meets it: who invites, to what, in which body, until when; accepting signs in."""

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Fault
from rumo.ground.core.fields import token_hash
from rumo.ground.people import actions as people
from rumo.ground.people import queries
from rumo.ground.people.models import Invitation, Role, User
from rumo.ground.people.rules import DESCRIPTIONS

NAME_LENGTH = 200


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show an invitation (nothing is written by looking), or accept it."""
    at = clock.now()
    found = queries.invitation(token_hash(token), at=at)
    if found is None:
        return _quiet(render(request, "office/signing/invitation_gone.html", status=404))
    other = request.user.is_authenticated and request.user.email != found.email
    if request.method != "POST" or other:
        return _shown(request, found, status=409 if other and request.method == "POST" else 200)
    name = " ".join(request.POST.get("name", found.name).split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        fault = Fault("name", _("Escreva o seu nome, como os colegas o usam: até 200 letras."))
        return _shown(request, found, name=name, faults=[fault], status=422)
    try:
        user = people.accept(token=token, name=name, language=get_language() or "pt", at=at)
    except people.PeopleRefused as refusal:
        return _quiet(render(request, "office/signing/invitation_gone.html", {"words": refusal}, status=410))
    return _welcomed(request, user)


def _welcomed(request: HttpRequest, user: User) -> HttpResponseBase:
    """Sign a new account in, to set up its second factor; one that has a factor proves it at the sign-in page."""
    if request.user.is_authenticated:
        target = "office:home"
    elif is_mfa_enabled(user):
        target = settings.LOGIN_URL
    else:
        get_adapter().login(request, user)
        target = "second_factor"
    return _quiet(HttpResponse(status=303, headers={"Location": reverse(target)}))


def _shown(
    request: HttpRequest,
    found: Invitation,
    *,
    name: str | None = None,
    faults: list[Fault] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    known = User.objects.filter(email=found.email).first()
    signed = request.user if request.user.is_authenticated else None
    inviter = queries.names_of({found.invited_by}).get(found.invited_by, "")
    context = {
        "invited": found,
        "role": Role(found.role).label,
        "does": DESCRIPTIONS[Role(found.role)],
        "inviter": inviter,
        "known": known,
        "other": signed if signed and signed.email != found.email else None,
        "name": found.name if name is None else name,
        "faults": faults or [],
        "wrong": faults[0].text if faults else "",
    }
    return _quiet(render(request, "office/signing/invitation.html", context, status=status))


def _quiet(response: HttpResponse) -> HttpResponseBase:
    """Keep the token out of every referrer.

    `no-referrer` would do so too, but makes browsers send `Origin: null` with the form, which the proof of origin refuses.
    """
    private(response)
    response["Referrer-Policy"] = "strict-origin"
    return response
