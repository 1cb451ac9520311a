"""Languages in which the interface is not whole: which they are, what stands in for what they lack, and the marks by which a page says so.

A text that a language lacks is taken from another (`REST`). Its catalogue, made by scripts/catalogues.py, holds that text between two
marks of Unicode's private area; on its way out a page has each pair of marks made into an element with the text's own `lang`.
"""

import gettext
import re
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import ResolverMatch

COMPLETE = ("pt", "en", "ar", "fr", "uk")
"""Languages whose catalogues hold every text (the first is the source); a house test holds them to it."""
REST = {"es": "pt", "ro": "en", "ru": "en", "ur": "en", "hi": "en", "bn": "en", "ne": "en", "zh": "en"}
"""Languages that hold some texts, each with the one that what it lacks is read in (docs/adr/0021)."""
OPEN = {"en": "\ue000", "pt": "\ue001"}
CLOSE = "\ue002"
RESIDENTS = "participate"
"""The one door that speaks languages which are not whole: the others answer in the language that stands in."""
_MARKS = re.compile(f"[{''.join(OPEN.values())}{CLOSE}]")
_PIECES = re.compile(r"(<(?:title|option|textarea|svg|script|style)\b[^>]*>.*?</[a-z]+>|<[^>]*>)", re.DOTALL)
_OPTION = re.compile(f"(<option\\b)([^>]*>)([{''.join(OPEN.values())}])")


def marked(text: str, language: str) -> str:
    """Return a text between the marks that say in which language it is."""
    return f"{OPEN[language]}{text}{CLOSE}"


def bare(text: str) -> str:
    """Return a text without marks: for letters, files and whatever else is no page."""
    return _MARKS.sub("", text)


def spoken(page: str) -> str:
    """Return a page of HTML with its marks made into elements that carry their language; within attributes, titles and drawings they just go."""
    return "".join(
        _tag(piece) if piece.startswith("<") else _text(piece) for piece in _PIECES.split(page) if piece
    )


def _tag(piece: str) -> str:
    return bare(_OPTION.sub(lambda found: f'{found[1]} lang="{_language(found[3])}"{found[2]}', piece))


def _text(piece: str) -> str:
    for language, mark in OPEN.items():
        piece = piece.replace(mark, f'<span lang="{language}" dir="ltr">')
    return piece.replace(CLOSE, "</span>")


def _language(mark: str) -> str:
    return next(language for language, sign in OPEN.items() if sign == mark)


@cache
def share(code: str) -> int:
    """Return how many in a hundred of the residents' texts a language has of its own, as its catalogue was compiled."""
    if code not in REST:
        return 100
    found = gettext.translation("django", settings.LOCALE_PATHS[1], [code], fallback=True)
    return int(found.info().get("project-id-version", "Rumo 0").rpartition(" ")[2])


class Tongues:
    """Send who asks another door in a language that is not whole to the one that stands in; make marks into elements on the way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with no mark left in what is sent."""
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and CLOSE.encode() in response.content:
            html = response.get("Content-Type", "").startswith("text/html")
            response.content = (spoken if html else bare)(response.content.decode()).encode()
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Answer in the stead of a view of another door: its page in the language that stands in, or of the home page the consultations."""
        match, (first, within) = request.resolver_match, _parted(request.path_info)
        if first not in REST or match is None or is_residents(match):
            return None
        if not within:
            return HttpResponseRedirect(f"/{first}/consultas/")
        query = request.META.get("QUERY_STRING", "")
        href = f"/{REST[first]}/{within}{f'?{query}' if query else ''}"
        return HttpResponseRedirect(href, preserve_request=True)


def is_residents(match: ResolverMatch) -> bool:
    """Tell whether an address is of the residents' door."""
    return RESIDENTS in match.app_names


def _parted(path: str) -> tuple[str, str]:
    first, _slash, rest = path.lstrip("/").partition("/")
    return first, rest
