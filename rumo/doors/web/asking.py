"""What an address asks of the figures: for which day, as known when, with the invented examples or without."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from rumo.doors.web import clock, formats

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # of all that ISO 8601 allows, the one form told of


class BadQuestion(ValueError):
    """An address that asks something nobody can answer: `where` is the parameter, the text says what to write instead."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True, slots=True)
class Asked:
    """The day asked for, the instant of knowledge (None: all published), whether invented plans count, and what was written out."""

    as_of: date
    known_at: datetime | None
    synthetic: bool
    today: date
    written: tuple[tuple[str, str], ...]

    @property
    def travels(self) -> bool:
        """Tell whether another day than today, or another state of knowledge, is asked for."""
        return self.as_of != self.today or self.known_at is not None

    @property
    def now(self) -> str:
        """Return what a drawing calls the day asked for: "hoje", or the day where it is another."""
        return _("hoje") if self.as_of == self.today else formats.short_day(self.as_of)

    @property
    def query(self) -> str:
        """Return what was written of it as a query string with its mark, empty when nothing: to carry along in links."""
        return f"?{urlencode(self.written)}" if self.written else ""

    @property
    def permalink(self) -> str:
        """Return the query string that will give these very figures at any later time: both times filled in."""
        known = self.known_at or clock.now()
        pairs = [
            ("as_of", self.as_of.isoformat()),
            ("known_at", known.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")),
        ]
        return f"?{urlencode(pairs if self.synthetic else [*pairs, ('exemplos', 'nao')])}"


def asked(request: HttpRequest) -> Asked:
    """Read `as_of`, `known_at` and `exemplos` off a request; raises BadQuestion."""
    today = clock.today()
    get = request.GET
    as_of = day(get, "as_of") or today
    written = tuple((name, get[name]) for name in ("as_of", "known_at", "exemplos") if get.get(name))
    return Asked(as_of, instant(get, "known_at"), _examples(get), today, written)


def day(get: QueryDict, name: str) -> date | None:
    """Return a parameter written YYYY-MM-DD as a date, None when absent; raises BadQuestion."""
    text = get.get(name, "")
    if not text:
        return None
    try:
        if not _WRITTEN.fullmatch(text):
            raise ValueError(text)
        found = date.fromisoformat(text)
    except ValueError:
        raise BadQuestion(
            name,
            _("«%(text)s» não é uma data. Escreva ano-mês-dia, por exemplo 2026-06-30.")
            % {"text": text[:40]},
        ) from None
    if not EARLIEST <= found <= LATEST:
        raise BadQuestion(
            name, _("Escolha uma data entre %(first)s e %(last)s.") % {"first": EARLIEST, "last": LATEST}
        )
    return found


def instant(get: QueryDict, name: str) -> datetime | None:
    """Return a parameter written as an instant, or as a date (its last instant in the country's time zone); raises BadQuestion."""
    text = get.get(name, "")
    if not text:
        return None
    zone = ZoneInfo(settings.TIME_ZONE)
    if len(text) == len("2026-06-30"):
        found = day(get, name)
        assert found is not None  # noqa: S101  (the text is not empty)
        return datetime.combine(found + timedelta(days=1), time(), tzinfo=zone) - timedelta(microseconds=1)
    try:
        if not _WRITTEN.match(text):
            raise ValueError(text)
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError:
        example = "2026-06-30T10:00:00Z"
        raise BadQuestion(
            name,
            _("«%(text)s» não é um momento. Escreva, por exemplo, %(example)s.")
            % {"text": text[:40], "example": example},
        ) from None
    if not EARLIEST <= moment.date() <= LATEST:
        raise BadQuestion(
            name, _("Escolha uma data entre %(first)s e %(last)s.") % {"first": EARLIEST, "last": LATEST}
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _examples(get: QueryDict) -> bool:
    text = get.get("exemplos", "")
    if text not in ("", "sim", "nao"):
        raise BadQuestion("exemplos", _("Escreva exemplos=sim ou exemplos=nao."))
    return text != "nao"
