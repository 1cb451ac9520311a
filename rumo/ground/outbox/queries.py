"""Reads of the outbox: the letters and jobs that are due, those given up, and up to when time was moved on."""

from collections.abc import Iterable
from datetime import datetime

from rumo.ground.outbox.models import Job, Message, Ticked


def waiting(most: int = 200, *, at: datetime | None = None) -> list[Message]:
    """Return the letters neither sent nor given up (with `at`: that may be tried by then), oldest first (one query)."""
    rows = Message.objects.filter(sent_at__isnull=True, given_up_at__isnull=True)
    if at is not None:
        rows = rows.filter(due_at__lte=at)
    return list(rows.order_by("posted_at", "pk")[:most])


def count_waiting() -> int:
    """Return how many letters are neither sent nor given up (one query)."""
    return Message.objects.filter(sent_at__isnull=True, given_up_at__isnull=True).count()


def given_up(since: datetime | None = None) -> int:
    """Return how many letters were given up (since an instant; one query)."""
    rows = Message.objects.filter(given_up_at__isnull=False)
    return (rows.filter(given_up_at__gte=since) if since is not None else rows).count()


def due_jobs(*, at: datetime, most: int = 50) -> list[Job]:
    """Return the jobs that may be done by now, oldest first (one query)."""
    rows = Job.objects.filter(done_at__isnull=True, given_up_at__isnull=True, due_at__lte=at)
    return list(rows.order_by("posted_at", "pk")[:most])


def last_jobs(keys: Iterable[str]) -> dict[str, Job]:
    """Return the last job asked under each key that has one (one query)."""
    rows = Job.objects.filter(key__in=list(keys)).order_by("pk")
    return {row.key: row for row in rows}


def reached(name: str) -> datetime | None:
    """Return up to when something that time does was done, None if it never was (one query)."""
    return Ticked.objects.filter(name=name).values_list("at", flat=True).first()
