"""What a gathering, a session and a registration may be, with the words for what is wrong, by field."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rumo.listen.consultations.models import Audience, Consultation
from rumo.listen.consultations.rules import LANGUAGES, ZONES
from rumo.listen.gatherings.models import Gathering, Process
from rumo.listen.gatherings.rules.needs import NOTE
from rumo.science.text.languages import NAMES

TITLE, TEXT, NAME = 300, 5000, 200
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\.]{2,}")
MOST_SEATS = 100_000
LONGEST_SLUG = 100  # the name of a key holds it
SESSIONS = 60
"""Sessions a gathering may have."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a gathering is, besides its sessions."""

    kind: str
    title: str
    summary: str = ""
    directions: str = ""
    language: str = "pt"
    zone: str = "Europe/Lisbon"
    registration: bool = True
    registration_ends_at: datetime | None = None
    consultation: Consultation | None = None
    process: Process | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A session: on which hours, where, for how many (None: no limit), and its agenda as it is typed."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    online: str = ""
    capacity: int | None = None
    municipality: Any = None
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """What somebody says when they register: who they are, whom they are counted among, to which sessions (numbers), what they need."""

    name: str
    audience: str
    sessions: tuple[int, ...]
    email: str = ""
    organisation: str = ""
    needs: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    language: str = "pt"


RESERVED = frozenset(("novo", "processos"))
"""Words that stand where an address would, in the addresses of the pages."""


def slug_fault(slug: str) -> str:
    """Return what is wrong with a gathering's address; empty when nothing."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        return _(
            "O endereço só pode ter letras sem acento, algarismos e hífenes, por exemplo «escola-para-todos»."
        )
    if slug in RESERVED:
        return _("O endereço «%(slug)s» está reservado: escolha outro.") % {"slug": slug}
    return ""


def process_faults(title: str, summary: str) -> dict[str, str]:
    """Return what is wrong with a process, by field."""
    found = {
        "title": _long(title, TITLE) if title else _("Escreva o título do processo."),
        "summary": _long(summary, TEXT),
    }
    return {name: words for name, words in found.items() if words}


def frame_faults(said: Frame) -> dict[str, str]:
    """Return what is wrong with a gathering, by field."""
    found = {
        "kind": "" if said.kind in Gathering.Kind.values else _("Escolha o tipo de encontro."),
        "title": _long(said.title, TITLE) if said.title else _("Escreva o título do encontro."),
        "summary": _long(said.summary, TEXT),
        "directions": _long(said.directions, TEXT),
        "zone": "" if said.zone in ZONES else _("Escolha de que lugar são as horas."),
        "language": ""
        if said.language in LANGUAGES
        else _("Escolha a língua em que os textos são escritos."),
    }
    return {name: words for name, words in found.items() if words}


def session_faults(said: When) -> dict[str, str]:
    """Return what is wrong with a session, by field."""
    found = {
        "title": _long(said.title, TITLE),
        "place": _long(said.place, TITLE),
        "ends": "" if said.ends_at > said.starts_at else _("O fim tem de ser depois do início."),
        "online": _link_fault(said.online),
        "capacity": "",
    }
    if not said.place and not said.online:
        found["place"] = _("Diga onde é, ou o endereço se for pela Internet.")
    if said.capacity is not None and not 1 <= said.capacity <= MOST_SEATS:
        found["capacity"] = _("Escreva quantas pessoas cabem, ou deixe vazio se não há limite.")
    return {name: words for name, words in found.items() if words}


def coming_faults(said: Coming, numbers: Collection[int]) -> dict[str, str]:
    """Return what is wrong with a registration, by field; `numbers` are the sessions one may still register for."""
    chosen = set(said.sessions)
    found = {
        "name": _long(said.name, NAME) if said.name else _("Escreva o nome que quer no cartão de quem vem."),
        "email": "" if not said.email or EMAIL.fullmatch(said.email) else email_words(),
        "organisation": _long(said.organisation, TITLE),
        "audience": "" if said.audience in Audience.values else _("Diga em que qualidade participa."),
        "sessions": ""
        if chosen and chosen <= set(numbers)
        else _("Escolha a que sessões vem, das que ainda se podem escolher."),
        **need_faults(said.note, said.language),
    }
    return {name: words for name, words in found.items() if words}


def need_faults(note: str, language: str = "pt") -> dict[str, str]:
    """Return what is wrong with what somebody says they need, by field."""
    found = {
        "note": _long(note, NOTE),
        "language": "" if language in NAMES else _("Escolha a língua em que escreve."),
    }
    return {name: words for name, words in found.items() if words}


def email_words() -> str:
    """Return how an address is to be written."""
    return _("Escreva o endereço completo, por exemplo nome@exemplo.pt.")


def _link_fault(address: str) -> str:
    parts = urlsplit(address) if _parses(address) else None
    right = not address or (parts and parts.scheme == "https" and parts.hostname and len(address) <= 500)
    return "" if right else _("Escreva o endereço completo, que começa por https://.")


def _parses(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return not any(sign.isspace() for sign in address)


def _long(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return _("Tem %(n)s carateres e o máximo é %(most)s: encurte.") % {"n": len(text), "most": most}
