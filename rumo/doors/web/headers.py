"""The headers that say what a browser may do with a page: framing, sharing between sites, powers of the device."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_POWERS = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation gyroscope hid "
    "idle-detection magnetometer microphone midi payment publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
)
PERMISSIONS = ", ".join(f"{power}=()" for power in _POWERS.split())
_EMBED = re.compile(r"^/[a-z]{2,3}(?:-[a-z]+)?/incorporar/")
_API = "/api/"


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
            response.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
            return response
        response.setdefault("X-Frame-Options", "DENY")
        shared = path.startswith(_API)
        response.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
        if shared and request.method in {"GET", "HEAD", "OPTIONS"}:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Link"
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
