"""What somebody says, before it is kept: one value for every way to speak, and what is wrong with it, in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rumo.ground.files.models import StoredFile
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Question, Way
from rumo.listen.consultations.queries import Asked
from rumo.listen.contributions.models import Kind

TEXT = 20_000
"""Characters of one text."""
SHORT = 300
FILES = 10
"""Files of one contribution."""
SOUND = "audio/"
"""How the media type of a recording begins."""
VOTES = {-1, 0, 1}
WRITTEN = (Question.Kind.SHORT, Question.Kind.LONG)
SENT = (Question.Kind.FILE, Question.Kind.VOICE)
TEXTS = (*WRITTEN, Question.Kind.VOICE)
"""Kinds whose answer is a text: what was recorded becomes one once somebody wrote it down."""
TOWNS = (Question.Kind.MUNICIPALITY, Question.Kind.TILE)
WAYS = {
    Kind.QUESTIONNAIRE: Way.QUESTIONNAIRE,
    Kind.COMMENT: Way.TEXT,
    Kind.STATEMENT: Way.STATEMENTS,
    Kind.BALLOT: Way.STATEMENTS,
    Kind.PROPOSAL: Way.PROPOSALS,
    Kind.SUPPORT: Way.PROPOSALS,
    Kind.POSITION: Way.POSITIONS,
}
"""The way of a consultation by which each kind of contribution comes."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")


@dataclass(frozen=True, slots=True)
class Text:
    """A free text, whether it may be shown, and (of a paragraph) how it should read instead."""

    text: str
    public: bool = False
    rewording: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One contribution as it comes in. Places: `question:CODE`, `paragraph:CODE`, `statement`, `proposal`, `position`.

    `answers` by question code: an option's code, a list of codes (several; in order), a number, an ISO day, a DICO code, or a
    mapping of row to option. `email`, `about_me` and `identity` are kept apart from all the rest; `proven` is the mark of somebody an
    identity provider answered for (`marking.mark_of`), in the place of a number they typed (`identity`). `organisation`: the body in
    whose name it is said, by somebody who may speak for it (`people.rules.can_speak_for`); it goes before a name that was typed.
    """

    kind: str
    language: str
    audience: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    votes: Mapping[int, int] = field(default_factory=dict)
    files: Mapping[str, Sequence[StoredFile]] = field(default_factory=dict)
    organisation_name: str = ""
    organisation: Entity | None = None
    about: str = ""
    email: str = ""
    about_me: Mapping[str, str] = field(default_factory=dict)
    identity: str = ""
    proven: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing to mend: where (a place of the contribution) and what to do."""

    place: str
    text: str


def applies(question: Question, said: Said) -> bool:
    """Tell whether a question is asked of this audience, after these answers."""
    if question.audiences and said.audience not in question.audiences:
        return False
    if question.only_if is None:
        return True
    given = said.answers.get(question.only_if["question"])
    chosen = given if isinstance(given, list) else [given]
    return any(one in question.only_if["any"] for one in chosen)


def relevant(said: Said, asked: Asked) -> Said:
    """Return what somebody says without what was not asked: answers to other questions, or to one that an answer took away."""
    votes = said.votes if said.kind == Kind.BALLOT else {}
    if said.kind != Kind.QUESTIONNAIRE:  # a comment on no paragraph is told of, not passed over
        here = set(said.texts) if said.kind == Kind.COMMENT else {said.kind}
        kept = {
            place: text
            for place, text in said.texts.items()
            if place in here and (text.text or text.rewording)
        }
        return replace(said, answers={}, texts=kept, votes=votes)
    answers: dict[str, Any] = {}
    places = set()
    for question in asked.questions:
        if applies(question, replace(said, answers=answers)):  # after answers that are themselves kept
            places.add(f"question:{question.code}")
            if question.kind not in (*WRITTEN, *SENT) and question.code in said.answers:
                answers[question.code] = said.answers[question.code]
    spoken = {f"question:{one.code}" for one in asked.questions if one.kind == Question.Kind.VOICE}
    said_at = {place for place in places & spoken if said.files.get(place)}
    texts = {
        place: text
        for place, text in said.texts.items()
        if place in places and (text.text or text.rewording or place in said_at)
    }
    texts |= {place: Text("") for place in sorted(said_at) if place not in texts}  # to be written down
    files = {
        place: some
        for place, some in said.files.items()
        if place in places or not place.startswith("question:")
    }
    return replace(said, answers=answers, texts=texts, files=files, votes=votes)


def faults(
    said: Said,
    asked: Asked,
    *,
    audiences: Sequence[str],
    ways: Sequence[str] = tuple(WAYS.values()),
    towns: frozenset[str] = frozenset(),
) -> list[Wrong]:
    """Return everything to mend in what somebody says, in the order it was asked; `towns`: the DICO codes there are."""
    if said.kind not in WAYS or WAYS[Kind(said.kind)] not in ways:
        return [Wrong("", _("Nesta consulta não se participa desta forma."))]
    found = [*_envelope(said, audiences)]
    if said.kind == Kind.QUESTIONNAIRE:
        for question in asked.questions:
            if applies(question, said):
                found += question_faults(question, said, towns)
        if not found and not (said.answers or said.files or any(text.text for text in said.texts.values())):
            found.append(Wrong("", _("Ainda não respondeu a nenhuma pergunta.")))
    elif said.kind == Kind.BALLOT:
        found += _ballot(said, {statement.number for statement in asked.statements})
    elif said.kind == Kind.COMMENT:
        found += _comments(said, {f"paragraph:{paragraph.code}" for paragraph in asked.paragraphs})
    elif said.kind != Kind.SUPPORT and not said.texts.get(said.kind, Text("")).text:
        found.append(Wrong(said.kind, _("Escreva o seu texto.")))
    return found


def question_faults(question: Question, said: Said, towns: frozenset[str]) -> list[Wrong]:
    """Return what to mend in the answer to one question."""
    place = f"question:{question.code}"
    if question.kind in WRITTEN:
        text = said.texts.get(place, Text("")).text
        if question.required and not text:
            return [Wrong(place, _("Escreva a sua resposta."))]
        most = SHORT if question.kind == Question.Kind.SHORT else TEXT
        return [_too_long(place, text, most)] if len(text) > most else []
    if question.kind in SENT:
        return list(_sent(question, said, place))
    given = said.answers.get(question.code)
    if given in (None, "", [], {}):
        return [Wrong(place, _("Responda a esta pergunta."))] if question.required else []
    fault = _value(question, given, towns)
    return [Wrong(place, fault)] if fault else []


def _sent(question: Question, said: Said, place: str) -> Iterator[Wrong]:
    """What is wrong with a file, or with a recording and what is written in its place."""
    files, text = said.files.get(place, ()), said.texts.get(place, Text("")).text
    if question.kind == Question.Kind.FILE:
        if question.required and not files:
            yield Wrong(place, _("Escolha um ficheiro."))
        return
    if question.required and not files and not text:
        yield Wrong(place, _("Grave a sua resposta, ou escreva-a."))
    if any(not one.media_type.startswith(SOUND) for one in files):
        yield Wrong(
            place, _("Isto não é uma gravação de voz: escolha um ficheiro de som, ou escreva a resposta.")
        )
    if len(text) > TEXT:
        yield _too_long(place, text, TEXT)


def _value(question: Question, given: Any, towns: frozenset[str]) -> str:
    """What is wrong with an answer that is no text; empty when nothing."""
    kind, options = Question.Kind(question.kind), set(question.options)
    if kind is Question.Kind.SINGLE:
        right = isinstance(given, str) and given in options
        return "" if right else _("Escolha uma das opções.")
    if kind in (Question.Kind.MULTIPLE, Question.Kind.RANKING):
        return _several(question, given, options)
    if kind is Question.Kind.MATRIX:
        right = (
            isinstance(given, dict)
            and set(given) <= set(question.rows)
            and all(isinstance(one, str) and one in options for one in given.values())
        )
        if right and question.required and set(given) != set(question.rows):
            return _("Escolha uma opção em cada linha.")
        return "" if right else _("Escolha uma opção em cada linha.")
    if kind in (Question.Kind.NUMBER, Question.Kind.SCALE):
        return _number(question, given)
    if kind is Question.Kind.DATE:
        return "" if _is_day(given) else _("Escreva a data, por exemplo 2026-06-30.")
    return "" if isinstance(given, str) and given in towns else _("Escolha um município.")


def _several(question: Question, given: Any, options: set[str]) -> str:
    if not isinstance(given, list) or not all(isinstance(one, str) and one in options for one in given):
        return _("Escolha entre as opções.")
    if len(set(given)) < len(given):
        return _("Escolheu a mesma opção mais do que uma vez.")
    if question.least is not None and len(given) < question.least:
        return _("Escolha pelo menos %(n)d.") % {"n": question.least}
    if question.most is not None and len(given) > question.most:
        return _("Escolha no máximo %(n)d.") % {"n": question.most}
    return ""


def _number(question: Question, given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) <= 1e15:
        return _("Escreva um número.")
    if question.least is not None and given < question.least:
        return _("O número tem de ser pelo menos %(n)g.") % {"n": question.least}
    if question.most is not None and given > question.most:
        return _("O número pode ser no máximo %(n)g.") % {"n": question.most}
    return ""


def _is_day(given: Any) -> bool:
    try:
        right = isinstance(given, str) and _DAY.fullmatch(given)
        return bool(right) and 1850 <= date.fromisoformat(given).year <= 2150
    except ValueError:
        return False


def email_faults(email: str) -> list[Wrong]:
    """Return what to mend in an address; none is none."""
    if not email or _EMAIL.fullmatch(email):
        return []
    return [Wrong("email", _("Escreva o endereço completo, por exemplo nome@exemplo.pt."))]


def _envelope(said: Said, audiences: Sequence[str]) -> Iterator[Wrong]:
    if not _LANGUAGE.fullmatch(said.language):
        yield Wrong("language", _("Escolha a língua em que escreve."))
    if (audiences or said.audience) and said.audience not in audiences:
        yield Wrong("audience", _("Diga em que qualidade participa."))
    yield from email_faults(said.email)
    if said.kind == Kind.POSITION and not said.organisation_name:
        yield Wrong("organisation", _("Escreva o nome da organização."))
    for place, text in said.texts.items():
        if len(text.text) > TEXT or len(text.rewording) > TEXT:
            yield _too_long(place, max(text.text, text.rewording, key=len), TEXT)
    if sum(len(files) for files in said.files.values()) > FILES:
        yield Wrong("files", _("Pode juntar no máximo %(n)s ficheiros.") % {"n": FILES})


def _ballot(said: Said, numbers: set[int]) -> Iterator[Wrong]:
    if not said.votes:
        yield Wrong("", _("Ainda não votou em nenhuma afirmação."))
    if not all(
        type(value) is type(number) is int and value in VOTES and number in numbers
        for number, value in said.votes.items()
    ):
        yield Wrong("", _("Vote em afirmações desta consulta: concordo, discordo ou passo."))


def _comments(said: Said, places: set[str]) -> Iterator[Wrong]:
    given = {place for place, text in said.texts.items() if text.text or text.rewording}
    if not given:
        yield Wrong("", _("Ainda não comentou nenhum parágrafo."))
    if not given <= places:
        yield Wrong("", _("Comente parágrafos deste texto."))


def _too_long(place: str, text: str, most: int) -> Wrong:
    told = {"n": len(text), "most": most}
    return Wrong(place, _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)
