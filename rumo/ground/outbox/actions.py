"""Every write of the outbox: post letters and jobs in the caller's transaction, take one, note what became of it; and move time on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rumo.ground.outbox.models import Job, Message, Ticked

TRIES = 12
"""Attempts before a letter is given up; each wait is twice the one before (1 min … 17 h): it is given up after a day and a half."""
HELD = timedelta(minutes=5)
"""How long a letter taken to be sent is left alone: longer than a mail server is waited for (EMAIL_TIMEOUT)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to post: see `Message`; `payload` holds JSON values only, which is what its template is given."""

    kind: str
    key: str
    to: str
    language: str
    payload: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def post(
    *, kind: str, key: str, to: str, language: str, at: datetime, payload: dict[str, Any] | None = None
) -> Message | None:
    """Write a letter within the caller's transaction; return None when one with this key was posted before.

    `payload` holds JSON values only: what the letter's template is given. The act that posts it is what the ledger records.
    """
    row, made = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "language": language,
            "payload": payload or {},
            "posted_at": at,
            "due_at": at,
        },
    )
    return row if made else None


@transaction.atomic
def post_all(*, letters: Iterable[Letter], at: datetime) -> list[str]:
    """Write many letters in the caller's transaction, but none whose key was posted before; return the keys written (two queries for every 500)."""
    every = {letter.key: letter for letter in letters}
    keys, written = list(every), []
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        known = set(Message.objects.filter(key__in=part).values_list("key", flat=True))
        new = [every[key] for key in part if key not in known]
        Message.objects.bulk_create(
            (
                Message(
                    kind=letter.kind,
                    key=letter.key,
                    to=letter.to,
                    language=letter.language,
                    payload=letter.payload,
                    posted_at=at,
                    due_at=at,
                )
                for letter in new
            ),
            ignore_conflicts=True,
        )
        written += [letter.key for letter in new]
    return written


@transaction.atomic
def take(*, message: Message, at: datetime) -> bool:
    """Take a letter in order to send it; False when somebody else has it, or it is no longer due. It is let go of after HELD."""
    waiting = Message.objects.filter(
        pk=message.pk, due_at__lte=at, sent_at__isnull=True, given_up_at__isnull=True
    )
    return waiting.update(due_at=at + HELD) == 1


@transaction.atomic
def sent(*, message: Message, at: datetime) -> None:
    """Note that a letter has left; its payload is emptied, for it may hold a one-time link.

    Of a letter whose address is sealed (`to` is empty) no row stays: when it was written would tell beside what.
    """
    if not message.to:
        Message.objects.filter(pk=message.pk).delete()
        return
    Message.objects.filter(pk=message.pk).update(sent_at=at, payload={}, fault="")


@transaction.atomic
def failed(*, message: Message, why: str, at: datetime) -> bool:
    """Note that sending failed, and when to try again; after TRIES attempts the letter is given up, which is what is returned.

    `rumo doctor` tells of letters given up.
    """
    tries = message.tries + 1
    given_up = tries >= TRIES
    Message.objects.filter(pk=message.pk).update(
        tries=tries,
        fault=why[:1000],
        due_at=at + wait_after(tries),
        given_up_at=at if given_up else None,
    )
    return given_up


@transaction.atomic
def ask(*, kind: str, key: str, payload: dict[str, Any], at: datetime) -> Job | None:
    """Write a job within the caller's transaction; None while one with this key waits already. The act that asks is in the ledger."""
    row, made = Job.objects.get_or_create(
        key=key,
        done_at=None,
        given_up_at=None,
        defaults={"kind": kind, "payload": payload, "posted_at": at, "due_at": at},
    )
    return row if made else None


@transaction.atomic
def take_job(*, job: Job, at: datetime) -> bool:
    """Take a job in order to do it; False when somebody else has it, or it is no longer due. It is let go of after HELD."""
    waiting = Job.objects.filter(pk=job.pk, due_at__lte=at, done_at__isnull=True, given_up_at__isnull=True)
    return waiting.update(due_at=at + HELD) == 1


@transaction.atomic
def done(*, job: Job, at: datetime) -> None:
    """Note that a job is done; what it was asked with goes."""
    Job.objects.filter(pk=job.pk).update(done_at=at, payload={}, fault="")


@transaction.atomic
def job_failed(*, job: Job, why: str, at: datetime) -> bool:
    """Note that a job failed and when to try again; after TRIES attempts it is given up, which is what is returned."""
    tries = job.tries + 1
    given_up = tries >= TRIES
    Job.objects.filter(pk=job.pk).update(
        tries=tries,
        fault=why[:1000],
        due_at=at + wait_after(tries),
        given_up_at=at if given_up else None,
    )
    return given_up


def wait_after(tries: int) -> timedelta:
    """Return how long a letter waits after so many tries: 1, 2, 4 … minutes."""
    return timedelta(minutes=2 ** (tries - 1))


@transaction.atomic
def advance(*, name: str, to: datetime) -> datetime | None:
    """Note that something was done up to `to`, and return up to when it was before (None: never).

    Called within the transaction that does it: of two at once the second waits for the first, and finds it done. Time never
    goes back: where it was done up to later already, nothing is noted and the later instant returned.
    """
    row, made = Ticked.objects.get_or_create(name=name, defaults={"at": to})
    if made:
        return None
    row = Ticked.objects.select_for_update().get(pk=row.pk)
    before = row.at
    if to > before:
        row.at = to
        row.save(update_fields=["at"])
    return before
