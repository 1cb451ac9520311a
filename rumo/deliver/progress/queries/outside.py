"""Reads of what is said beside the self-report: published readings, and what residents saw, protected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rumo.deliver.progress.models import IndependentReading, Sighting

BATCH = 10
"""Residents' words become public ten at a time, so that no single one can be told from what changed."""


def readings_of(
    measure_id: int, *, as_of: date, known_at: datetime | None = None
) -> list[IndependentReading]:
    """Return the readings of a measure public by `known_at` and made by `as_of`, newest first, withdrawn ones included (one query)."""
    rows = IndependentReading.objects.filter(
        measure=measure_id, published_at__isnull=False, read_on__lte=as_of
    ).exclude(state=IndependentReading.State.DRAFT)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    return list(rows.select_related("reader").order_by("-read_on", "-published_at", "-pk"))


def latest_levels(*, as_of: date, known_at: datetime | None = None) -> dict[int, str]:
    """Return the level of the latest reading in force of every measure that has one, by the measure's key (one query)."""
    rows = IndependentReading.objects.filter(state=IndependentReading.State.PUBLISHED, read_on__lte=as_of)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    ordered: Iterable[tuple[int, str]] = rows.order_by("read_on", "published_at", "pk").values_list(
        "measure_id", "level"
    )
    return dict(ordered)


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be said of residents' words: how many in all, and how many saw it (None: too few to be told apart)."""

    total: int
    yes: int | None
    no: int | None


def seen_of(measure_id: int, *, k: int = BATCH) -> Seen | None:
    """Return what residents say of a measure, in whole batches in the order of moderation; None before the first batch is full (one query).

    The split is given only where both sides are at least `k`: see science/privacy.
    """
    said = list(
        Sighting.objects.filter(measure=measure_id, state=Sighting.State.ACCEPTED)
        .order_by("moderated_at", "pk")
        .values_list("seen", flat=True)
    )
    total = len(said) // BATCH * BATCH
    if not total:
        return None
    yes = sum(said[:total])
    no = total - yes
    return Seen(total, yes, no) if min(yes, no) >= k else Seen(total, None, None)
