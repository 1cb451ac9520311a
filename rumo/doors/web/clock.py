"""The one clock: only doors read it, and pass `at` or a day down as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC: the database's on PostgreSQL (one clock for every process), else this machine's."""
    if (at := _frozen.get()) is not None:
        return at
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
    return instant.astimezone(UTC)


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
