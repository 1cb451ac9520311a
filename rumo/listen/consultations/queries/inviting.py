"""Who is asked to take part: the bodies on the register, and those invited, by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Consultation, Invitation


@dataclass(frozen=True, slots=True)
class Body:
    """A body to invite: one on the register (`entity`), or any other by its name, with an address to write to where there is one."""

    kind: str
    name: str
    email: str = ""
    entity: Entity | None = None


def on_register(kinds: Iterable[str], *, but: int = 0) -> list[Body]:
    """Return the bodies of these kinds on the register, but one (a key), as `actions.invite` takes them (one query)."""
    rows = Entity.objects.filter(kind__in=list(kinds)).exclude(pk=but).order_by("kind", "name")
    return [Body(one.kind, one.name, entity=one) for one in rows]


def register_counts() -> dict[str, int]:
    """Return how many bodies of each kind there are on the register (one query)."""
    rows = Entity.objects.values("kind").annotate(count=Count("pk")).order_by()
    return {row["kind"]: row["count"] for row in rows}


def invitations(consultation: Consultation) -> list[Invitation]:
    """Return who was invited, by kind and name (one query)."""
    return list(Invitation.objects.filter(consultation=consultation).order_by("kind", "name"))


def to_remind(*, before: timedelta, at: datetime) -> list[Consultation]:
    """Return the consultations that are open, close in less than `before`, and have somebody invited who was not reminded (one query)."""
    waiting = Invitation.objects.filter(consultation=OuterRef("pk"), reminded_at__isnull=True)
    rows = Consultation.objects.filter(
        state=Consultation.State.PUBLISHED, opens_at__lte=at, closes_at__gt=at, closes_at__lte=at + before
    )
    return list(rows.filter(Exists(waiting)).order_by("pk"))
