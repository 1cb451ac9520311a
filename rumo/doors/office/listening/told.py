"""The standing of a consultation in words: its phase, its days, what waits for somebody."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from rumo.doors.web.formats import day, short_day
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import LANGUAGES as OWN_NAMES
from rumo.listen.consultations.rules import Phase

PHASES: dict[Phase, Promise] = {
    Phase.DRAFT: lazy("em preparação"),
    Phase.COMING: lazy("abre em breve"),
    Phase.OPEN: lazy("aberta"),
    Phase.CLOSED: lazy("fechada"),
    Phase.CANCELLED: lazy("anulada"),
}
LANGUAGES: dict[str, Promise] = {
    "pt": lazy("português"), "en": lazy("inglês"), "fr": lazy("francês"), "es": lazy("espanhol"), "uk": lazy("ucraniano"),
    "ro": lazy("romeno"), "ru": lazy("russo"), "ar": lazy("árabe"), "ur": lazy("urdu"), "hi": lazy("hindi"),
    "bn": lazy("bengali"), "ne": lazy("nepalês"), "zh": lazy("chinês"),
}  # fmt: skip
"""The names by which the office knows the languages; each is called by its own beside it."""
TAGS = {Phase.DRAFT: "quiet", Phase.COMING: "", Phase.OPEN: "good", Phase.CLOSED: "", Phase.CANCELLED: "bad"}


def language(code: str) -> str:
    """Return a language by the office's name for it, and by its own."""
    return f"{LANGUAGES[code]} · {OWN_NAMES[code]}" if code in LANGUAGES else code


def waits(row: Consultation, phase: Phase, *, at: datetime) -> str:
    """Return what is due next, in a few words; empty where nothing is."""
    today = at.astimezone(ZoneInfo(row.zone)).date()
    if phase is Phase.DRAFT:
        return _("Por publicar")
    if phase is Phase.COMING and row.first_on:
        return _("Abre em %(day)s") % {"day": short_day(row.first_on)}
    if phase is Phase.OPEN and row.last_on:
        return _left((row.last_on - today).days)
    if phase is Phase.CLOSED and row.answer_by:
        return _("Responder até %(day)s") % {"day": short_day(row.answer_by)}
    return ""


def _left(days: int) -> str:
    if days == 0:
        return _("Fecha hoje às 23:59")
    return ngettext("Falta %(n)s dia", "Faltam %(n)s dias", days) % {"n": days}


def term_words(first: date | None, last: date | None) -> str:
    """Return the days on which one may take part."""
    return (
        _("De %(first)s até às 23:59 de %(last)s") % {"first": day(first), "last": day(last)} if first else ""
    )
