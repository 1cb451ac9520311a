"""A sheet as a form: every question at once, or the text of another way to speak, drawn with what was typed and read into a `Said`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from rumo.doors.files import answers
from rumo.doors.web.parts import Fault, Option
from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Audience, Consultation, Way
from rumo.listen.consultations.queries import Asked, Words
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.contributions.rules.saying import Said, Text, Wrong

KINDS = {
    Way.QUESTIONNAIRE: Kind.QUESTIONNAIRE,
    Way.TEXT: Kind.COMMENT,
    Way.STATEMENTS: Kind.STATEMENT,
    Way.PROPOSALS: Kind.PROPOSAL,
    Way.POSITIONS: Kind.POSITION,
}
"""What a sheet may hold, by the way to speak it is of; votes and supports are everyone's own to give."""
SCAN = "sheet"
"""The place at which the picture of a sheet stands among a contribution's files."""
OWN = ("csrfmiddlewaretoken", "token", "act")
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to be commented: its code, its words, and what was typed of it."""

    code: str
    words: Words
    heading: bool
    text: str
    rewording: str
    public: bool
    focus: bool = False


def kinds(consultation: Consultation) -> list[str]:
    """Return what a sheet of a consultation may hold, in the order of its ways."""
    return [KINDS[Way(way)].value for way in consultation.ways if way in KINDS]


def typed_of(post: QueryDict) -> dict[str, list[str]]:
    """Return everything typed, by the field's name, as a draft keeps it."""
    return {name: values for name, values in post.lists() if name not in OWN}


def one(typed: Typed, name: str) -> str:
    """Return what was typed into one field."""
    return next(iter(typed.get(name, ())), "")


def said_of(kind: str, typed: Typed, put: Asked, files: Mapping[str, Sequence[StoredFile]]) -> Said:
    """Return what a sheet says."""
    audience = one(typed, "audience")
    parts = answers.Parts()
    if kind == Kind.QUESTIONNAIRE:
        parts = answers.read(typed, put, audience=audience)
    elif kind == Kind.COMMENT:
        for paragraph in put.paragraphs:
            name = f"p-{paragraph.code}"
            text, rewording = one(typed, name), one(typed, f"{name}-reword")
            if text or rewording:
                public = bool(one(typed, f"{name}-public"))
                parts.texts[f"paragraph:{paragraph.code}"] = Text(text, public, rewording)
    else:
        parts.texts[kind] = Text(one(typed, "text"), bool(one(typed, "text-public")))
    return Said(
        kind=kind,
        language=one(typed, "language"),
        audience=audience,
        answers=parts.answers,
        texts=parts.texts,
        files=files,
        organisation_name=one(typed, "organisation") if kind == Kind.POSITION else "",
        email=one(typed, "email"),
    )


def retyped(row: Contribution, passages: Sequence[Passage]) -> dict[str, list[str]]:
    """Return what a sheet says as it would be typed: the inverse of `said_of`."""
    typed = {"audience": [row.audience], "language": [row.language], "organisation": [row.organisation_name]}
    if row.kind == Kind.QUESTIONNAIRE:
        texts = {text.place: Text(text.text, text.public) for text in passages}
        return {**typed, **answers.retyped(row.answers, texts)}
    for text in passages:
        consent = ["1"] if text.public else []
        if row.kind == Kind.COMMENT:
            name = f"p-{text.place.removeprefix('paragraph:')}"
            typed |= {name: [text.text], f"{name}-reword": [text.rewording], f"{name}-public": consent}
        else:
            typed |= {"text": [text.text], "text-public": consent}
    return typed


def drawn(
    consultation: Consultation,
    kind: str,
    put: Asked,
    words: Mapping[str, Words],
    typed: Typed,
    wrong: Sequence[Wrong],
) -> dict[str, Any]:
    """Return what the form's template is given, what is to be mended included."""
    told = {fault.place: fault.text for fault in wrong}
    asks = kind == Kind.QUESTIONNAIRE
    chosen = one(typed, "language") or consultation.language
    fields = answers.fields(put, words, typed, told, clear=True) if asks else []
    return {
        "kind": kind,
        "fields": fields,
        "lines": _lines(put, words, typed, not wrong) if kind == Kind.COMMENT else [],
        "audiences": [
            Option(key, str(Audience(key).label), key == one(typed, "audience"))
            for key in consultation.audiences
        ],
        "languages": [
            Option(code, LANGUAGES.get(code, code), code == chosen) for code in consultation.languages
        ],
        "said": {name: one(typed, name) for name in ("text", "text-public", "organisation", "email")},
        "consent": bool(one(typed, "text-public")),
        "wrong": {"text" if place == kind else place: text for place, text in told.items()},
        "faults": faults_of(wrong, kind, put),
        "focus": fields[0].id if fields else "text",
    }


def faults_of(wrong: Sequence[Wrong], kind: str, put: Asked) -> list[Fault]:
    """Return what is to be mended, linked to its field."""
    ids = {kind: "text", "": "sheet", "files": "scan"}
    ids |= {f"paragraph:{row.code}": f"p-{row.code}" for row in put.paragraphs}
    found = answers.faults_of([Wrong(fault.place, fault.text) for fault in wrong], put)
    return [
        Fault(ids[fault.place], fault.text) if fault.place in ids else linked
        for fault, linked in zip(wrong, found, strict=True)
    ]


def names_of_kinds(consultation: Consultation) -> list[tuple[str, str]]:
    """Return what a sheet may hold, each with its words."""
    words = {
        Kind.QUESTIONNAIRE: _("Respostas às perguntas"),
        Kind.COMMENT: _("Comentários ao texto"),
        Kind.STATEMENT: _("Uma afirmação para votar"),
        Kind.PROPOSAL: _("Uma proposta"),
        Kind.POSITION: _("Posição de uma organização"),
    }
    return [(kind, words[Kind(kind)]) for kind in kinds(consultation)]


def _lines(put: Asked, words: Mapping[str, Words], typed: Typed, focus: bool) -> list[Line]:
    found = []
    for row in put.paragraphs:
        name, place = f"p-{row.code}", f"paragraph:{row.code}"
        found.append(
            Line(
                code=row.code,
                words=words.get(place) or Words(row.code, ""),
                heading=row.heading,
                text=one(typed, name),
                rewording=one(typed, f"{name}-reword"),
                public=bool(one(typed, f"{name}-public")),
                focus=focus and not row.heading and all(line.heading for line in found),
            )
        )
    return found
