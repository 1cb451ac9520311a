"""Gatherings as pages and machines read them: which are published, one with its sessions, agenda, documents and people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from rumo.ground.files.models import StoredFile
from rumo.listen.gatherings import models as m


@dataclass(frozen=True, slots=True)
class Places:
    """A session and how many have a seat or wait; `free` is None where there is no limit."""

    session: m.Session
    confirmed: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Return how many may still come at once: none while others wait."""
        capacity = self.session.capacity
        if capacity is None:
            return None
        return 0 if self.waiting else max(0, capacity - self.confirmed)


@dataclass(frozen=True, slots=True)
class Whole:
    """A gathering with all that its page tells."""

    row: m.Gathering
    places: list[Places]
    items: dict[int, list[m.Item]]
    documents: list[m.Document]
    people: list[m.InCharge]

    @property
    def sessions(self) -> list[m.Session]:
        """Return its sessions, in order of time."""
        return [one.session for one in self.places]


def published() -> list[m.Gathering]:
    """Return every gathering that was published, cancelled ones too (one query)."""
    rows = m.Gathering.objects.exclude(state=m.Gathering.State.DRAFT)
    return list(rows.select_related("owner", "consultation", "process").order_by("pk"))


def published_one(slug: str) -> m.Gathering | None:
    """Return a gathering that was published, by its public name (one query)."""
    rows = m.Gathering.objects.exclude(state=m.Gathering.State.DRAFT)
    return rows.select_related("owner", "consultation", "process").filter(slug=slug).first()


def sessions_of(rows: Iterable[m.Gathering]) -> dict[int, list[m.Session]]:
    """Return the sessions of gatherings, in order of time, by gathering (one query)."""
    found: dict[int, list[m.Session]] = {row.pk: [] for row in rows}
    for one in m.Session.objects.filter(gathering__in=list(found)).select_related("municipality"):
        found[one.gathering_id].append(one)
    return found


def places(row: m.Gathering) -> list[Places]:
    """Return a gathering's sessions with how many come to each (two queries)."""
    sessions = m.Session.objects.filter(gathering=row).select_related("municipality")
    counted = m.Seat.objects.filter(session__gathering=row).values("session")
    told = counted.annotate(
        confirmed=Count("pk", filter=Q(state=m.Seat.State.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=m.Seat.State.WAITING)),
    )
    by = {one["session"]: one for one in told.order_by()}
    none = {"confirmed": 0, "waiting": 0}
    found = []
    for session in sessions:
        session.gathering = row
        one = by.get(session.pk, none)
        found.append(Places(session, one["confirmed"], one["waiting"]))
    return found


def whole(row: m.Gathering) -> Whole:
    """Return a gathering with all that its page tells (five queries)."""
    items: dict[int, list[m.Item]] = {}
    for item in m.Item.objects.filter(session__gathering=row):
        items.setdefault(item.session_id, []).append(item)
    return Whole(row, places(row), items, documents_of(row), list(m.InCharge.objects.filter(gathering=row)))


def documents_of(row: m.Gathering) -> list[m.Document]:
    """Return the documents that may be read, in their order (one query): a file that was not released is not among them."""
    rows = m.Document.objects.filter(gathering=row, file__state=StoredFile.State.RELEASED)
    return list(rows.select_related("file"))


def lacking(row: m.Gathering, sessions: Sequence[m.Session]) -> list[str]:
    """Return what a gathering lacks to be published, by name: "summary", "sessions"."""
    has = {"summary": row.summary, "sessions": sessions}
    return [name for name, there in has.items() if not there]
