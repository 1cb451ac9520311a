"""Which group each measure falls in: by area, axis, plan, measure, municipality, region, level, responsible, state, schedule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.science.degree.figures import SCHEDULE, STATES, Figures
from rumo.science.degree.tables import numbered

Index = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Groups:
    """Pairs (measure, group) and what each group is called; a measure may stand in several. Key None: none named."""

    measure: Index
    group: Index
    keys: list[str | None]
    labels: list[str]


def groups_of(held: Snapshot, figures: Figures, measures: Index, name: str, lang: str) -> Groups:
    """Group the measures at positions `measures` by one of `BY`; groups without measures are left out. At most one query.

    Raises KeyError when `name` is not one of them.
    """
    return BY[name](held, figures, measures, lang)


def _named(measure: Index, raw: Index, name: Callable[[int], tuple[str | None, str]]) -> Groups:
    """Number raw group codes from 0 and name each; codes sort as numbers."""
    codes, group = numbered(raw)
    names = [name(int(code)) for code in codes]
    return Groups(measure, group, [key for key, _ in names], [label for _, label in names])


def _pairs(
    held: Snapshot, figures: Figures, measures: Index, versions: Index, codes: Index, none: int = -1
) -> tuple[Index, Index]:
    """Return (measure, code) of every pair whose version is in use, and (measure, none) where a measure has no pair."""
    facts = held.facts
    inside = np.zeros(facts.measures, dtype=np.bool_)
    inside[measures] = True
    of = facts.mv_measure[versions]
    kept = inside[of] & (figures.mv[0][of] == versions)
    of, codes = of[kept], codes[kept]
    inside[of] = False
    without = np.flatnonzero(inside)
    return np.concatenate([of, without]), np.concatenate(
        [codes, np.full(len(without), none, dtype=codes.dtype)]
    )


def _area(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    terms = {term.pk: (term.key, term.label(lang)) for term in held.areas}
    measure, area = _pairs(held, figures, measures, held.versions_of("area_mv"), held.joined("area_term"))
    return _named(measure, area, lambda code: terms.get(code, (None, "")))


def _responsible(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    measure, who = _pairs(
        held, figures, measures, held.versions_of("responsible_mv"), held.names("responsible_name")
    )
    return _named(measure, who, lambda code: _string(held, code))


def _string(held: Snapshot, code: int) -> tuple[str | None, str]:
    return (None, "") if code < 0 else (held.strings[code], held.strings[code])


def _municipality(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    measure, place = _pairs(held, figures, measures, held.facts.place_mv, held.facts.place_municipality)
    return _named(
        measure, place, lambda code: (None, "") if code < 0 else (f"{code:04d}", held.places[code].name)
    )


def _region(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    """Group by NUTS II, once for each region a measure touches."""
    regions = sorted({(place.region, place.region_name) for place in held.places.values()})
    at = np.full(10_000, -1, dtype=np.int64)
    for dico, town in held.places.items():
        at[dico] = regions.index((town.region, town.region_name))
    measure, place = _pairs(held, figures, measures, held.facts.place_mv, held.facts.place_municipality)
    regions_and_none = len(regions) + 1
    touched = np.where(place < 0, -1, at[place]) + 1
    both, region = np.divmod(np.unique(measure * regions_and_none + touched), regions_and_none)
    return _named(both, region - 1, lambda code: (None, "") if code < 0 else regions[code])


def _plan(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    return _named(
        measures,
        held.facts.measure_plan[measures],
        lambda code: (held.labels[code].slug, held.labels[code].title),
    )


def _measure(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    return _named(measures, measures, lambda code: (held.measure_keys[code], held.measure_keys[code]))


def _of_version(column: str) -> Callable[[Snapshot, Figures, Index, str], Groups]:
    """Group by a name of the version in use: axis, objectives."""

    def groups(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
        return _named(measures, held.names(column)[figures.mv[0][measures]], lambda code: _string(held, code))

    return groups


def _level(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
    levels = held.joined("mv_level")[figures.mv[0][measures]]
    return _named(measures, levels, lambda code: (None, "") if code < 0 else (str(code), str(code)))


def _class(column: str, names: Sequence[str]) -> Callable[[Snapshot, Figures, Index, str], Groups]:
    """Group by state or schedule class."""

    def groups(held: Snapshot, figures: Figures, measures: Index, lang: str) -> Groups:
        return _named(
            measures,
            getattr(figures, column)[0][measures],
            lambda code: (names[code], names[code]),
        )

    return groups


BY: dict[str, Callable[[Snapshot, Figures, Index, str], Groups]] = {
    "area": _area,
    "axis": _of_version("mv_axis"),
    "strategic": _of_version("mv_strategic"),
    "operational": _of_version("mv_operational"),
    "plan": _plan,
    "measure": _measure,
    "municipality": _municipality,
    "region": _region,
    "level": _level,
    "responsible": _responsible,
    "state": _class("state", STATES),
    "schedule": _class("schedule", SCHEDULE),
}
