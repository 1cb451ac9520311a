"""The one clock: only doors read it, and pass `at` or a day down as an argument."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)
_request: ContextVar[list[datetime] | None] = ContextVar("request", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC: the database's on PostgreSQL (one clock for every process), else this machine's."""
    if (at := _frozen.get()) is not None:
        return at
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    read = _request.get()
    if read:
        return read[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant = cursor.fetchone()[0].astimezone(UTC)
    if read is not None:
        read.append(instant)
    return instant


class OneInstant:
    """A request has one present: the database is asked for it once, when it is first wanted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Forget the instant of the request before."""
        held = _request.set([])
        try:
            return self.get_response(request)
        finally:
            _request.reset(held)


def today() -> date:
    """The present day in the country's time zone, from this machine's clock, so that a cached page asks the database nothing for it."""
    return (_frozen.get() or datetime.now(UTC)).astimezone(ZoneInfo(settings.TIME_ZONE)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Hold the clock at the aware instant `at` within the block (tests and the seed); a naive one raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("frozen() needs an aware instant")
    held = _frozen.set(at.astimezone(UTC))
    try:
        yield at
    finally:
        _frozen.reset(held)
