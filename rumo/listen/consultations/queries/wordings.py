"""The words of a consultation in a reader's language, each with the language it really is in and the state of its translation."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from rumo.listen.consultations.models import Consultation, Wording
from rumo.listen.consultations.rules import FRAME


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is shown: in which language, and how it came to be in it (`source`, `machine`, `human`, `reviewed`)."""

    text: str
    language: str
    state: str = "source"
    out_of_date: bool = False

    def __str__(self) -> str:
        """Return the text."""
        return self.text

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.text)


def hash_of(text: str) -> str:
    """Return the short hash that says which text a translation was made from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def frame_hash(consultation: Consultation) -> str:
    """Return the hash that says which frame a form was drawn with."""
    return hash_of(json.dumps([getattr(consultation, name) for name in FRAME]))


def question_hash(question: Mapping[str, Any], texts: Mapping[str, object]) -> str:
    """Return the hash that says which question, with its words by place, a form was drawn with; other questions' words change nothing."""
    code = question["code"]
    own = (f"question:{code}", f"option:{code}.", f"row:{code}.")
    words = {
        place: str(text) for place, text in texts.items() if place == own[0] or place.startswith(own[1:])
    }
    return hash_of(json.dumps([dict(question), words], sort_keys=True))


def words_of(consultation: Consultation, language: str) -> Mapping[str, Words]:
    """Return every text of a consultation by place, in a language where there is a translation, else in its own (one query)."""
    own = consultation.language
    rows = Wording.objects.filter(consultation=consultation, language__in={own, language})
    source: dict[str, Wording] = {}
    wanted: dict[str, Wording] = {}
    for row in rows:
        (source if row.language == own else wanted)[row.place] = row
    return {
        place: _shown(row, wanted.get(place)) if language != own else Words(row.text, own)
        for place, row in source.items()
    }


def _shown(source: Wording, wanted: Wording | None) -> Words:
    if wanted is None or not wanted.text:
        return Words(source.text, source.language)
    return Words(wanted.text, wanted.language, wanted.state, wanted.of_hash != hash_of(source.text))


def heads_of(rows: Sequence[Consultation], language: str) -> dict[int, dict[str, Words]]:
    """Return the title and summary of each consultation by row id and place, as `words_of` gives them (one query)."""
    texts = Wording.objects.filter(
        consultation__in=rows,
        place__in=("title", "summary"),
        language__in=(language, F("consultation__language")),
    ).exclude(text="")
    own = {row.pk: row.language for row in rows}
    found: dict[int, dict[str, Words]] = {row.pk: {} for row in rows}
    sources: dict[tuple[int, str], Wording] = {}
    for one in sorted(
        texts, key=lambda one: one.language != own[one.consultation_id]
    ):  # a text before its translation
        source = sources.setdefault((one.consultation_id, one.place), one)
        found[one.consultation_id][one.place] = _shown(source, one if one is not source else None)
    return found


def completeness(consultation: Consultation) -> dict[str, dict[str, int]]:
    """Return by language how many of a consultation's texts are in each state: none, machine, human, reviewed, out_of_date (one query)."""
    rows = list(
        Wording.objects.filter(consultation=consultation)
        .exclude(text="")
        .exclude(place__startswith="design:")
    )
    sources = {row.place: hash_of(row.text) for row in rows if row.language == consultation.language}
    found = {}
    for language in consultation.languages:
        if language == consultation.language:
            continue
        counts = dict.fromkeys(("none", "machine", "human", "reviewed", "out_of_date"), 0)
        mine = {row.place: row for row in rows if row.language == language and row.text}
        for place, digest in sources.items():
            row = mine.get(place)
            state = "none" if row is None else "out_of_date" if row.of_hash != digest else row.state
            counts[state] += 1
        found[language] = counts
    return found
