"""Whoever sends more in a minute than a crowded library would is asked to wait, and loses nothing; nobody is locked out.

Counted by network address, of which only a mark is kept for a minute, made with a secret that this minute's counting alone uses.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from rumo.doors.web import clock

MINUTE = 60
View = Callable[..., HttpResponseBase]


def slowed(view: View) -> View:
    """Answer 429 to a POST too many, with all that was written in a form to send again soon; files only the browser can send again."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or within(address_of(request)):
            return view(request, *args, **kwargs)
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
        told = {"fields": fields, "action": request.path, "files": bool(request.FILES)}
        response = render(request, "web/slow.html", told, status=429)
        response["Retry-After"] = str(MINUTE)
        response["Cache-Control"] = "no-store, private"
        return response

    return counted


def within(address: str) -> bool:
    """Count a sending from an address (or by whatever else names who sends) and tell whether it is within what a minute may have."""
    minute = int(clock.now().timestamp()) // MINUTE
    salt = cache.get_or_set(f"slow-salt:{minute}", lambda: secrets.token_hex(16), 2 * MINUTE)
    mark = hashlib.blake2b(f"{salt}{address}".encode(), digest_size=12).hexdigest()
    key = f"slow:{minute}:{mark}"
    if cache.add(key, 1, 2 * MINUTE):
        return True
    try:
        return bool(cache.incr(key) <= settings.SENDS_A_MINUTE)
    except ValueError:  # it went between the two
        return True


def address_of(request: HttpRequest) -> str:
    """The address a request came from: that which the one trusted proxy adds last, where there is one."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
