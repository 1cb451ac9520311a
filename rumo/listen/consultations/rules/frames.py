"""What the frame of a consultation may be: its languages, whom it asks, how, for how long, in which zone."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rumo.listen.consultations.models import Audience, Consultation, Way
from rumo.listen.consultations.rules.terms import LONGEST
from rumo.science.text.languages import NAMES

LANGUAGES = NAMES
"""The languages a consultation may be offered in, each by its own name."""
ZONES: dict[str, Promise] = {
    "Europe/Lisbon": lazy("Continente"),
    "Atlantic/Madeira": lazy("Madeira"),
    "Atlantic/Azores": lazy("Açores"),
}
HOLIDAYS = 30
"""Holidays of its own that a body may name."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


RESERVED = frozenset(("nova",))
"""Words that stand where an address would, in the addresses of the pages."""


def slug_fault(slug: str) -> str:
    """Return what is wrong with a consultation's address; empty when nothing."""
    if not SLUG.fullmatch(slug) or len(slug) > 120:
        return _(
            "O endereço só pode ter letras sem acento, algarismos e hífenes, por exemplo «escola-para-todos»."
        )
    if slug in RESERVED:
        return _("O endereço «%(slug)s» está reservado: escolha outro.") % {"slug": slug}
    return ""


FRAME = (
    "language", "languages", "audiences", "ways", "moderation", "once",
    "term_days", "term_unit", "zone", "local_holidays", "holidays_verified",
)  # fmt: skip
"""The parts of a consultation's frame."""


def frame_faults(frame: Mapping[str, Any], *, language: str = "") -> dict[str, str]:
    """Return what is wrong with parts of a frame, by part; `language` is the consultation's own where the frame does not say it."""
    own = frame.get("language", language)
    checks: dict[str, tuple[Callable[[Any], bool], str]] = {
        "language": (lambda said: said in LANGUAGES, _("Escolha a língua em que os textos são escritos.")),
        "languages": (
            lambda said: _all_in(said, LANGUAGES) and (not own or own in said),
            _("Escolha línguas da lista; a língua em que os textos são escritos tem de ser uma delas."),
        ),
        "audiences": (lambda said: _all_in(said, Audience.values), _("Escolha da lista a quem se dirige.")),
        "ways": (lambda said: _all_in(said, Way.values), _("Escolha da lista as formas de participar.")),
        "moderation": (
            lambda said: said in Consultation.Moderation.values,
            _("Escolha quando se leem os textos."),
        ),
        "once": (lambda said: isinstance(said, bool), _("Diga se cada pessoa responde uma só vez.")),
        "term_days": (_is_term, _("Escreva um número de dias de 1 a %(most)s.") % {"most": LONGEST}),
        "term_unit": (
            lambda said: said in Consultation.Unit.values,
            _("Escolha dias úteis ou dias seguidos."),
        ),
        "zone": (lambda said: said in ZONES, _("Escolha onde é a hora do fim.")),
        "local_holidays": (
            _are_days,
            _("Escreva cada feriado numa linha, ano-mês-dia, por exemplo 2027-06-13; %(most)s no máximo.")
            % {"most": HOLIDAYS},
        ),
        "holidays_verified": (
            lambda said: isinstance(said, bool),
            _("Diga se os feriados locais estão certos."),
        ),
    }
    return {
        name: words for name, (right, words) in checks.items() if name in frame and not right(frame[name])
    }


def _all_in(said: Any, known: Any) -> bool:
    return (
        isinstance(said, list) and len(set(map(str, said))) == len(said) and all(one in known for one in said)
    )


def _is_term(said: Any) -> bool:
    return isinstance(said, int) and not isinstance(said, bool) and 1 <= said <= LONGEST


def _are_days(said: Any) -> bool:
    return isinstance(said, list) and len(said) <= HOLIDAYS and all(_is_day(one) for one in said)


def _is_day(said: Any) -> bool:
    if not isinstance(said, str) or not _DAY.fullmatch(said):
        return False
    try:
        return 1900 <= date.fromisoformat(said).year < 2200
    except ValueError:
        return False
