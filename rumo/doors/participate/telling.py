"""What pages say of a consultation: its term in words, where it stands, the ways to take part."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rumo.listen.consultations.models import Audience, Consultation, Way
from rumo.listen.consultations.queries import Words
from rumo.listen.consultations.rules import LANGUAGES, Phase, phase

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


def languages(row: Consultation) -> list[tuple[str, str]]:
    """Return the languages a consultation is offered in, by their own names."""
    return [(code, LANGUAGES.get(code, code)) for code in row.languages]
