"""Sheets typed in for others: their batches, who may see which, and several contributions read whole at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from rumo.ground.people.models import Membership, Role
from rumo.ground.people.rules import Who
from rumo.listen.consultations.rules.permits import READERS
from rumo.listen.contributions.models import Attachment, Batch, Contribution, Kind, Passage, Vote
from rumo.listen.contributions.queries.reading import Whole

Part = TypeVar("Part", Passage, Attachment)


@dataclass(frozen=True, slots=True)
class Pile:
    """A batch, how many sheets it has and how many of them nobody has compared yet."""

    batch: Batch
    sheets: int
    unread: int


def batches_seen_by(who: Who) -> QuerySet[Batch]:
    """Return the batches somebody may see: of a consultation's own people all of it, of other bodies' mediators those of their body."""
    rows = Batch.objects.all()
    if who.national:
        return rows
    bodies = who.entities(Role.MEDIATOR)
    theirs = Membership.objects.filter(entity__in=bodies, role=Role.MEDIATOR, revoked_at__isnull=True)
    return rows.filter(
        Q(consultation__owner__in=who.entities(*READERS))
        | Q(opened_by=who.public_id)
        | Q(opened_by__in=theirs.values("user__public_id"))
    )


def piles(rows: QuerySet[Batch]) -> list[Pile]:
    """Return batches with their counts, the newest first (two queries)."""
    held = list(rows.order_by("-opened_at", "-pk"))
    received = Contribution.objects.filter(batch__in=held, state=Contribution.State.RECEIVED)
    counted = received.values_list("batch").annotate(
        n=Count("pk"), unread=Count("pk", filter=Q(second_read_by=""))
    )
    counts = {batch: (n, unread) for batch, n, unread in counted}
    return [Pile(row, *counts.get(row.pk, (0, 0))) for row in held]


def sheets_of(batch: Batch) -> QuerySet[Contribution]:
    """Return the sheets of a batch, in the order they were typed."""
    return Contribution.objects.filter(batch=batch).order_by("pk")


def wholes(rows: Sequence[Contribution]) -> list[Whole]:
    """Return contributions with their texts, files and, where there are ballots, votes (two or three queries, however many)."""
    texts: dict[int, list[Passage]] = _by(
        Passage.objects.filter(contribution__in=rows).exclude(text="", rewording="").order_by("pk")
    )
    files: dict[int, list[Attachment]] = _by(
        Attachment.objects.filter(contribution__in=rows).select_related("file").order_by("place", "position")
    )
    votes: dict[int, dict[int, int]] = {}
    if ballots := [row for row in rows if row.kind == Kind.BALLOT]:
        given = Vote.objects.filter(contribution__in=ballots)
        for row, number, value in given.values_list("contribution", "statement__number", "value"):
            votes.setdefault(row, {})[number] = value
    return [
        Whole(row, tuple(texts.get(row.pk, ())), votes.get(row.pk, {}), tuple(files.get(row.pk, ())))
        for row in rows
    ]


def _by(rows: Iterable[Part]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    for row in rows:
        found.setdefault(row.contribution_id, []).append(row)
    return found
