"""What somebody said, put back into words: each answer under its question, in the language it was said in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rumo.ground.files.models import StoredFile
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Question
from rumo.listen.consultations.queries import Asked, Words
from rumo.listen.consultations.queries.kept import asked, words_of
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.contributions.queries import Whole
from rumo.listen.contributions.rules.saying import SOUND
from rumo.listen.gatherings.rules.templates import TEMPLATES

CARD = "card:"
NOTHING = Asked((), (), ())
"""What a gathering asks that feeds no consultation."""
VOTES = {1: gettext_lazy("Concordo"), -1: gettext_lazy("Discordo"), 0: gettext_lazy("Passo")}


@dataclass(frozen=True, slots=True)
class Line:
    """One question (or paragraph, statement …), what was answered, and, of a text, its passage with the decision on it."""

    place: str
    asked: Words
    answers: tuple[Words, ...] = ()
    passage: Passage | None = None
    files: tuple[str, ...] = ()
    sounds: tuple[StoredFile, ...] = ()
    unwritten: Passage | None = None  # of a recording that is not, or cannot be, written down


def heading_of(row: Contribution, language: str) -> tuple[Words, Asked, Mapping[str, Words]]:
    """Return what a contribution was said in: its title, what was asked there and in which words; of a gathering, its title alone."""
    if row.consultation is not None:
        words = words_of(row.consultation, language)
        return words["title"], asked(row.consultation), words
    return Words(row.gathering.title, row.gathering.language), NOTHING, {}


def lines_of(
    said: Whole, put: Asked, words: Mapping[str, Words], towns: Mapping[str, str] | None = None
) -> list[Line]:
    """Return what a contribution says, in the order it was asked; names of municipalities are looked up (one query each) unless given."""
    passages = {one.place: one for one in said.passages}
    files: dict[str, list[str]] = {}
    sounds: dict[str, tuple[StoredFile, ...]] = {}
    spoken = {one.place: one for one in said.spoken}
    for one in said.files:
        files.setdefault(one.place, []).append(one.file.name)
        if one.file.media_type.startswith(SOUND):
            sounds[one.place] = (*sounds.get(one.place, ()), one.file)
    found = []
    for question in put.questions:
        place = f"question:{question.code}"
        answer = said.row.answers.get(question.code)
        if answer is None and place not in passages and place not in files:
            continue
        values = _values(question, answer, words, towns)
        found.append(
            Line(
                place,
                words[place],
                values,
                passages.pop(place, None),
                tuple(files.pop(place, ())),
                sounds.get(place, ()),
                spoken.get(place),
            )
        )
    found += _paragraphs(passages, words)
    for number, value in sorted(said.votes.items()):
        text = words.get(f"statement:{number}")
        if text:
            found.append(Line(f"statement:{number}", text, (_own(str(VOTES[value])),)))
    for place, passage in passages.items():
        found.append(Line(place, _own(_heading(place, said.row)), (), passage, tuple(files.pop(place, ()))))
    found += [Line(place, _own(_("Ficheiros")), (), None, tuple(names)) for place, names in files.items()]
    return found


def _paragraphs(passages: dict[str, Passage], words: Mapping[str, Words]) -> list[Line]:
    places = [place for place in passages if place.startswith("paragraph:")]
    return [Line(place, words[place], (), passages.pop(place)) for place in places if place in words]


def _values(
    question: Question, answer: Any, words: Mapping[str, Words], towns: Mapping[str, str] | None
) -> tuple[Words, ...]:
    if answer is None:
        return ()
    if question.kind == Question.Kind.MATRIX:
        return tuple(
            _own(f"{_option(question, row, words, 'row')}: {_option(question, code, words)}")
            for row, code in answer.items()
        )
    if question.kind in (Question.Kind.MUNICIPALITY, Question.Kind.TILE):
        if towns is not None:
            return (_own(towns.get(str(answer), str(answer))),)
        name = Municipality.objects.filter(dico=answer).values_list("name", flat=True).first()
        return (_own(name or str(answer)),)
    several = answer if isinstance(answer, list) else [answer]
    if question.kind == Question.Kind.RANKING:
        return tuple(
            _own(f"{place}.º {_option(question, one, words)}") for place, one in enumerate(several, 1)
        )
    if question.options and question.kind in (Question.Kind.SINGLE, Question.Kind.MULTIPLE):
        return tuple(_option(question, one, words) for one in several)
    return tuple(_own(f"{one:g}" if isinstance(one, float) else str(one)) for one in several)


def _option(question: Question, code: str, words: Mapping[str, Words], kind: str = "option") -> Words:
    return words.get(f"{kind}:{question.code}.{code}") or _own(code)


def card_heading(row: Contribution, number: str) -> str:
    """Return the number of a card of a table and the zone of the canvas it lay in."""
    card = row.answers.get("cards", {}).get(number, {})
    template = TEMPLATES.get(row.answers.get("template", ""))
    zone = template.zone(card.get("zone", "")) if template else None
    named = _("Cartão %(n)s") % {"n": number}
    return f"{named} · {zone.label}" if zone else str(named)


def _own(text: str) -> Words:
    return Words(text, "")


def _heading(place: str, row: Contribution) -> str:
    if place.startswith(CARD):
        return card_heading(row, place.removeprefix(CARD))
    names = {Kind.STATEMENT: _("Afirmação"), Kind.PROPOSAL: _("Proposta"), Kind.POSITION: _("Posição")}
    return str(names.get(Kind(place), place)) if place in Kind.values else place
