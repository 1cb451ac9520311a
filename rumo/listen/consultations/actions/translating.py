"""The texts of a consultation in its other languages, each with how it came to be in it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.ledger.actions import record
from rumo.listen.consultations import models as m
from rumo.listen.consultations.actions.writing import (
    ConsultationRefused,
    held,
    target_of,
    unchanged,
    write_words,
)

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
