"""The one gate of the office: signed in, with a second factor, not idle; what passes carries `who`, and is never kept by a cache."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url

from rumo.doors.office.areas import Area, areas_of
from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.ground.people.models import User
from rumo.ground.people.queries import who_is
from rumo.ground.people.rules import Who

SEEN, SINCE, PROVEN, DEMO = "seen_at", "signed_in_at", "second_factor", "demo"


class Asking(HttpRequest):
    """A request that passed the gate."""

    who: Who
    user: User
    areas: list[Area]
    came_at: datetime  # when it passed: what a page reads by, so that the clock is asked once


View = Callable[..., HttpResponseBase]


def staff(view: Callable[..., HttpResponseBase]) -> View:
    """Let only people of staff through, with `request.who`; others are sent to sign in, or to set up their second factor."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        came_at = clock.now()
        if ended(request, at=came_at):
            logout(request)
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if not _proven(request, user):
            return private(redirect("second_factor"))
        asking = cast(Asking, request)
        asking.who = who_is(user, on=clock.today())
        asking.came_at = came_at
        asking.areas = areas_of(asking.who)
        return private(view(asking, *args, **kwargs))

    return gated


def ended(request: HttpRequest, *, at: datetime) -> bool:
    """Tell whether a staff session is over: nothing asked for longer than it may rest, or a day's work since sign-in.

    The present instant is noted, at most once a minute.
    """
    now = int(at.timestamp())
    seen, since = int(request.session.get(SEEN, now)), int(request.session.setdefault(SINCE, now))
    if now - seen > settings.OFFICE_IDLE_MINUTES * 60 or now - since > settings.SESSION_COOKIE_AGE:
        return True
    if SEEN not in request.session or now - seen > 60:
        request.session[SEEN] = now
    return False


def _proven(request: HttpRequest, user: User) -> bool:
    """Tell whether the session stands on a second factor: whoever has one is asked for it at sign-in; who has none sets one up first."""
    if request.session.get(PROVEN) or request.session.get(DEMO):
        return True
    if is_mfa_enabled(user):
        request.session[PROVEN] = True
        return True
    return False


def refused(
    request: HttpRequest, words: str, status: int = 403, plan: str = "", consultation: str = ""
) -> HttpResponse:
    """Answer an act that may not be done, in words; `plan` or `consultation` (a slug) is where one goes on from."""
    told = {"words": words, "plan": plan, "consultation": consultation}
    return cast(HttpResponse, private(render(request, "office/refused.html", told, status=status)))
