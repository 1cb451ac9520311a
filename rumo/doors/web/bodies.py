"""A request too large to be anything we take is refused before any of it is kept, with a page that says the limit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

BLOCK = 256 * 1024
PATIENCE = 1024 * 2**20
"""Bytes read and thrown away so that a browser still sending hears the answer; beyond them the connection is simply closed."""


class Bodies:
    """Answer 413 to a body above `settings.LARGEST_BODY` bytes, by the length it declares; one that declares none has none (WSGI)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through, or refuse it whole."""
        length = _length(request)
        if length <= settings.LARGEST_BODY:
            return self.get_response(request)
        _drain(request, min(length, PATIENCE))
        megabytes = settings.LARGEST_BODY // 2**20
        words = _(
            "O que enviou tem %(got)s MB, e o máximo é %(most)s MB. Nada foi guardado. Envie um ficheiro mais pequeno, ou uma ligação."
        )
        told = {"words": words % {"got": length // 2**20, "most": megabytes}}
        return render(request, "413.html", told, status=413)


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _drain(request: HttpRequest, length: int) -> None:
    """Read the body in blocks and keep nothing of it."""
    left = length
    while left > 0:
        block = request.META["wsgi.input"].read(min(BLOCK, left))
        if not block:
            return
        left -= len(block)
