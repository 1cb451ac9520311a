"""The texts of a consultation beside their translation into one language, in the order in which they are read."""

from dataclasses import dataclass

from rumo.listen.consultations.models import Consultation, Paragraph, Question, Statement, Wording
from rumo.listen.consultations.queries.wordings import hash_of

FIRST = ("title", "summary", "legal_basis", "notice", "cancelled")


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its translation; `state` is "none" where there is none, else how it came; whether the text changed since."""

    place: str
    source: str
    text: str
    state: str
    out_of_date: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A text with its state in each other language, and whether it changed since it was translated."""

    place: str
    source: str
    states: dict[str, tuple[str, bool]]


def pairs(consultation: Consultation, language: str) -> list[Pair]:
    """Return every text that is to be translated beside its translation (four queries)."""
    own = consultation.language
    rows = Wording.objects.filter(consultation=consultation, language__in={own, language}).exclude(text="")
    texts = {(row.language, row.place): row for row in rows}
    found = []
    for place in _places(consultation):
        source, there = texts.get((own, place)), texts.get((language, place))
        if source is None:
            continue
        if there is None:
            found.append(Pair(place, source.text, "", "none", False))
        else:
            old = there.of_hash != hash_of(source.text)
            found.append(Pair(place, source.text, there.text, there.state, old))
    return found


def to_translate(consultation: Consultation, language: str) -> list[Pair]:
    """Return the texts that a machine may translate: without translation, or with one of a machine that is out of date."""
    return [
        pair
        for pair in pairs(consultation, language)
        if pair.state == "none" or (pair.state == Wording.State.MACHINE and pair.out_of_date)
    ]


def fields(consultation: Consultation) -> list[Field]:
    """Return every text that is to be translated with its state in each of the other languages (four queries)."""
    own = consultation.language
    rows = Wording.objects.filter(consultation=consultation).exclude(text="")
    texts = {(row.language, row.place): row for row in rows}
    found = []
    for place in _places(consultation):
        if (source := texts.get((own, place))) is None:
            continue
        digest, states = hash_of(source.text), {}
        for language in consultation.languages:
            there = texts.get((language, place))
            if language != own:
                state = "none" if there is None else there.state
                states[language] = (state, there is not None and there.of_hash != digest)
        found.append(Field(place, source.text, states))
    return found


def _places(consultation: Consultation) -> list[str]:
    of = {"consultation": consultation}
    places = list(FIRST)
    for one in Question.objects.filter(**of).order_by("position"):
        places.append(f"question:{one.code}")
        places += [f"option:{one.code}.{code}" for code in one.options]
        places += [f"row:{one.code}.{code}" for code in one.rows]
    codes = Paragraph.objects.filter(**of).order_by("position").values_list("code", flat=True)
    numbers = Statement.objects.filter(**of, retired_at__isnull=True).order_by("number")
    places += [f"paragraph:{code}" for code in codes]
    return places + [f"statement:{number}" for number in numbers.values_list("number", flat=True)]
