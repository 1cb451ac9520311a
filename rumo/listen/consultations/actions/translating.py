"""The texts of a consultation in its other languages, each with how it came to be in it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.ledger.actions import record
from rumo.ground.outbox.actions import ask
from rumo.listen.consultations import models as m
from rumo.listen.consultations.actions.writing import (
    ConsultationRefused,
    held,
    target_of,
    unchanged,
    write_words,
)
from rumo.listen.consultations.queries import to_translate
from rumo.listen.consultations.rules import longest

JOB = "translate.consultation"
"""The kind of job that translates what a consultation lacks in a language."""
STATES = (m.Wording.State.MACHINE, m.Wording.State.HUMAN, m.Wording.State.REVIEWED)


@transaction.atomic
def translate(
    *,
    consultation: m.Consultation,
    language: str,
    texts: Mapping[str, tuple[str, str]],
    by: str,
    at: datetime,
    was: Mapping[str, str] | None = None,
) -> None:
    """Write translations by place, each (text, state); an empty text takes the translation away. At any time.

    `was`: as `reword` takes it. Raises ConsultationRefused, Conflict.
    """
    row = held(consultation)
    if language == row.language or language not in row.languages:
        raise ConsultationRefused(_("A consulta não é oferecida nessa língua."))
    sources = m.Wording.objects.filter(consultation=row, language=row.language, place__in=list(texts))
    if len(sources) < len(texts) or not {state for _text, state in texts.values()} <= set(STATES):
        raise ConsultationRefused(_("Esta página já não é a que está guardada: volte a abri-la."))
    unchanged(row, {place: text for place, (text, _state) in texts.items()}, language, was or {})
    for state in STATES:
        words = {place: text for place, (text, of) in texts.items() if of == state}
        write_words(row, words, language, state, by, at)
    told = {"language": language, "places": sorted(texts)}
    record(verb="consultation.translate", by=by, at=at, target=target_of(row), new=told)


def job_key(consultation: m.Consultation, language: str) -> str:
    """Return the key of the job that translates a consultation into a language."""
    return f"{JOB}:{consultation.slug}:{language}"


@transaction.atomic
def ask_translation(*, consultation: m.Consultation, language: str, by: str, at: datetime) -> bool:
    """Ask a machine for what is not translated into a language, and for what it translated of a text that changed since.

    False where it was asked already and waits, or nothing is missing. Raises ConsultationRefused.
    """
    row = held(consultation)
    if language == row.language or language not in row.languages:
        raise ConsultationRefused(_("A consulta não é oferecida nessa língua."))
    payload = {"consultation": row.slug, "language": language}
    if (
        not to_translate(row, language)
        or ask(kind=JOB, key=job_key(row, language), payload=payload, at=at) is None
    ):
        return False
    record(
        verb="consultation.ask_translation", by=by, at=at, target=target_of(row), new={"language": language}
    )
    return True


@transaction.atomic
def translate_by_machine(
    *,
    consultation: m.Consultation,
    language: str,
    texts: Mapping[str, tuple[str, str]],
    by: str,
    at: datetime,
) -> int:
    """Keep what a machine made of texts, by place: (the text it was given, its translation); return how many were kept.

    What somebody wrote or revised meanwhile stays, and what changed meanwhile waits for the next time.
    """
    row = held(consultation)
    if language not in row.languages:  # taken out meanwhile
        return 0
    lacking = {pair.place: pair.source for pair in to_translate(row, language)}
    words = {
        place: text[: longest(place)]
        for place, (source, text) in texts.items()
        if text and lacking.get(place) == source
    }
    if words:
        write_words(row, words, language, m.Wording.State.MACHINE, by, at)
        told = {"language": language, "places": sorted(words), "state": m.Wording.State.MACHINE.value}
        record(verb="consultation.translate", by=by, at=at, target=target_of(row), new=told)
    return len(words)
