"""Where a figure comes from: the inputs of a total, measure by measure, and the whole reckoning of one measure; what a version changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.plans import models as plans
from rumo.deliver.rollup.queries.detail import PUBLISHED, View
from rumo.deliver.rollup.queries.reading import Reading, day_of
from rumo.science.degree import columns as c
from rumo.science.degree.explain import Explanation, explain
from rumo.science.planfile import Change, difference
from rumo.science.planfile import document as pf


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums a headline is made of, unrounded: over live measures, those with information, those with a schedule."""

    weight: float
    informed: float
    proven: float
    planned: float
    dated: float
    upper: float
    live: int
    with_information: int
    stale: int


def totals(reading: Reading) -> Totals:
    """Return the sums behind the reading's total (no query)."""
    figures, at = reading.figures, reading.measures
    at = at[figures.live[0][at]]
    w, d, p, u = (getattr(figures, name)[0][at] for name in ("weight", "degree", "planned", "upper"))
    known, dated = ~np.isnan(d), ~np.isnan(p)
    return Totals(
        weight=float(w.sum()),
        informed=float(w[known].sum()),
        proven=float((w * d)[known].sum()),
        planned=float((w * p)[dated].sum()),
        dated=float(w[dated].sum()),
        upper=float((w * u).sum()),
        live=len(at),
        with_information=int(known.sum()),
        stale=int(figures.stale[0][at].sum()),
    )


def explained(seen: View, measure: int) -> Explanation:
    """Return the whole reckoning of one measure, by its position in the plan (no query)."""
    return explain(seen.facts, measure, seen.day, seen.known)


def item_codes(
    facts: c.Facts, mv: int, activities: Sequence[str], indicators: Sequence[str]
) -> dict[int, str]:
    """Return the code of each item of a measure version, given its codes: items stand in order of kind and code in the columns.

    `indicators` are those that enter a degree: product ones with a target that can be met.
    """
    mine = np.flatnonzero(facts.def_mv == mv)
    activity = facts.def_kind[mine] == c.DEFINITION["activity"]
    items = facts.def_item[mine]
    named = zip(np.sort(items[activity]).tolist(), sorted(activities), strict=True)
    return dict(named) | dict(zip(np.sort(items[~activity]).tolist(), sorted(indicators), strict=True))


@dataclass(frozen=True, slots=True)
class Purse:
    """One funder's money over the measures that have both figures."""

    funder: str
    planned: float
    spent: float
    measures: int

    @property
    def share(self) -> float | None:
        """Return spent over planned; None where nothing was planned."""
        return self.spent / self.planned if self.planned else None


def by_funder(seen: View) -> list[Purse]:
    """Return planned and spent by funder, over the measures of the plan that have both figures from that funder (one query).

    As in the degree's own money: what was spent is cumulative, so the latest word counts; of a measure reported by place, the larger of
    what the reports that speak for all say and the sum of what its places say.
    """
    facts = seen.facts
    planned: defaultdict[tuple[int, int], float] = defaultdict(float)
    for mv, funder, amount in zip(
        facts.budget_mv.tolist(), facts.budget_funder.tolist(), facts.budget_planned.tolist(), strict=True
    ):
        if facts.mv_version[mv] == seen.version:
            planned[int(facts.mv_measure[mv]), funder] += amount
    spent = _spent(seen)
    both = {key: (amount, spent[key]) for key, amount in planned.items() if key in spent}
    funders = sorted({funder for _measure, funder in both})
    names = dict(plans.Funder.objects.filter(pk__in=funders).values_list("pk", "name"))
    return [
        _purse(names[funder], [pair for (_measure, who), pair in both.items() if who == funder])
        for funder in funders
    ]


def _purse(name: str, pairs: list[tuple[float, float]]) -> Purse:
    return Purse(name, sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs), len(pairs))


def _spent(seen: View) -> dict[tuple[int, int], float]:
    """Return what was spent on each measure by each funder that said so."""
    facts, rows = seen.facts, seen.heard
    order = np.full(len(facts.report_day), -1, dtype=np.int64)
    order[rows[np.argsort(facts.report_day[rows], kind="stable")]] = np.arange(len(rows))
    rank = order[facts.spent_report]
    told = np.flatnonzero(rank >= 0)
    told = told[np.argsort(rank[told], kind="stable")]
    report = facts.spent_report[told]
    columns = (
        facts.report_measure[report],
        facts.spent_funder[told],
        facts.report_municipality[report],
        facts.spent_value[told],
    )
    latest: dict[tuple[int, int], dict[int, float]] = {}
    for measure, funder, place, amount in zip(*(column.tolist() for column in columns), strict=True):
        latest.setdefault((measure, funder), {})[place] = amount
    found = {key: _larger(said, seen.places.get(key[0], [])) for key, said in latest.items()}
    return {key: amount for key, amount in found.items() if amount is not None}


def _larger(said: dict[int, float], places: list[int]) -> float | None:
    """Return the larger of the whole's word and the sum of the places' words; None when neither spoke."""
    own = [amount for place, amount in said.items() if place >= 0 and (place in places or not places)]
    known = [amount for amount in (said.get(-1), sum(own) if own else None) if amount is not None]
    return max(known) if known else None


@dataclass(frozen=True, slots=True)
class Revision:
    """What one published version changed of the one before; `reasons` says why measures were dropped, by code."""

    old: plans.PlanVersion
    new: plans.PlanVersion
    changes: list[Change]
    reasons: dict[str, str | None]


def revisions(seen: View, versions: Sequence[plans.PlanVersion]) -> list[Revision]:
    """Return what each version changed, newest first (six queries): words, dates, weights, activities, indicators, milestones, money planned."""
    found = _documents(seen, versions)
    reasons: defaultdict[int, dict[str, str | None]] = defaultdict(dict)
    for version, code, reason in plans.Dropped.objects.filter(version__in=versions).values_list(
        "version_id", "measure__code", "reason"
    ):
        reasons[version][code] = reason
    pairs = pairwise(versions)
    return [
        Revision(old, new, difference(found[old.pk], found[new.pk]), reasons[new.pk]) for old, new in pairs
    ][::-1]


def known_plan_versions(seen: View) -> list[plans.PlanVersion]:
    """Return the published versions of the plan known at the moment, in order (one query)."""
    rows = plans.PlanVersion.objects.filter(plan=seen.part.labels.plan_id, state=PUBLISHED).order_by("number")
    known = known_numbers(seen)
    return [row for row in rows if row.number in known]


def known_numbers(seen: View) -> set[int]:
    """Return the numbers of the versions known at the moment (no query)."""
    published = seen.facts.version_published
    known = np.ones(len(published), dtype=np.bool_) if seen.known is None else published <= seen.known
    return set(seen.facts.version_number[known].tolist())


def _documents(seen: View, versions: Sequence[plans.PlanVersion]) -> dict[int, pf.Plan]:
    """Return the versions as plan files, without areas, places and cycles: what a reader would call a change."""
    of = {"measure_version__version__in": versions}
    activities = _gathered(plans.Activity.objects.filter(**of).order_by("position"), _activity)
    points = _gathered_by(
        plans.Target.objects.filter(indicator__measure_version__version__in=versions).order_by("on"),
        "indicator_id",
        _point,
    )
    indicators = _gathered(
        plans.Indicator.objects.filter(**of).order_by("position"), lambda row: _indicator(row, points)
    )
    money = _gathered(
        plans.Funding.objects.filter(**of).select_related("funder").order_by("position"),
        lambda row: pf.BudgetLine(row.funder.name, row.planned),
    )
    milestones = _milestones(seen)
    measures: defaultdict[int, list[pf.Measure]] = defaultdict(list)
    for row in (
        plans.MeasureVersion.objects.filter(version__in=versions)
        .select_related("measure")
        .order_by("position")
    ):
        parts = {"activities": activities[row.pk], "indicators": indicators[row.pk], "budget": money[row.pk]}
        key = (row.measure_id, next(v.number for v in versions if v.pk == row.version_id))
        measures[row.version_id].append(_measure(row, milestones.get(key, ()), parts))
    return {version.pk: _plan(version, tuple(measures[version.pk])) for version in versions}


def _plan(row: plans.PlanVersion, measures: tuple[pf.Measure, ...]) -> pf.Plan:
    return pf.Plan(
        slug="",
        title=row.title,
        promoter=row.promoter,
        start=row.starts_on,
        end=row.ends_on,
        measures=measures,
    )


def _measure(
    row: plans.MeasureVersion, milestones: tuple[pf.Milestone, ...], parts: dict[str, Any]
) -> pf.Measure:
    return pf.Measure(
        code=row.measure.code,
        title=row.title,
        axis=row.axis,
        strategic_objective=row.strategic_objective,
        operational_objective=row.operational_objective,
        level=row.level,
        description=row.description,
        start=row.starts_on,
        end=row.ends_on,
        weight=row.weight,
        basis=row.basis,
        milestones=milestones,
        responsible=tuple(row.responsible),
        **parts,
    )


def _activity(row: plans.Activity) -> pf.Activity:
    return pf.Activity(row.code, row.title, row.weight, row.starts_on, row.ends_on)


def _point(row: plans.Target) -> pf.TargetPoint:
    return pf.TargetPoint(row.on, row.value)


def _indicator(row: plans.Indicator, points: dict[int, tuple[Any, ...]]) -> pf.Indicator:
    names = (
        "code",
        "title",
        "kind",
        "unit",
        "target_type",
        "baseline",
        "target",
        "direction",
        "aggregation",
        "weight",
        "target_text",
    )
    return pf.Indicator(**{name: getattr(row, name) for name in names}, targets=points[row.pk])


def _gathered(rows: Any, read: Any) -> defaultdict[int, tuple[Any, ...]]:
    return _gathered_by(rows, "measure_version_id", read)


def _gathered_by(rows: Any, key: str, read: Any) -> defaultdict[int, tuple[Any, ...]]:
    out: defaultdict[int, tuple[Any, ...]] = defaultdict(tuple)
    for row in rows:
        out[getattr(row, key)] += (read(row),)
    return out


def _milestones(seen: View) -> dict[tuple[int, int], tuple[pf.Milestone, ...]]:
    """Return the milestones by (measure key, version number), read off the columns."""
    facts, out = seen.facts, defaultdict(list)
    for mv, day, share in zip(
        facts.milestone_mv.tolist(), facts.milestone_day.tolist(), facts.milestone_share.tolist(), strict=True
    ):
        key = (
            int(seen.part.labels.measure_ids[facts.mv_measure[mv]]),
            int(facts.version_number[facts.mv_version[mv]]),
        )
        out[key].append(pf.Milestone(day_of(day), share))
    return {key: tuple(values) for key, values in out.items()}


def report_keys(seen: View, rows: NDArray[Any] | Sequence[int]) -> list[tuple[int, Any, int]]:
    """Return (municipality or -1, reference day, version) of report rows: what names a report among those of its measure."""
    facts = seen.facts
    return [
        (int(facts.report_municipality[row]), day_of(facts.report_day[row]), int(facts.report_number[row]))
        for row in rows
    ]


def counting(seen: View, measure: int) -> set[tuple[int, Any, int]]:
    """Return the keys of the reports of a measure that count at the moment (no query)."""
    rows = seen.heard
    return set(report_keys(seen, rows[seen.facts.report_measure[rows] == measure]))
