"""What every template knows of the site and of the page asked for, without a single query."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

# at most seven (nobody chooses well among more); an address that no door answers yet is left out
NAVIGATION: tuple[tuple[str, Promise], ...] = (
    ("/", _("Início")),
    ("/painel/", _("Painel")),
    ("/consultas/", _("Consultas")),
    ("/encontros/", _("Encontros")),
    ("/metodologia/", _("Metodologia")),
    ("/dados/", _("Dados")),
    ("/pesquisa/", _("Pesquisa")),
)
FORMULA = "degree/1"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site: its code, own name, direction, and the present page's address in it."""

    code: str
    name: str
    dir: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the main navigation; `current` is "page" on that page, "true" below it, else empty."""

    href: str
    label: str
    current: str


@dataclass(frozen=True, slots=True)
class Site:
    """The site as a template sees it: `{{ site.lang }}`, `{% for language in site.languages %}` and so on."""

    name: str
    lang: str
    dir: str
    base: str
    home: str
    path: str
    canonical: str
    languages: tuple[Language, ...]
    navigation: tuple[Link, ...]
    formula: str
    body: str
    contact: str


def site(request: HttpRequest | None) -> dict[str, Any]:
    """The context processor: `site`, a Site."""
    lang = get_language() or settings.LANGUAGE_CODE
    path = request.get_full_path() if request else f"/{lang}/"
    within, query = _within(path)
    return {
        "site": Site(
            name="Rumo",
            lang=lang,
            dir="rtl" if get_language_bidi() else "ltr",
            base=settings.SITE_URL,
            home=f"/{lang}/",
            path=path,
            canonical=f"{settings.SITE_URL}/{lang}{within}{query}",
            languages=tuple(
                _language(code, name, f"{within}{query}", lang) for code, name in settings.LANGUAGES
            ),
            navigation=_navigation(lang, within),
            formula=FORMULA,
            body=getattr(settings, "RESPONSIBLE_BODY", ""),
            contact=getattr(settings, "RESPONSIBLE_CONTACT", ""),
        )
    }


def _language(code: str, name: str, within: str, current: str) -> Language:
    direction = "rtl" if code in settings.LANGUAGES_BIDI else "ltr"
    return Language(code, name, direction, f"/{code}{within}", code == current)


def _within(full_path: str) -> tuple[str, str]:
    """The path after its language, and the query with its mark; a path without a language stands for the home page."""
    parts = urlsplit(full_path if not full_path.startswith("//") else f"/{full_path.lstrip('/')}")
    first, _slash, rest = parts.path.lstrip("/").partition("/")
    if first not in dict(settings.LANGUAGES):
        return "/", ""
    return f"/{rest}", f"?{parts.query}" if parts.query else ""


def _navigation(lang: str, within: str) -> tuple[Link, ...]:
    return tuple(
        Link(f"/{lang}{path}", str(label), _current(path, within))
        for path, label in NAVIGATION
        if _answered(lang, path, settings.ROOT_URLCONF)
    )


def _current(path: str, within: str) -> str:
    if path == within:
        return "page"
    return "true" if path != "/" and within.startswith(path) else ""


@cache
def _answered(lang: str, path: str, urlconf: str) -> bool:
    """Whether some door answers the path; asked once, with the language active as it is within a request."""
    try:
        resolve(f"/{lang}{path}", urlconf)
    except Resolver404:
        return False
    return True
