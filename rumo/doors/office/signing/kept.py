"""The house's manners around the sign-in library's views: never kept by a cache, 303 after a form, 422 for a fault, idle sessions ended."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import ended
from rumo.doors.web import clock
from rumo.doors.web.headers import PERMISSIONS, private
from rumo.doors.web.parts import Fault

View = Callable[..., HttpResponseBase]
KEYS_ALLOWED = PERMISSIONS.replace("publickey-credentials-get=()", "publickey-credentials-get=(self)")


def kept(view: View, *, new_key: bool = False) -> View:
    """Wrap a view of the library; with `new_key` it sets up a second factor, which the session then stands on, under a new key."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and ended(request, at=clock.now()):
            logout(request)
            return private(redirect_to_login(resolve_url("account"), resolve_url(settings.LOGIN_URL)))
        asked = request.method  # the library may take up an earlier request within this one
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            _furnish(response, sent=asked == "POST")
        if asked == "POST" and response.status_code == 302:
            response.status_code = 303
            if new_key and request.user.is_authenticated:
                request.session.cycle_key()
                record_authentication(request, request.user, "mfa", reauthenticated=True)
        return personal(response)

    return wrapped


def personal(response: HttpResponseBase) -> HttpResponseBase:
    """Mark an answer as one person's, on a page where their browser's keys may be asked."""
    response["Permissions-Policy"] = KEYS_ALLOWED
    return private(response)


def leaving(view: View) -> View:
    """Have the browser forget what pages kept on the device, once somebody has signed out of their own will; sheets typed without network are among it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'
        return response

    return wrapped


def to_provider(view: View) -> View:
    """Let a form of the page lead to the identity provider: Chromium holds `form-action` against the redirect after it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if settings.OIDC_SERVER:
            found = urlsplit(settings.OIDC_SERVER)
            # read by django-csp, whose decorator would fix the origin when the site starts
            response._csp_update = {"form-action": [f"{found.scheme}://{found.netloc}"]}  # type: ignore[attr-defined]
        return response

    return wrapped


def _furnish(response: TemplateResponse, *, sent: bool) -> None:
    """Give the template faults in the house's shape, and what its script asks of the browser's keys."""
    known = response.context_data or {}
    known.pop("site", None)  # the library's, which would hide the house's own from the template
    if "js_data" in known:
        known["options"] = json.dumps(*known["js_data"].values(), cls=DjangoJSONEncoder)
    faults = []
    for form in (known.get("form"), known.get("webauthn_form")):
        for field, errors in form.errors.items() if form is not None and form.is_bound else ():
            at = "code" if field in ("__all__", "credential") else field
            said = _("A chave não foi aceite. Tente outra vez.") if field == "credential" else errors[0]
            faults.append(Fault(at, str(said)))
    known["faults"] = faults
    if faults and sent:
        response.status_code = 422
