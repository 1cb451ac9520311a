"""The questions of a consultation as fields of a form, and what comes back in them as answers: for whoever answers and whoever types it in.

Names: `q-CODE`; `q-CODE-ROW` for a line of a matrix; `q-CODE-1`, `q-CODE-2` … for the places of an order; `q-CODE-public` for the
consent to show a text, `q-CODE-list` for the list beside a map. What was typed is a mapping of names to lists of texts, so that it can be kept in a draft and drawn again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from rumo.doors.web.draw.tiles import inset_names
from rumo.doors.web.parts import Fault
from rumo.ground.core.fields import folded
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Question
from rumo.listen.consultations.queries import Asked, Words
from rumo.listen.contributions.rules.saying import SENT, TEXTS, TOWNS, Said, Text, Wrong, applies

Kind = Question.Kind
Typed = Mapping[str, Sequence[str]]
STEPS = 11
"""A scale of at most so many steps is drawn as choices, a longer one as a number."""
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


class Town(NamedTuple):
    """What of a municipality is offered: its code, its name, its place on the map of tiles."""

    dico: str
    official_name: str
    inset: str
    q: int
    r: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be chosen."""

    value: str
    label: Words
    id: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A municipality on the map of choices: its place in halves of a tile across and in rows down, from 1 (`web/tiles.css`)."""

    value: str
    name: str
    id: str
    across: int
    down: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a matrix, or a place of an order, with its own choices."""

    name: str
    id: str
    label: Words
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Field:
    """A question ready to be drawn by `web/answers/field.html`; `id` is its first control's, `condition` says of whom it is asked."""

    kind: str
    code: str
    place: str
    name: str
    id: str
    label: Words
    required: bool = False
    error: str = ""
    hint: str = ""
    condition: str = ""
    value: str = ""
    public: bool = False
    choices: Sequence[Choice] = ()
    rows: Sequence[Row] = ()
    tiles: Sequence[Tile] = ()
    insets: Sequence[tuple[str, int, int]] = ()  # what an archipelago is called, and where


@dataclass(frozen=True, slots=True)
class Parts:
    """What came back: the parts of a `Said`, its files still as they were sent."""

    answers: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    files: dict[str, list[UploadedFile]] = field(default_factory=dict)


def typed_of(post: QueryDict, prefix: str = "") -> dict[str, list[str]]:
    """Return what was typed into the fields, by name."""
    return {name: values for name, values in post.lists() if name.startswith(f"{prefix}q-")}


def retyped(answers: Mapping[str, Any], texts: Mapping[str, Text], prefix: str = "") -> dict[str, list[str]]:
    """Return answers given before as they would be typed: the inverse of `read`, for whoever corrects theirs."""
    found: dict[str, list[str]] = {}
    for code, given in answers.items():
        name = f"{prefix}q-{code}"
        if isinstance(given, dict):
            found |= {f"{name}-{row}": [str(one)] for row, one in given.items()}
        elif isinstance(given, list):
            found[name] = [str(one) for one in given]
            found |= {f"{name}-{place}": [str(one)] for place, one in enumerate(given, 1)}
        else:
            found[name] = [f"{given:g}" if isinstance(given, float) else str(given)]
    for place, text in texts.items():
        name = f"{prefix}q-{place.removeprefix('question:')}"
        found |= {name: [text.text], f"{name}-public": ["1"] if text.public else []}
    return found


def fields(
    asked: Asked,
    words: Mapping[str, Words],
    typed: Typed,
    wrong: Mapping[str, str],
    *,
    prefix: str = "",
    clear: bool = False,
) -> list[Field]:
    """Return every question as a field with what was typed and what is wrong by place.

    `clear` is for whoever types in for others: a choice can be taken back, and the map is a list, which is quicker. One query where a municipality is asked for, none otherwise.
    """
    towns = _towns() if any(question.kind in TOWNS for question in asked.questions) else []
    return [_field(question, words, typed, wrong, prefix, clear, towns) for question in asked.questions]


def faults_of(faults: Sequence[Wrong], asked: Asked, prefix: str = "") -> list[Fault]:
    """Return what is to be mended as the page's summary links it: to the first control of each question."""
    ids = {f"question:{one.code}": first_id(one, prefix) for one in asked.questions}
    return [Fault(ids.get(fault.place, f"{prefix}{fault.place or 'form'}"), fault.text) for fault in faults]


def first_id(question: Question, prefix: str = "") -> str:
    """Return the id of a question's first control."""
    name = f"{prefix}q-{question.code}"
    if question.kind == Kind.MATRIX and question.rows:
        return f"{name}-{question.rows[0]}-1"
    return (
        f"{name}-1"
        if question.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING) or _steps(question)
        else name
    )


def read(
    typed: Typed,
    asked: Asked,
    *,
    audience: str = "",
    prefix: str = "",
    sent: MultiValueDict[str, UploadedFile] | None = None,
) -> Parts:
    """Return the answers of a form, as `Said` wants them; what cannot be read stays as it was typed, for `faults` to say so.

    Answers to questions not asked of this audience, or not after these answers, are left out.
    """
    found = Parts()
    for question in asked.questions:
        so_far = Said(kind="questionnaire", language="", audience=audience, answers=found.answers)
        if not applies(question, so_far):
            continue
        name, place = f"{prefix}q-{question.code}", f"question:{question.code}"
        if question.kind in TEXTS:
            text, public = _one(typed, name).strip(), bool(_one(typed, f"{name}-public"))
            if text or (
                public and question.kind == Kind.VOICE
            ):  # consent to what is still to be written down
                found.texts[place] = Text(text, public=public)
        if question.kind in SENT:
            if files := sent.getlist(name) if sent else []:
                found.files[place] = list(files)
        elif question.kind not in TEXTS and (given := _answer(question, name, typed)) not in ("", [], {}):
            found.answers[question.code] = given
    return found


def _answer(question: Question, name: str, typed: Typed) -> Any:
    kind = Kind(question.kind)
    if kind is Kind.MULTIPLE:
        return [one for one in typed.get(name, ()) if one]
    if kind is Kind.RANKING:
        placed = (_one(typed, f"{name}-{place}") for place in range(1, len(question.options) + 1))
        return [one for one in placed if one]
    if kind is Kind.MATRIX:
        chosen = {row: _one(typed, f"{name}-{row}") for row in question.rows}
        return {row: one for row, one in chosen.items() if one}
    given = _one(typed, name).strip()
    if kind is Kind.TILE:
        return _town_of(name, typed)
    if kind in (Kind.NUMBER, Kind.SCALE):
        return number(given)
    return day(given) if kind is Kind.DATE else given


def number(text: str) -> int | float | str:
    """Return the number a text is, with a comma or a point, in any script's digits; the text itself when it is none."""
    plain = "".join(text.split()).replace("٫", ".")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) or len(plain) > 20:
        return text
    value = float(plain)
    return int(value) if value.is_integer() else value


def day(text: str) -> str:
    """Return the ISO day of a text such as 2026-06-30 or 30/6/2026; the text itself when it is none."""
    found = _DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


def _one(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "")


def _field(
    question: Question,
    words: Mapping[str, Words],
    typed: Typed,
    wrong: Mapping[str, str],
    prefix: str,
    clear: bool,
    towns: Sequence[Town],
) -> Field:
    name, place = f"{prefix}q-{question.code}", f"question:{question.code}"
    offered = _choices(question, words, towns)
    blank = [("", Words(_("Sem resposta"), ""))] if clear and not question.required else []
    single = question.kind == Kind.SINGLE or _steps(question)
    named = question.kind in (Kind.MULTIPLE, *TOWNS)
    kind = "single" if _steps(question) else "number" if question.kind == Kind.SCALE else question.kind
    tiled = question.kind == Kind.TILE and not clear
    return Field(
        kind=kind,
        code=question.code,
        place=place,
        name=name,
        id=first_id(question, prefix),
        label=words.get(place) or Words(question.code, ""),
        required=question.required,
        error=wrong.get(place, ""),
        hint=_hint(question),
        condition=_condition(question, words),
        value=_one(typed, name),
        public=bool(_one(typed, f"{name}-public")),
        choices=_drawn(name, offered + blank if single else offered, typed) if single or named else (),
        rows=_rows(question, name, offered, blank, words, typed),
        tiles=_tiles(name, towns, typed) if tiled else (),
        insets=_insets(towns) if tiled else (),
    )


def _choices(
    question: Question, words: Mapping[str, Words], towns: Sequence[Town]
) -> list[tuple[str, Words]]:
    if question.kind in TOWNS:
        return [(town.dico, Words(town.official_name, "pt")) for town in towns]
    if _steps(question):
        least, most = int(question.least or 0), int(question.most or 0)
        return [(str(step), Words(str(step), "")) for step in range(least, most + 1)]
    return [(code, _word(words, f"option:{question.code}.{code}", code)) for code in question.options]


def _drawn(name: str, offered: Sequence[tuple[str, Words]], typed: Typed) -> list[Choice]:
    chosen = set(typed.get(name, ()))
    return [
        Choice(value, label, f"{name}-{place}", value in chosen)
        for place, (value, label) in enumerate(offered, 1)
    ]


def _rows(
    question: Question,
    name: str,
    offered: list[tuple[str, Words]],
    blank: list[tuple[str, Words]],
    words: Mapping[str, Words],
    typed: Typed,
) -> list[Row]:
    if question.kind == Kind.MATRIX:
        named = [(row, _word(words, f"row:{question.code}.{row}", row)) for row in question.rows]
        offered = offered + blank
    elif question.kind == Kind.RANKING:
        most = int(question.most or len(offered))
        named = [(str(n), Words(_("%(n)s.º lugar") % {"n": n}, "")) for n in range(1, most + 1)]
    else:
        return []
    rows = ((f"{name}-{one}", label) for one, label in named)
    return [Row(one, one, label, _drawn(one, offered, typed)) for one, label in rows]


def _word(words: Mapping[str, Words], place: str, code: str) -> Words:
    return words.get(place) or Words(code, "")


def _hint(question: Question) -> str:
    least, most = question.least, question.most
    if question.kind in (Kind.MULTIPLE, Kind.RANKING):
        return _("Escolha no máximo %(n)d.") % {"n": most} if most is not None else ""
    if question.kind not in (Kind.NUMBER, Kind.SCALE) or least is None or most is None:
        return ""
    return _("De %(least)g a %(most)g.") % {"least": least, "most": most}


def _condition(question: Question, words: Mapping[str, Words]) -> str:
    if question.only_if is None:
        return ""
    after = question.only_if["question"]
    chosen = " / ".join(str(_word(words, f"option:{after}.{one}", one)) for one in question.only_if["any"])
    told = {"question": _word(words, f"question:{after}", after), "answers": chosen}
    return _("Só para quem respondeu %(answers)s a «%(question)s».") % told


def _steps(question: Question) -> bool:
    """Tell whether a scale is short enough, in whole steps, to be drawn as choices."""
    least, most = question.least, question.most
    if question.kind != Kind.SCALE or least is None or most is None:
        return False
    return float(least).is_integer() and float(most).is_integer() and most - least < STEPS


def towns(asked: Asked) -> frozenset[str]:
    """Return the DICO codes there are, where a municipality is asked for (one query), else none."""
    if not any(question.kind in TOWNS for question in asked.questions):
        return frozenset()
    return frozenset(Municipality.objects.values_list("dico", flat=True))


def _towns() -> list[Town]:
    """Every municipality, by name (one query)."""
    rows = Municipality.objects.values_list(*Town._fields)
    return sorted((Town(*row) for row in rows), key=lambda town: folded(town.official_name))


def _town_of(name: str, typed: Typed) -> str:
    """Return the municipality chosen: in the list, which is empty until somebody chooses there, else on the map."""
    return _one(typed, f"{name}-list").strip() or _one(typed, name).strip()


def _tiles(name: str, towns: Sequence[Town], typed: Typed) -> list[Tile]:
    """Return the map row by row, as the arrow keys walk it."""
    chosen = _town_of(name, typed)
    placed = sorted(towns, key=lambda town: (town.r, town.q))
    return [
        Tile(
            value=town.dico,
            name=town.official_name,
            id=name if place == 0 else f"{name}-{town.dico}",  # what a fault links to is the first
            across=_across(town),
            down=town.r + 1,
            chosen=town.dico == chosen,
        )
        for place, town in enumerate(placed)
    ]


def _insets(towns: Sequence[Town]) -> list[tuple[str, int, int]]:
    """Return what each archipelago is called, and where: above its first tile."""
    found = []
    for key, words in inset_names().items():
        mine = [town for town in towns if town.inset.partition("-")[0] == key]
        if mine:
            found.append((words, min(_across(town) for town in mine), min(town.r for town in mine)))
    return found


def _across(town: Town) -> int:
    """Return where a tile begins, in halves of a tile from 1: odd rows stand half a tile further."""
    return 2 * town.q + town.r % 2 + 1
