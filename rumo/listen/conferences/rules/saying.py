"""What a call and an abstract must say: each fault with the field it is mended at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from rumo.listen.conferences.models import Call
from rumo.listen.consultations.rules import LANGUAGES

TITLE, TEXT, NAME, AUTHORS = 300, 4_000, 200, 20
LISTED, LINE = 30, 100


@dataclass(frozen=True, slots=True)
class By:
    """An author as written: name and organisation, which may be empty."""

    name: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An abstract as its form says it; `authors` in order."""

    title: str
    text: str
    kind: str
    topic: str
    language: str
    authors: Sequence[By]
    email: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A call as its form says it."""

    opens_at: datetime
    closes_at: datetime
    topics: Sequence[str]
    kinds: Sequence[tuple[str, int]]
    languages: Sequence[str]
    criteria: Sequence[str]
    text: str = ""


def abstract_faults(call: Call, said: Said) -> dict[str, str]:
    """Return what is wrong with an abstract, by field; nothing where it may be taken."""
    faults = {
        **_length("title", said.title, TITLE, _("Escreva o título.")),
        **_length("text", said.text, TEXT, _("Escreva o resumo.")),
        **_authors(said.authors),
    }
    if said.kind not in {kind["name"] for kind in call.kinds}:
        faults["kind"] = _("Escolha o tipo de comunicação.")
    if said.topic not in call.topics:
        faults["topic"] = _("Escolha o tema.")
    if said.language not in call.languages:
        faults["language"] = _("Escolha uma das línguas da chamada.")
    if said.email and not is_address(said.email):
        faults["email"] = _("Escreva um endereço de correio eletrónico, por exemplo geral@exemplo.pt.")
    return faults


def frame_faults(frame: Frame) -> dict[str, str]:
    """Return what is wrong with a call, by field."""
    faults = {}
    if frame.closes_at <= frame.opens_at:
        faults["closes_at"] = _("A chamada fecha depois de abrir: escolha outro dia ou outra hora.")
    for name, lines in (
        ("topics", frame.topics),
        ("criteria", frame.criteria),
        ("kinds", [name for name, _minutes in frame.kinds]),
    ):
        if not lines or len(lines) > LISTED or any(not 0 < len(line) <= LINE for line in lines):
            faults[name] = _("Escreva um por linha: entre 1 e %(most)s, com %(long)s carateres cada.") % {
                "most": LISTED,
                "long": LINE,
            }
        elif len(set(lines)) < len(lines):
            faults[name] = _("Há duas linhas iguais: tire uma.")
    if "kinds" not in faults and any(not 1 <= minutes <= 720 for _name, minutes in frame.kinds):
        faults["kinds"] = _("Depois do nome escreva os minutos, por exemplo: Comunicação; 20.")
    if not frame.languages or not set(frame.languages) <= set(LANGUAGES):
        faults["languages"] = _("Escolha pelo menos uma língua.")
    if len(frame.text) > TEXT:
        faults["text"] = too_long(frame.text, TEXT)
    return faults


def score_faults(criteria: Sequence[str], scores: Mapping[str, int]) -> dict[str, str]:
    """Return the criteria, by place, that have no score from 1 to 5."""
    return {
        f"score-{place}": _("Dê de 1 a 5 em «%(criterion)s».") % {"criterion": criterion}
        for place, criterion in enumerate(criteria)
        if scores.get(criterion) not in range(1, 6)
    }


def too_long(text: str, most: int) -> str:
    """Say that a text is too long, and by how much it is to be shortened."""
    return _("Tem %(n)s carateres e o máximo é %(most)s: encurte.") % {"n": len(text), "most": most}


def is_address(text: str) -> bool:
    """Tell whether a text is an address mail can be sent to."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _length(name: str, text: str, most: int, missing: str) -> dict[str, str]:
    if not text:
        return {name: missing}
    return {name: too_long(text, most)} if len(text) > most else {}


def _authors(authors: Sequence[By]) -> dict[str, str]:
    if not authors or not authors[0].name:
        return {"name": _("Escreva o nome de quem apresenta.")}
    if len(authors) > AUTHORS:
        return {"others": _("São no máximo %(most)s autores.") % {"most": AUTHORS}}
    for place, one in enumerate(authors):
        if not one.name or len(one.name) > NAME or len(one.organisation) > TITLE:
            where = "others" if place else "name" if len(one.name) > NAME else "organisation"
            return {where: _("Um nome ou uma organização está em falta ou é comprido de mais: encurte.")}
    return {}
