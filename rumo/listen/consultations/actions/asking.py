"""The questions of a consultation that is not published: all at once, or one at a time, with their words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from rumo.ground.core.texts import prose
from rumo.ground.ledger.actions import record
from rumo.listen.consultations import models as m
from rumo.listen.consultations.actions.writing import (
    Conflict,
    ConsultationRefused,
    forget,
    held,
    target_of,
    unpublished,
    write_words,
)
from rumo.listen.consultations.queries import question_hash
from rumo.listen.consultations.rules import question_faults

FIELDS = ("code", "kind", "required", "audiences", "options", "rows", "least", "most", "only_if")
"""What a question is made of, beside its place."""
Said = Mapping[str, Any]


@transaction.atomic
def ask(*, consultation: m.Consultation, questions: Sequence[Said], by: str, at: datetime) -> None:
    """Set all the questions of a consultation that is not published, in their order: mappings of Question's fields.

    Raises ConsultationRefused where a question cannot be one, or does not fit the others (`rules.question_faults`).
    """
    row = held(consultation)
    unpublished(row)
    _set(row, questions)
    record(
        verb="consultation.ask", by=by, at=at, target=target_of(row), new=[dict(said) for said in questions]
    )


@transaction.atomic
def put_question(
    *,
    consultation: m.Consultation,
    said: Said,
    words: Mapping[str, str],
    new: bool,
    by: str,
    at: datetime,
    was: str = "",
) -> None:
    """Write one question with its words by place: a new one at the end, or in place of the one of the same code.

    Said twice, it is there once. Raises ConsultationRefused with faults by field; Conflict where `was`, the hash of the question that
    was changed (`question_hash`), is no longer that of what stands there.
    """
    row = held(consultation)
    unpublished(row)
    code = str(said.get("code", ""))
    if not prose(words.get(f"question:{code}", "")):
        raise ConsultationRefused(faults={"text": _("Escreva a pergunta.")})
    before = _questions(row)
    here = next((one for one in before if one["code"] == code), None)
    if new and here == _whole(said):
        return
    if not new and here is None:
        raise ConsultationRefused(_("A pergunta %(code)s já não existe.") % {"code": code})
    if here and was:
        _unchanged(row, here, said, words, was)
    _set(row, [*before, said] if new else [said if one is here else one for one in before], code)
    for kind in ("option", "row"):
        forget(row, f"{kind}:{code}.", words)
    write_words(row, words, row.language, m.Wording.State.SOURCE, by, at)
    told = {**dict(said), "words": {place: prose(text) for place, text in words.items()}}
    record(verb="consultation.put_question", by=by, at=at, target=target_of(row), old=here, new=told)


@transaction.atomic
def move_question(*, consultation: m.Consultation, code: str, position: int, by: str, at: datetime) -> None:
    """Move a question to a place, from 1. Raises ConsultationRefused where a condition would then look forward."""

    def moved(before: list[dict[str, Any]], one: dict[str, Any]) -> list[dict[str, Any]]:
        rest = [other for other in before if other is not one]
        return [*rest[: max(position - 1, 0)], one, *rest[max(position - 1, 0) :]]

    _changed(consultation, code, moved, "consultation.move_question", by, at)


@transaction.atomic
def drop_question(*, consultation: m.Consultation, code: str, by: str, at: datetime) -> None:
    """Take a question out, with its words. Raises ConsultationRefused where the condition of another speaks of it."""

    def without(before: list[dict[str, Any]], one: dict[str, Any]) -> list[dict[str, Any]]:
        return [other for other in before if other is not one]

    row = _changed(consultation, code, without, "consultation.drop_question", by, at)
    forget(row, f"question:{code}", ())
    for kind in ("option", "row"):
        forget(row, f"{kind}:{code}.", ())


def _changed(
    consultation: m.Consultation,
    code: str,
    change: Callable[[list[dict[str, Any]], dict[str, Any]], list[dict[str, Any]]],
    verb: str,
    by: str,
    at: datetime,
) -> m.Consultation:
    """Change the order of questions, or how many there are, by one of them."""
    row = held(consultation)
    unpublished(row)
    before = _questions(row)
    one = next((each for each in before if each["code"] == code), None)
    if one is None:
        raise ConsultationRefused(_("A pergunta %(code)s já não existe.") % {"code": code})
    after = change(before, one)
    _set(row, after)
    old, new = ([each["code"] for each in side] for side in (before, after))
    record(verb=verb, by=by, at=at, target=target_of(row), old={"questions": old}, new={"questions": new})
    return row


def _questions(row: m.Consultation) -> list[dict[str, Any]]:
    rows = m.Question.objects.filter(consultation=row).order_by("position")
    return [{name: getattr(one, name) for name in FIELDS} for one in rows]


def _unchanged(row: m.Consultation, here: Said, said: Said, words: Mapping[str, str], was: str) -> None:
    """Refuse to write over what somebody else made of a question since, unless it says the same."""
    code = here["code"]
    own = (
        Q(place=f"question:{code}")
        | Q(place__startswith=f"option:{code}.")
        | Q(place__startswith=f"row:{code}.")
    )
    rows = m.Wording.objects.filter(own, consultation=row, language=row.language)
    texts = dict(rows.values_list("place", "text"))
    mine = question_hash(_whole(said), {place: prose(text) for place, text in words.items()})
    if question_hash(here, texts) not in (was, mine):
        raise Conflict({code: texts.get(f"question:{code}", "")})


def _whole(said: Said) -> dict[str, Any]:
    """Return all of a question's fields, with what it is where nothing is said."""
    one = m.Question(**said)
    return {name: getattr(one, name) for name in FIELDS}


def _set(row: m.Consultation, questions: Sequence[Said], code: str = "") -> None:
    """Write all the questions; of one (`code`) the faults are told by field, of the others in words."""
    faults = question_faults(questions)
    if own := {field: words for of, field, words in reversed(faults) if of == code}:
        raise ConsultationRefused(faults=own)
    if faults:
        said = [
            _("Pergunta %(code)s: %(words)s") % {"code": of, "words": words} for of, _field, words in faults
        ]
        raise ConsultationRefused(" ".join(said))
    m.Question.objects.filter(consultation=row).delete()
    m.Question.objects.bulk_create(
        m.Question(consultation=row, position=place, **said) for place, said in enumerate(questions, 1)
    )
