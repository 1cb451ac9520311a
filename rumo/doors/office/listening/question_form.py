"""The form of a question as plain values: what was typed, what it says of the question, and its words by place."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from rumo.doors.web.parts import Option
from rumo.ground.core.texts import prose
from rumo.listen.consultations.actions import ConsultationRefused
from rumo.listen.consultations.models import Audience, Question
from rumo.listen.consultations.queries import Words
from rumo.listen.consultations.rules import ASKED_OF, BOUNDED, CHOSEN

TEXTS = ("code", "text", "kind", "options", "rows", "least", "most")
FIELD_IDS = {"audiences": "audiences-1", "only_if": "only_if-1"}
Typed = dict[str, Any]


def told(one: Question | None, texts: Mapping[str, Words], rows: Sequence[Question]) -> Typed:
    """Return the form of a question that is there, or of a new one with the next code that is free."""
    if one is None:
        return {
            **dict.fromkeys(TEXTS, ""),
            "code": _free(rows),
            "required": False,
            "audiences": [],
            "only_if": [],
        }
    condition = one.only_if or {}
    return {
        "code": one.code,
        "text": str(texts.get(f"question:{one.code}", "")),
        "kind": one.kind,
        "options": "\n".join(str(texts.get(f"option:{one.code}.{code}", code)) for code in one.options),
        "rows": "\n".join(str(texts.get(f"row:{one.code}.{code}", code)) for code in one.rows),
        "least": _number_text(one.least),
        "most": _number_text(one.most),
        "required": one.required,
        "audiences": list(one.audiences),
        "only_if": [f"{condition['question']}.{code}" for code in condition.get("any", ())],
    }


def typed(post: QueryDict) -> Typed:
    """Read what was typed."""
    return {
        **{name: post.get(name, "") for name in TEXTS},
        "required": post.get("required") == "yes",
        "audiences": post.getlist("audiences"),
        "only_if": post.getlist("only_if"),
    }


def said(
    form: Typed, one: Question | None, texts: Mapping[str, Words]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a form says: the question's fields, and its words by place. A code, once given, stays.

    An option that is there keeps its code, also where its words changed in their place; what its kind has no use for is left out.
    """
    code = one.code if one else form["code"].strip()
    kind = form["kind"]
    words = {f"question:{code}": prose(form["text"])}
    lists: dict[str, list[str]] = {"options": [], "rows": []}
    for field, prefix, used in (
        ("options", "option", kind in CHOSEN),
        ("rows", "row", kind == Question.Kind.MATRIX),
    ):
        if not used:
            continue
        known = [
            (each, str(texts.get(f"{prefix}:{code}.{each}", "")))
            for each in (getattr(one, field) if one else ())
        ]
        pairs = _coded(form[field], known)
        lists[field] = [each for each, _text in pairs]
        words |= {f"{prefix}:{code}.{each}": text for each, text in pairs}
    bounded = kind in BOUNDED
    fields = {
        "code": code,
        "kind": kind,
        "required": form["required"],
        "audiences": form["audiences"],
        **lists,
        "least": _number(form["least"]) if bounded else None,
        "most": _number(form["most"]) if bounded else None,
        "only_if": _condition(form["only_if"]),
    }
    return fields, words


def beside(mine: Typed, theirs: Typed) -> list[dict[str, Any]]:
    """Return what somebody else saved where it differs from what was typed, by what the form calls it."""
    labels = {
        "text": _("Pergunta"), "kind": _("Tipo de resposta"), "required": _("Resposta"), "options": _("Opções"),
        "rows": _("Linhas da grelha"), "least": _("Mínimo"), "most": _("Máximo"), "audiences": _("Só para"),
        "only_if": _("Só para quem respondeu"),
    }  # fmt: skip
    words: dict[str, Any] = {
        **theirs,
        "kind": dict(Question.Kind.choices).get(theirs["kind"], theirs["kind"]),
        "required": _("É obrigatório responder") if theirs["required"] else _("Não é obrigatório responder"),
        "audiences": ", ".join(str(Audience(key).label) for key in theirs["audiences"]),
        "only_if": ", ".join(theirs["only_if"]),
    }
    return [
        {"label": label, "theirs": words[name]}
        for name, label in labels.items()
        if mine[name] != theirs[name]
    ]


def errors_of(no: ConsultationRefused, code: str) -> dict[str, str]:
    """Return what is wrong by field of the form."""
    names = {f"question:{code}": "text"}
    fields = {"text", "code", "kind", "options", "rows", "least", "most", "audiences", "only_if"}
    found: dict[str, str] = {}
    for field, words in (no.faults or {"text": str(no)}).items():
        prefix = field.partition(":")[0]
        name = names.get(field) or {"option": "options", "row": "rows"}.get(prefix, field)
        found.setdefault(name if name in fields else "text", words)
    return found


def options(form: Typed, earlier: Sequence[Question], texts: Mapping[str, Words]) -> dict[str, list[Option]]:
    """Return the choices of the form; a condition may speak of questions that come before, and have options."""

    def of(pairs: Iterable[tuple[str, Any]], chosen: Sequence[str]) -> list[Option]:
        return [Option(key, str(label), key in chosen) for key, label in pairs]

    conditions = [
        (f"{one.code}.{code}", f"{texts.get(f'question:{one.code}', one.code)} → {texts.get(f'option:{one.code}.{code}', code)}")
        for one in earlier
        if one.kind in ASKED_OF
        for code in one.options
    ]  # fmt: skip
    return {
        "kinds": [Option("", _("Escolha"), not form["kind"]), *of(Question.Kind.choices, [form["kind"]])],
        "asked_of": of(Audience.choices, form["audiences"]),
        "conditions": of(conditions, form["only_if"]),
        "needed": [Option("yes", _("É obrigatório responder"), form["required"])],
    }


def _free(rows: Sequence[Question]) -> str:
    taken = {one.code for one in rows}
    return next(f"q{n}" for n in range(1, len(taken) + 2) if f"q{n}" not in taken)


def _coded(text: str, known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (code, text) of each line: the code it has, the one that stood in its place, or a new letter."""
    lines = [line.strip() for line in prose(text).split("\n") if line.strip()]
    by_text = {said: code for code, said in known}
    kept = {line: by_text[line] for line in lines if line in by_text}
    taken = set(kept.values())
    found = []
    for place, line in enumerate(lines):
        here = kept.pop(line, None)
        if here is None and place < len(known) and known[place][0] not in taken:
            here = known[place][0]
        if here is None:
            here = _letter(taken | {code for code, _said in known})
        taken.add(here)
        found.append((here, line))
    return found


def _letter(taken: set[str]) -> str:
    pairs = (first + second for first in ("", *ascii_lowercase) for second in ascii_lowercase)
    return next((pair for pair in pairs if pair not in taken), "a")


def _number(text: str) -> Any:
    """Return a number as people write it; what is none is one no rule lets pass."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _number_text(value: float | None) -> str:
    return (
        ""
        if value is None
        else str(int(value))
        if float(value).is_integer()
        else str(value).replace(".", ",")
    )


def _condition(chosen: Sequence[str]) -> dict[str, Any] | None:
    """Return a condition of the options chosen; of those of two questions, that of the first, which the rules then refuse."""
    if not chosen:
        return None
    asked = chosen[0].partition(".")[0]
    return {
        "question": asked,
        "any": [one.partition(".")[2] if one.partition(".")[0] == asked else one for one in chosen],
    }
