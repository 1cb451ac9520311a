"""Every published plan in one line: title, promoter, period and places of the version in use."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rumo.deliver.plans.models import PlanPlace, PlanVersion
from rumo.deliver.rollup.queries.reading import Reading, day_number, micros
from rumo.science.degree.versions import known_versions


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as its version in use says it; `places` are DICO codes as numbers."""

    slug: str
    title: str
    synthetic: bool
    promoter: str | None
    start: date | None
    end: date | None
    places: tuple[int, ...]


def plan_lines(reading: Reading) -> list[PlanLine]:
    """Return the plans known at the reading's moment, newest period first, then by title (two queries)."""
    held, moment = reading.held, reading.moment
    facts = held.facts
    versions = known_versions(facts, micros(moment.known_at) if moment.known_at else None)
    ranks = versions.ranks(np.array([day_number(moment.as_of)], dtype=np.int32))[0]
    in_use = versions.rows(ranks).tolist()
    wanted = {
        (labels.plan_id, int(facts.version_number[row])): labels
        for labels, row in zip(held.labels, in_use, strict=True)
        if row >= 0 and (moment.synthetic or not labels.synthetic)
    }
    columns = ("pk", "plan_id", "number", "title", "promoter", "starts_on", "ends_on")
    places: dict[int, list[int]] = {}
    for version, dico in PlanPlace.objects.order_by("version_id", "position").values_list(
        "version_id", "municipality__dico"
    ):
        places.setdefault(version, []).append(int(dico))
    lines = [
        PlanLine(labels.slug, row[3], labels.synthetic, row[4], row[5], row[6], tuple(places.get(row[0], ())))
        for row in PlanVersion.objects.filter(state="published").values_list(*columns)
        if (labels := wanted.get(row[1:3]))
    ]
    return sorted(lines, key=lambda line: (-(line.start or line.end or date.min).toordinal(), line.title))
