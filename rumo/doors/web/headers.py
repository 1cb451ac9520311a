"""The headers that say what a browser may do with a page: framing, sharing between sites, powers of the device."""

import re
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)
_POWERS = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation gyroscope hid "
    "idle-detection magnetometer microphone midi payment publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
)
PERMISSIONS = ", ".join(f"{power}=()" for power in _POWERS.split())
_EMBED = re.compile(r"^/[a-z]{2,3}(?:-[a-z]+)?/incorporar/")
_API = "/api/"


def sharing(path: str) -> dict[str, str]:
    """Which other sites may read the answer to GET at a path: the API's all, an embed is shown anywhere, the rest is our own."""
    if path.startswith(_API):
        return {
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "ETag, Link",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
    return {"Cross-Origin-Resource-Policy": "cross-origin" if _EMBED.match(path) else "same-origin"}


class Headers:
    """Add what Django and django-csp do not; embeds may be framed by anyone and hold no form, all else refuses frames."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the headers of its kind of path."""
        path = request.path_info
        if (
            path.startswith(_API)
            and request.method == "OPTIONS"
            and "Access-Control-Request-Method" in request.headers
        ):
            response: HttpResponseBase = _preflight()
        else:
            response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if _EMBED.match(path):
            # read by django-csp, whose middleware stands outside this one
            response._csp_replace = {"frame-ancestors": ["*"], "form-action": ["'none'"]}  # type: ignore[attr-defined]
            del response["X-Frame-Options"]
        else:
            response.setdefault("X-Frame-Options", "DENY")
        safe = request.method in {"GET", "HEAD", "OPTIONS"}
        for name, value in sharing(path).items():
            if safe or not name.startswith("Access-Control-"):
                response.setdefault(name, value)
        return response


def _preflight() -> HttpResponse:
    """What a browser asks before a cross-site GET with a header of its own, such as If-None-Match."""
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "If-None-Match, Accept, Accept-Language",
            "Access-Control-Max-Age": "86400",
        },
    )


def for_static(headers: dict[str, str], path: str, url: str) -> None:
    """Headers of a static file (WhiteNoise's add-headers hook): usable from an embed on any site, sniffed by none."""
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"


def with_sound(response: Answer, *, records: bool = False) -> Answer:
    """Let a page play sound of our own; one that `records` may also use the microphone, once whoever reads it agrees, and play what it took."""
    # read by django-csp, whose middleware stands outside this one
    response._csp_update = {"media-src": ["'self'", *(["blob:"] if records else [])]}  # type: ignore[attr-defined]
    if records:
        response["Permissions-Policy"] = PERMISSIONS.replace("microphone=()", "microphone=(self)")
    return response


def private(response: Answer) -> Answer:
    """Mark an answer as one person's alone: kept by no cache, told to no other site.

    Not `no-referrer`: a browser would then send `Origin: null` with the form, and the check against forged forms could not pass.
    """
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    return response
