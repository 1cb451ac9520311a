"""What counts of a plan's reports: of each date the version published last, and none that was withdrawn."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from rumo.deliver.progress import models as m

FIELDS = (
    "pk", "measure_id", "municipality_id", "reference_date", "stage", "narrative", "withdrawn", "published_at", "number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A published report that counts, in what lists need of it."""

    pk: int
    measure: int
    municipality: int | None
    day: dt.date
    stage: str
    narrative: str | None


def standing(reports: QuerySet[m.Report]) -> list[Said]:
    """Return the published reports that count, by reference date (one query): the latest version of each, unless withdrawn."""
    rows = reports.filter(state=m.Report.State.PUBLISHED).order_by("published_at", "number")
    latest: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in rows.values_list(*FIELDS):
        latest[row[1:4]] = row
    kept = (row for row in latest.values() if not row[6])
    return sorted((Said(*row[:6]) for row in kept), key=lambda said: (said.day, said.pk))


def speaking_for(municipality: int | None) -> Q:
    """Reports that speak for a municipality: its own, and those of no municipality, which speak for all; None asks for any."""
    return Q() if municipality is None else Q(municipality=municipality) | Q(municipality=None)
