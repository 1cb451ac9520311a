"""What every template knows of the site and of the page asked for, without a single query."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from rumo.doors.web import tongues
from rumo.science.text.languages import NAMES, direction

# at most seven (nobody chooses well among more); an address that no door answers yet is left out
NAVIGATION: tuple[tuple[str, Promise], ...] = (
    ("/", _("Início")),
    ("/painel/", _("Painel")),
    ("/consultas/", _("Consultas")),
    ("/encontros/", _("Encontros")),
    ("/boas-praticas/", _("Boas práticas")),
    ("/dados/", _("Dados")),
    ("/pesquisa/", _("Pesquisa")),
)
BELOW = {"/consultas/": ("/comprovativo/", "/contributos/", "/moderacao/", "/organizacoes/")}
"""Pages that belong under an entry whose address they do not share."""
FORMULA = "degree/1"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site: its code, own name, direction, and the present page's address in it.

    `here` is False where the page is not given in it: the address is then that of the consultations, which are.
    """

    code: str
    name: str
    dir: str
    href: str
    current: bool
    here: bool


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
    own_name: str
    rest: str  # the language that what this one lacks is read in; empty where it is whole
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
    match = getattr(request, "resolver_match", None)
    residents = match is not None and tongues.is_residents(match)
    known = (settings.SITE_URL, settings.ROOT_URLCONF, tuple(settings.LANGUAGES))
    whose = (getattr(settings, "RESPONSIBLE_BODY", ""), getattr(settings, "RESPONSIBLE_CONTACT", ""))
    return {"site": _site(lang, path, residents, known, whose)}


@lru_cache(maxsize=512)
def _site(lang: str, path: str, residents: bool, known: tuple[Any, ...], whose: tuple[str, str]) -> Site:
    """The site of an address in a language; the same as long as the settings are."""
    base, urlconf, languages = known
    within, query = _within(path)
    return Site(
        name="Rumo",
        lang=lang,
        own_name=NAMES.get(lang, lang),
        rest=tongues.REST.get(lang, ""),
        dir="rtl" if get_language_bidi() else "ltr",
        base=base,
        home=home_of(lang),
        path=path,
        canonical=f"{base}/{lang}{within}{query}",
        languages=tuple(
            _language(code, name, f"{within}{query}", lang, everywhere=residents) for code, name in languages
        ),
        navigation=_navigation(lang, within if path.startswith(f"/{lang}/") else "", urlconf),
        formula=FORMULA,
        body=whose[0],
        contact=whose[1],
    )


def home_of(lang: str) -> str:
    """The home page of a language: in one that is not whole, the consultations."""
    return f"/{lang}/consultas/" if lang in tongues.REST else f"/{lang}/"


def _language(code: str, name: str, within: str, current: str, *, everywhere: bool) -> Language:
    here = everywhere or code not in tongues.REST
    return Language(
        code, name, direction(code), f"/{code}{within}" if here else home_of(code), code == current, here
    )


def _within(full_path: str) -> tuple[str, str]:
    """The path after its language, and the query with its mark; a path without a language stands for the home page."""
    parts = urlsplit(full_path if not full_path.startswith("//") else f"/{full_path.lstrip('/')}")
    first, _slash, rest = parts.path.lstrip("/").partition("/")
    if first not in dict(settings.LANGUAGES):
        return "/", ""
    return f"/{rest}", f"?{parts.query}" if parts.query else ""


def _navigation(lang: str, within: str, urlconf: str) -> tuple[Link, ...]:
    return tuple(
        Link(f"/{spoken}{path}", str(label), _current(path, within))
        for path, label in NAVIGATION
        if (spoken := _answered(lang, path, urlconf))
    )


def _current(path: str, within: str) -> str:
    if path == within:
        return "page"
    return "true" if path != "/" and within.startswith((path, *BELOW.get(path, ()))) else ""


@cache
def _answered(lang: str, path: str, urlconf: str) -> str:
    """The language in which some door answers the path, empty where none does; asked once, with the language active as in a request."""
    try:
        match = resolve(f"/{lang}{path}", urlconf)
    except Resolver404:
        return ""
    return lang if tongues.is_residents(match) else tongues.REST.get(lang, lang)
