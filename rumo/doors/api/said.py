"""What plans and measures say, read for pages of a list in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import carried_of
from rumo.deliver.progress.queries import cycles_of
from rumo.deliver.rollup.queries.reading import Reading, day_number, micros
from rumo.ground.core.fields import folded
from rumo.science.degree.versions import known_versions
from rumo.science.planfile import document as pf
from rumo.science.planfile.dump import plain


def versions_in_use(reading: Reading) -> list[int | None]:
    """The number of the version of each plan in use at the moment of a reading, in the order of `held.labels`; None: none known yet."""
    facts, moment = reading.held.facts, reading.moment
    versions = known_versions(facts, micros(moment.known_at) if moment.known_at else None)
    days = np.array([day_number(moment.as_of)], dtype=np.int32)
    rows = versions.rows(versions.ranks(days))[0].tolist()
    return [None if row < 0 else int(facts.version_number[row]) for row in rows]


def heads(wanted: dict[int, int]) -> dict[int, tuple[m.PlanVersion, dict[str, Any]]]:
    """The version with each number, by plan key, and its fields as the plan file writes them (two queries)."""
    published = m.PlanVersion.objects.filter(plan__in=list(wanted), state=m.PlanVersion.State.PUBLISHED)
    versions = [
        row
        for row in published.select_related("plan").order_by("plan_id")
        if wanted[row.plan_id] == row.number
    ]
    places = m.PlanPlace.objects.filter(version__in=[row.pk for row in versions]).order_by("position")
    towns = gathered(places.values_list("version_id", "municipality__dico"))
    return {row.plan_id: (row, _head(row, towns[row.pk])) for row in versions}


def _head(row: m.PlanVersion, towns: Sequence[str]) -> dict[str, Any]:
    return {
        "synthetic": row.plan.synthetic,
        "version": row.number,
        "effective_on": plain(row.effective_on),
        "published_at": plain(row.published_at),
        "slug": row.plan.slug,
        "title": row.title,
        "kind": row.kind,
        "municipalities": list(towns),
        "promoter": row.promoter,
        "period": {"start": plain(row.starts_on), "end": plain(row.ends_on)},
        "until_replaced": row.until_replaced,
        "language": row.language,
        "source": row.source,
        "funding": row.funding,
        "partners": row.partners,
        "as_printed": row.as_printed,
    }


def more_of(version: m.PlanVersion) -> dict[str, Any]:
    """Adoption acts, cycles, dropped measures and what became of former ones, of a version (four queries)."""
    acts = m.AdoptionAct.objects.filter(version=version).order_by("position")
    dropped = m.Dropped.objects.filter(version=version).select_related("measure").order_by("pk")
    return {
        "adopted": plain(tuple(pf.Adoption(act.body, act.on, act.document) for act in acts)),
        "cycles": plain(cycles_of(version)),
        "dropped": plain(tuple(pf.Dropped(row.measure.code, row.reason) for row in dropped)),
        "carried": plain(carried_of(version)),
    }


def measures_said(reading: Reading, positions: Sequence[int]) -> dict[int, pf.Measure]:
    """What the version in use says of the measures at these positions (eight queries)."""
    held = reading.held
    numbers = held.facts.version_number[held.facts.mv_version]
    at = {int(held.measure_ids[i]): i for i in positions}
    found = m.MeasureVersion.objects.filter(measure__in=list(at), version__state="published")
    rows = [
        row
        for row in found.select_related("measure", "version")
        if numbers[reading.figures.mv[0][at[row.measure_id]]] == row.version.number
    ]
    parts = _parts([row.pk for row in rows])
    return {at[row.measure_id]: _measure(row, parts) for row in rows}


class _Parts:
    """What hangs on some measure versions, by their key."""

    def __init__(self, **parts: dict[int, tuple[Any, ...]]) -> None:
        self.__dict__.update(parts)

    def of(self, key: int) -> dict[str, tuple[Any, ...]]:
        """Every part of one of them."""
        return {name: part.get(key, ()) for name, part in self.__dict__.items()}


def _parts(keys: list[int]) -> _Parts:
    of = {"measure_version__in": keys}
    by = "measure_version_id"
    funding = m.Funding.objects.filter(**of).select_related("funder").order_by("position")
    steps = m.Activity.objects.filter(**of).order_by("position")
    return _Parts(
        areas=gathered(m.MeasureArea.objects.filter(**of).order_by("position").values_list(by, "area__key")),
        municipalities=gathered(
            m.MeasurePlace.objects.filter(**of).order_by("position").values_list(by, "municipality__dico")
        ),
        milestones=gathered(
            (key, pf.Milestone(on, share))
            for key, on, share in m.Milestone.objects.filter(**of)
            .order_by("on")
            .values_list(by, "on", "share")
        ),
        budget=gathered((f.measure_version_id, pf.BudgetLine(f.funder.name, f.planned)) for f in funding),
        activities=gathered(
            (a.measure_version_id, pf.Activity(a.code, a.title, a.weight, a.starts_on, a.ends_on))
            for a in steps
        ),
        indicators=gathered(_indicators(keys)),
    )


_INDICATOR = (
    "code", "title", "kind", "unit", "target_type", "baseline", "target", "direction", "aggregation", "weight", "target_text",
)  # fmt: skip


def _indicators(keys: list[int]) -> Iterable[tuple[int, pf.Indicator]]:
    rows = m.Indicator.objects.filter(measure_version__in=keys).order_by("position")
    of = m.Target.objects.filter(indicator__measure_version__in=keys).order_by("pk")
    points = gathered(
        (key, pf.TargetPoint(on, value)) for key, on, value in of.values_list("indicator_id", "on", "value")
    )
    for row in rows:
        words = {name: getattr(row, name) for name in _INDICATOR}
        yield row.measure_version_id, pf.Indicator(**words, targets=points.get(row.pk, ()))


_COPIED = (
    "title", "axis", "strategic_objective", "operational_objective", "level", "description", "continues", "weight", "basis", "as_printed",
)  # fmt: skip


def _measure(row: m.MeasureVersion, parts: _Parts) -> pf.Measure:
    more: dict[str, Any] = parts.of(row.pk)
    copied: dict[str, Any] = {name: getattr(row, name) for name in _COPIED}
    more["municipalities"] = more["municipalities"] or None
    return pf.Measure(
        code=row.measure.code,
        start=row.starts_on,
        end=row.ends_on,
        target_groups=tuple(row.target_groups),
        responsible=tuple(row.responsible),
        partners=tuple(row.partners),
        tags=tuple(row.tags),
        source=pf.Source(**row.source) if row.source else None,
        **copied,
        **more,
    )


def gathered(pairs: Iterable[tuple[int, Any]]) -> defaultdict[int, tuple[Any, ...]]:
    """Values by key, in the order they come; a key without values has an empty tuple."""
    lists: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return defaultdict(tuple, {key: tuple(values) for key, values in lists.items()})


def plans_saying(words: str) -> set[int]:
    """Keys of the plans a published version of which holds all the words (one query)."""
    found = m.PlanVersion.objects.filter(state=m.PlanVersion.State.PUBLISHED)
    for word in folded(words).split()[:8]:
        found = found.filter(search__contains=word)
    return set(found.values_list("plan_id", flat=True))
