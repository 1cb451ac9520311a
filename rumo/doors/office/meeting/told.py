"""Times of sessions in words, and what people need."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from rumo.doors.web.formats import short_day
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.gatherings.models import Session
from rumo.listen.gatherings.rules import INTERPRETATION, NEEDS


def when_words(session: Session, zone: str) -> str:
    """Return the day and the hours of a session, where it is."""
    here = ZoneInfo(zone)
    start, end = session.starts_at.astimezone(here), session.ends_at.astimezone(here)
    return f"{short_day(start.date())}, {start:%H:%M}–{end:%H:%M}"


def need_words(needs: Mapping[str, Any]) -> list[str]:
    """Return what somebody needs, in words."""
    return [need_name(name, str(said)) for name, said in needs.items() if name in NEEDS]


def need_name(name: str, language: str = "") -> str:
    """Return a need in words; interpretation says into which language."""
    words = str(NEEDS[name])
    return f"{words}: {LANGUAGES.get(language, language)}" if name == INTERPRETATION else words
