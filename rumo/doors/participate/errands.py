"""Sending somebody to an identity provider and taking them back: what they wrote waits sealed under the one word they travel with."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.doors.participate import eid
from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import words_of
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.rules.marking import asks_who

GO = "confirmar"
"""The button that leads to the provider."""
CARRIED = ("token", "lingua", "audience", "afirmacao")
"""What of a form goes with the errand; a questionnaire's answers wait in their own draft."""


@dataclass(frozen=True, slots=True)
class Who:
    """What a page says of one answer a person: whether it is asked, whether a provider is offered, whether it has answered."""

    asked: bool
    offered: bool
    proven: bool
    name: str
    unproven: str


@dataclass(frozen=True, slots=True)
class Errand:
    """An errand somebody came back from: the form it began in, and the secrets of the asking."""

    row: Consultation
    kind: str
    about: str
    language: str
    fields: QueryDict
    asked: eid.Asked


def told(row: Consultation, kind: str, proven: str = "", unproven: str = "") -> Who:
    """Return what a form says of it; `unproven`: why an errand ended without an answer."""
    asked = asks_who(row, kind)
    return Who(asked, asked and eid.offered(), bool(proven), settings.EID_NAME, unproven)


def leave(request: HttpRequest, row: Consultation, kind: str, about: str = "") -> HttpResponse | None:
    """Answer with the page that leads to the provider; None where there is none, or it does not answer.

    A page with a link, not a redirect: it says first what is asked there and what is kept of it.
    """
    if not told(row, kind).offered:
        return None
    asked = eid.asking()
    data = {
        "kind": kind,
        "about": about,
        "language": get_language(),
        "fields": _fields(request),
        "nonce": asked.nonce,
        "verifier": asked.verifier,
        "browser": _browser(request),
    }
    state = contributions.park(consultation=row, data=data, at=clock.now())
    try:
        href = eid.address(asked, state=state, back=back_address(), language=get_language() or "pt")
    except eid.Unreachable:
        return None
    shown = {
        "href": href,
        "name": settings.EID_NAME,
        "title": words_of(row, get_language() or "")["title"],
        "synthetic": row.synthetic,
        "action": request.path,
        "fields": [*data["fields"].items(), ("pagina", "rever"), ("ir", "anterior")],
        "minutes": int(contributions.ERRAND.total_seconds() // 60),
    }
    return private(render(request, "participate/leaving.html", shown))


def returned(request: HttpRequest) -> Errand | None:
    """Return the errand somebody comes back from; None for a word that is nobody's, spent, too old or of another browser.

    The browser is known by the one cookie it holds, that of its forms: who is sent somebody else's address cannot answer for them.
    """
    found = contributions.unpark(state=request.GET.get("state", "")[:100], at=clock.now())
    if found is None:
        return None
    row, data = found
    if not secrets.compare_digest(data["browser"], _browser(request)):
        return None
    fields = QueryDict(mutable=True)
    fields.update(data["fields"])
    asked = eid.Asked(data["nonce"], data["verifier"])
    return Errand(row, data["kind"], data["about"], data["language"], fields, asked)


def away() -> str:
    """Say that the provider does not answer."""
    return _("O serviço de identidade não responde agora. Tente mais tarde, ou use o número de um documento.")


def status(wrong: bool, unproven: str) -> int:
    """Return the status of a form's page: 422 with something to mend, 503 while the provider does not answer."""
    return 422 if wrong else 503 if unproven and unproven == away() else 200


def back_address() -> str:
    """Return where the provider sends people back: one address, registered there once."""
    return f"{settings.SITE_URL}{reverse('eid-back')}"


def _fields(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST[name][:500] for name in CARRIED if name in request.POST}


def _browser(request: HttpRequest) -> str:
    """A mark of the cookie that this browser's forms carry."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return hashlib.sha256(f"errand:{cookie}".encode()).hexdigest()
