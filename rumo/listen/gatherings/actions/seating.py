"""Seats: given under the lock of the session's row, so that no two are given the last; those who wait move up in their order."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from rumo.ground.ledger.actions import record
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions import letters

CONFIRMED, WAITING, CANCELLED = m.Seat.State.CONFIRMED, m.Seat.State.WAITING, m.Seat.State.CANCELLED


def target_of(registration: m.Registration) -> str:
    """Return the name the ledger knows a registration by."""
    return f"registration:{registration.public_id}"


def locked(gathering: m.Gathering, numbers: Collection[int] | None = None) -> list[m.Session]:
    """Return sessions of a gathering (all unless told), each row held until the transaction ends, always in the same order.

    SQLite writes one transaction at a time, each begun as one that writes (settings): there the lock is the transaction's own.
    """
    rows = m.Session.objects.select_for_update().filter(gathering=gathering).order_by("pk")
    found = list(rows if numbers is None else rows.filter(number__in=numbers))
    for one in found:
        one.gathering = gathering
    return found


def seat(registration: m.Registration, session: m.Session, *, at: datetime) -> m.Seat:
    """Give a seat in a session whose row is held: confirmed while there is room and nobody waits, else at the end of those who wait."""
    rows = m.Seat.objects.filter(session=session)
    last = rows.aggregate(last=Max("placed"))["last"] or 0
    free = _room(session) and not rows.filter(state=WAITING).exists()
    return m.Seat.objects.create(
        registration=registration,
        session=session,
        state=CONFIRMED if free else WAITING,
        placed=last + 1,
        confirmed_at=at if free else None,
    )


def move_up(session: m.Session, *, by: str, at: datetime) -> int:
    """Confirm those who wait, in order, while there is room in a session whose row is held; tell them; return how many.

    Nobody moves once the session has ended, nor in a gathering that is cancelled.
    """
    if at >= session.ends_at or session.gathering.state != m.Gathering.State.PUBLISHED:
        return 0
    waiting = m.Seat.objects.filter(session=session, state=WAITING).order_by("placed")
    moved = list(waiting.select_related("registration")[: _free(session)])
    for one in moved:
        one.state, one.confirmed_at = CONFIRMED, at
        one.save(update_fields=["state", "confirmed_at"])
        one.session, one.registration.gathering = session, session.gathering
        told = {"session": session.number}
        record(verb="registration.move", by=by, at=at, target=target_of(one.registration), new=told)
    letters.tell(letters.MOVED, [(one.registration, [one]) for one in moved], at)
    return len(moved)


def confirmed(session: m.Session) -> int:
    """Return how many have a confirmed seat."""
    return m.Seat.objects.filter(session=session, state=CONFIRMED).count()


def _free(session: m.Session) -> int | None:
    """How many seats are left; None where there is no limit."""
    return None if session.capacity is None else max(0, session.capacity - confirmed(session))


def _room(session: m.Session) -> bool:
    return _free(session) != 0
