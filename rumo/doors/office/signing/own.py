"""One's own account: name and language, second factors, other sessions, roles held and where from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.signing.kept import kept, personal
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.people import actions as people
from rumo.ground.people.models import Membership, Role, Substitution, User
from rumo.ground.people.rules import DESCRIPTIONS

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as its holder reads it; `until` and `instead_of` where it is held in somebody's absence."""

    label: str
    body: str
    does: Promise
    instead_of: str = ""
    until: object = None


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def account(request: Asking) -> HttpResponseBase:
    """Show the account, or change its name and language."""
    if request.method != "POST":
        return personal(_shown(request, request.user.name, request.user.language, []))
    name, language = request.POST.get("name", ""), request.POST.get("language", "")
    if faults := list(_faults(name, language)):
        return personal(_shown(request, name, language, faults))
    people.rename(user=request.user, name=name, language=language, at=clock.now())
    with override(language):
        messages.success(request, _("O nome e a língua estão guardados."))
        return _see("account")


def _see(name: str) -> HttpResponse:
    """Answer a form that was done with the page to look at next."""
    return HttpResponse(status=303, headers={"Location": reverse(name)})


def _faults(name: str, language: str) -> Iterator[Fault]:
    name = " ".join(name.split())
    if not name:
        yield Fault("name", _("Escreva o seu nome, como os colegas o usam."))
    elif len(name) > NAME_LENGTH or not name.isprintable():
        yield Fault("name", _("Este nome não cabe: até 200 letras, sem sinais invisíveis."))
    if language not in dict(settings.WHOLE_LANGUAGES):
        yield Fault("language", _("Escolha uma das línguas da lista."))


def _shown(request: Asking, name: str, language: str, faults: list[Fault]) -> HttpResponse:
    known = Authenticator.objects.filter(user=request.user).order_by("created_at", "pk")
    means = list(known.exclude(type=Authenticator.Type.RECOVERY_CODES))
    codes = next((one.wrap() for one in known if one.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "place": "account",
        "name": name,
        "languages": [Option(code, label, code == language) for code, label in settings.WHOLE_LANGUAGES],
        "faults": faults,
        "wrong": {fault.field: fault.text for fault in faults},
        "keys": [one.wrap() for one in means if one.type == Authenticator.Type.WEBAUTHN],
        "app": next((one for one in means if one.type == Authenticator.Type.TOTP), None),
        "last_one": len(means) == 1,
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "has_means": bool(means),
        "roles": list(_roles(request.user)),
    }
    return render(request, "office/signing/account.html", context, status=422 if faults else 200)


def _roles(user: User) -> Iterator[HeldRole]:
    """Yield the roles held today, then those held in another's absence."""
    held = Membership.objects.filter(user=user, revoked_at__isnull=True).select_related("entity")
    for one in held.order_by("granted_at", "pk"):
        yield HeldRole(str(Role(one.role).label), one.entity.name, DESCRIPTIONS[Role(one.role)])
    today = clock.today()
    instead = Substitution.objects.filter(
        substitute=user, ended_at__isnull=True, ends_on__gte=today, membership__revoked_at__isnull=True
    ).select_related("membership__entity", "membership__user")
    for row in instead.order_by("starts_on", "pk"):
        away, role = row.membership, Role(row.membership.role)
        yield HeldRole(str(role.label), away.entity.name, DESCRIPTIONS[role], str(away.user), row)


@require_POST
@staff
def end_others(request: Asking) -> HttpResponse:
    """End every session of the account but this one."""
    user = people.end_sessions(user=request.user, at=clock.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("As outras sessões terminaram. Esta continua."))
    return _see("account")


@require_safe
@login_required
def _second_factor(request: HttpRequest) -> HttpResponse:
    """Let somebody without a second factor choose one; who has one goes on to work."""
    if Authenticator.objects.filter(user=cast(User, request.user)).exists():
        return redirect("office:home")
    return render(request, "office/signing/second_factor.html")


second_factor = kept(_second_factor)
