"""Who comes: a registration by its receipt's code, the list of a gathering, what they need, and how many came."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rumo.ground.ledger.queries.receipts import look_up
from rumo.listen.consultations.models import Audience
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.rules import INTERPRETATION, NEEDS
from rumo.science.privacy import K, protected

PREFIX = "registration:"


@dataclass(frozen=True, slots=True)
class Came:
    """How many came to a gathering, as may be shown: None where fewer than K did; by audience, None where a count is hidden."""

    total: int | None
    audiences: dict[str, int | None]


def by_code(code: str) -> m.Registration | None:
    """Return the registration whose receipt's code somebody typed, with its gathering (two queries); None for any other."""
    target = look_up(code) or ""
    if not target.startswith(PREFIX):
        return None
    rows = m.Registration.objects.select_related("gathering__owner")
    return rows.filter(public_id=target.removeprefix(PREFIX)).first()


def seats_of(registration: m.Registration) -> list[m.Seat]:
    """Return a registration's seats with their sessions, in order of time (one query)."""
    rows = m.Seat.objects.filter(registration=registration).select_related("session__municipality")
    return list(rows.order_by("session__starts_at", "session__number"))


def ahead_of(seats: Iterable[m.Seat]) -> dict[int, int]:
    """Return, for each seat that waits, how many wait before it (one query a seat that waits)."""
    waiting = [one for one in seats if one.state == m.Seat.State.WAITING]
    return {
        one.pk: m.Seat.objects.filter(
            session=one.session_id, state=m.Seat.State.WAITING, placed__lt=one.placed
        ).count()
        for one in waiting
    }


def coming(row: m.Gathering, session: m.Session | None = None) -> list[m.Seat]:
    """Return the seats of a gathering or of one session that were not given up, by name (one query)."""
    rows = m.Seat.objects.filter(registration__gathering=row).exclude(state=m.Seat.State.CANCELLED)
    if session is not None:
        rows = rows.filter(session=session)
    return list(
        rows.select_related("registration", "session").order_by(
            "session__starts_at", "session__number", "registration__name", "placed"
        )
    )


def registered(row: m.Gathering) -> list[m.Registration]:
    """Return the registrations of a gathering that were not cancelled, by name (one query)."""
    rows = m.Registration.objects.filter(gathering=row, cancelled_at__isnull=True)
    return list(rows.order_by("name", "pk"))


def needed(rows: Iterable[m.Registration]) -> dict[str, int]:
    """Return how many need what, by the need's name; a language of interpretation as "interpretation:CODE" (no query)."""
    found: Counter[str] = Counter()
    for row in rows:
        for name in NEEDS:
            if said := row.needs.get(name):
                found[f"{name}:{said}" if name == INTERPRETATION else name] += 1
    return dict(found)


def came(row: m.Gathering) -> Counter[str]:
    """Return how many people came to any session of a gathering, by audience, exactly (one query): for the office alone."""
    seats = m.Seat.objects.filter(registration__gathering=row, attended_at__isnull=False)
    return Counter(dict(seats.values_list("registration", "registration__audience").distinct()).values())


def came_each(rows: Iterable[m.Gathering]) -> dict[int, Counter[str]]:
    """Return how many came to each gathering, by audience, exactly (one query): to be protected before it is shown."""
    found: dict[int, Counter[str]] = {row.pk: Counter() for row in rows}
    seats = m.Seat.objects.filter(registration__gathering__in=list(found), attended_at__isnull=False)
    of = ("registration", "registration__gathering", "registration__audience")
    for _one, gathering, audience in seats.values_list(*of).distinct():
        found[gathering][audience] += 1
    return found


def came_shown(row: m.Gathering) -> Came:
    """Return how many came as everybody may read it: nothing of fewer than K people, no audience that could be worked out (one query)."""
    return came_fit(came(row))


def came_fit(exact: Counter[str]) -> Came:
    """Return exact counts by audience as everybody may read them (no query)."""
    total = sum(exact.values())
    if total < K:
        return Came(None, {})
    told = protected(total, {f"audience:{key}": exact.get(key, 0) for key in Audience.values})
    return Came(total, dict(told.dimensions.get("audience", {})))
