"""The consultations of the demonstration, invented and said to be: one that is open, and one that closed and was answered."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from rumo.ground.people.models import Entity
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation, Way
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.contributions.rules.saying import Said, Text
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.queries import unanswered

FOLDER = Path(__file__).resolve().parents[2] / "data" / "consultations"
AUDIENCES = [
    "residents",
    "migrants",
    "associations",
    "local_authorities",
    "public_administration",
    "academia",
]
ANOTHER = "moderacao-exemplo"
MANY = 48
"""Closed answers of the consultation that closed: enough for its results to be shown."""


def bring(*, by: str, at: datetime) -> int:
    """Draft, word, publish and fill every consultation of the seed that is not here; return how many were brought."""
    made = 0
    for path in sorted(FOLDER.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        if not Consultation.objects.filter(slug=said["slug"]).exists():
            _bring(said, by=by, at=at)
            made += 1
    return made


def _bring(said: dict[str, Any], *, by: str, at: datetime) -> None:
    began = at - timedelta(days=said["began_days_ago"])
    row = consultations.draft(
        slug=said["slug"],
        owner=Entity.objects.get(kind=Entity.Kind.NATIONAL),
        title=said["words"]["title"]["pt"],
        synthetic=True,
        languages=said["languages"],
        audiences=AUDIENCES,
        ways=_ways(said),
        term_days=said["term_days"],
        by=by,
        at=began,
    )
    _word(row, said, by=by, at=began)
    row = consultations.publish(consultation=row, country=settings.COUNTRY, by=by, at=began)
    if said["said"]:
        _fill(row, said["said"], by=by, at=at)


def _ways(said: dict[str, Any]) -> list[str]:
    ways = [Way.QUESTIONNAIRE.value]
    if said["paragraphs"]:
        ways.append(Way.TEXT)
    if said["statements"]:
        ways += [Way.STATEMENTS, Way.PROPOSALS, Way.POSITIONS]
    return ways


def _word(row: Consultation, said: dict[str, Any], *, by: str, at: datetime) -> None:
    """Write what the consultation asks, and its translations."""
    act: dict[str, Any] = {"consultation": row, "by": by, "at": at}
    consultations.reword(words={place: texts["pt"] for place, texts in said["words"].items()}, **act)
    consultations.ask(questions=said["questions"], **act)
    if said["paragraphs"]:
        consultations.put_text(paragraphs=[tuple(one) for one in said["paragraphs"]], **act)
    if said["statements"]:
        consultations.state(texts=[one["pt"] for one in said["statements"]], **act)
    for language in said["languages"]:
        words = {place: texts[language] for place, texts in said["words"].items() if language in texts}
        words |= {f"statement:{n}": one[language] for n, one in enumerate(said["statements"], 1)}
        if language != "pt":
            consultations.reword(words=words, language=language, **act)


def _fill(row: Consultation, said: list[list[str]], *, by: str, at: datetime) -> None:
    """Say what was said while it was open, show it, and count and answer it after closing."""
    for number, one in enumerate(_everything(said)):
        when = row.opens_at + timedelta(hours=3 + 11 * number % 700)  # type: ignore[operator] # it is published
        contributions.submit(consultation=row, said=one, token=_token(row, number), at=when)
    for passage in Passage.objects.filter(contribution__consultation=row):
        contributions.moderate(passage=passage, shown=True, reason="", note="", by=ANOTHER, at=row.closes_at)  # type: ignore[arg-type]
    consultations.record_closing(consultation=row, by=by, at=at)
    contributions.make_edition(consultation=row, by=by, at=at)
    answered = min(at, row.closes_at + timedelta(days=60))  # type: ignore[operator]
    with translation.override("pt"):
        waiting: list[Contribution] = list(unanswered(row))
        synthesis.respond(
            contributions=waiting,
            disposition="partly",
            reason="A proposta de horários ao fim do dia e ao sábado entra nas orientações. Quem abre as salas e quem fica com as crianças decide-se em cada município (exemplo).",
            language="pt",
            by=by,
            at=answered,
        )
        synthesis.declare_answered(consultation=row, by=by, at=answered)


def _everything(said: list[list[str]]) -> Iterator[Said]:
    """The texts, then closed answers alone."""
    for language, audience, hours, text in said:
        texts = {"question:missing": Text(text, public=True)}
        yield Said(Kind.QUESTIONNAIRE, language, audience, {"hours": hours}, texts)
    hours, audiences, languages = (
        ("evening", "weekend", "morning"),
        ("migrants", "residents"),
        ("pt", "en", "ar"),
    )
    for number in range(MANY):
        yield Said(
            Kind.QUESTIONNAIRE,
            languages[number % 3],
            audiences[number % 2],
            {"hours": hours[(number * 7) % 3 if number % 4 else 0]},
        )


def _token(row: Consultation, number: int) -> str:
    return hashlib.sha256(f"seed:{row.slug}:{number}".encode()).hexdigest()
