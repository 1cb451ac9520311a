"""What pages say of a consultation: its term in words, where it stands, the ways to take part."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _

from rumo.listen.consultations.models import Audience, Consultation, Way
from rumo.listen.consultations.queries import Words
from rumo.listen.consultations.rules import Phase, phase
from rumo.science.text.languages import direction

PLACES = {
    "Europe/Lisbon": gettext_lazy("hora de Lisboa"),
    "Atlantic/Azores": gettext_lazy("hora dos Açores"),
    "Atlantic/Madeira": gettext_lazy("hora da Madeira"),
}
"""What each zone's time is called."""
PAGES = {
    Way.QUESTIONNAIRE: "answer",
    Way.TEXT: "text",
    Way.STATEMENTS: "statements",
    Way.PROPOSALS: "proposals",
    Way.POSITIONS: "position",
}
"""The page of each way to take part."""


@dataclass(frozen=True, slots=True)
class Told:
    """A consultation as lists and covers show it."""

    row: Consultation
    words: dict[str, Words]
    phase: str
    tag: str
    where: str
    hour: str


def told(row: Consultation, words: dict[str, Words], *, at: datetime) -> Told:
    """Say where a consultation stands at an instant."""
    stands = phase(row, at=at)
    names = {
        Phase.OPEN: (_("Aberta"), "good"),
        Phase.COMING: (_("Abre em breve"), "quiet"),
        Phase.CLOSED: (_("Fechada"), "quiet"),
        Phase.CANCELLED: (_("Anulada"), "warn"),
    }
    name, tag = names[stands]
    hour = str(PLACES.get(row.zone, row.zone))
    return Told(row, words, stands.value, tag, name, hour)


def left(row: Consultation, *, at: datetime) -> str:
    """Say how long is left, in whole days or hours; empty when it is not open."""
    if phase(row, at=at) is not Phase.OPEN or row.closes_at is None:
        return ""
    hours = int((row.closes_at - at).total_seconds() // 3600)
    if hours >= 48:
        days = hours // 24
        return ngettext("Falta %(n)s dia.", "Faltam %(n)s dias.", days) % {"n": days}
    if hours < 1:
        return _("Falta menos de uma hora.")
    return ngettext("Falta %(n)s hora.", "Faltam %(n)s horas.", hours) % {"n": hours}


def audiences(row: Consultation) -> list[tuple[str, str]]:
    """Return the audiences a consultation asks, as (key, words)."""
    return [(key, str(Audience(key).label)) for key in row.audiences]


@dataclass(frozen=True, slots=True)
class Door:
    """A consultation's cover in a language, by the language's own name; whether its texts are offered in it."""

    code: str
    name: str
    dir: str
    href: str
    offered: bool


def doors(row: Consultation) -> list[Door]:
    """Return the covers of a consultation in every language of the site."""
    found = []
    for code, name in settings.LANGUAGES:
        with override(code):
            href = reverse("participate:cover", args=[row.slug])
        found.append(Door(code, name, direction(code), href, code in row.languages))
    return found


def chosen(request: HttpRequest) -> str:
    """Return the language to go on in: the one a form asks for, where the site has it, else the one of its address."""
    asked = request.POST.get("lingua", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE
