"""The results of a consultation as they may be shown: the newest edition, the count of this moment, who was invited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from rumo.listen.consultations.models import Consultation, Invitation
from rumo.listen.contributions.models import Contribution, Edition
from rumo.listen.contributions.queries.reading import count

STILL = timedelta(days=30)
"""How long after closing the results may still change."""


@dataclass(frozen=True, slots=True)
class Invited:
    """How many bodies of a kind were invited, how many of them took part, and how many were written to again."""

    kind: str
    invited: int
    answered: int
    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """What is shown: `total` is of this moment, `edition` (with its tables) of when it was made, None before the first."""

    consultation: Consultation
    total: int
    edition: Edition | None
    invited: tuple[Invited, ...]

    @property
    def tables(self) -> Mapping[str, Any]:
        """Return the protected tables; none before the first edition."""
        return self.edition.tables if self.edition else {}


def results(consultation: Consultation) -> Results:
    """Return the results of a consultation (three queries)."""
    editions = Edition.objects.filter(consultation=consultation).defer("exact").order_by("-number")
    return Results(consultation, count(consultation), editions.first(), _invited(consultation))


def _invited(consultation: Consultation) -> tuple[Invited, ...]:
    """Bodies by kind; one took part when a contribution in its name, verified as its own, counts (one query)."""
    said = Contribution.objects.filter(
        consultation=consultation, state=Contribution.State.RECEIVED, organisation=OuterRef("entity")
    )
    rows = Invitation.objects.filter(consultation=consultation).annotate(took_part=Exists(said))
    found = rows.values_list("kind").annotate(
        all=Count("pk"),
        some=Count("pk", filter=Q(took_part=True)),
        again=Count("pk", filter=Q(reminded_at__isnull=False)),
    )
    return tuple(Invited(*one) for one in found.order_by("kind"))


def to_count(*, at: datetime) -> list[Consultation]:
    """Return the consultations whose results may be due: open, closed so lately that they could still change, or never counted since (one query)."""
    counted = Edition.objects.filter(consultation=OuterRef("pk"), made_at__gte=OuterRef("closes_at"))
    rows = Consultation.objects.filter(opens_at__lte=at, state=Consultation.State.PUBLISHED)
    return list(rows.filter(Q(closes_at__gt=at - STILL) | ~Exists(counted)).order_by("pk"))
