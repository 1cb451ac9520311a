"""Turn a block of plans into packed columns and month-end sums, plan by plan; nothing is written here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.deliver.plans import models as plans
from rumo.deliver.rollup.actions.gathering import Block
from rumo.deliver.rollup.queries.packing import MonthSums, PlanLabels, pack_months, pack_plan
from rumo.science.degree import columns as c
from rumo.science.degree.evaluate import evaluate


@dataclass(frozen=True, slots=True)
class Packed:
    """What is stored of one plan."""

    plan_id: int
    columns: bytes
    months: bytes


def build(plan_ids: Sequence[int]) -> Iterator[Packed]:
    """Yield the packed columns of each of these plans, in order of key; memory is bounded by the block asked for.

    Every plan must have a published version.
    """
    if not plan_ids:
        return
    block = Block(plan_ids)
    facts = block.facts()
    labels = _labels(block, facts)
    months = _months(facts, [len(label.combos) for label in labels], labels)
    for part, label, month in zip(c.split(facts), labels, months, strict=True):
        own = replace(part, funders=_funders(part))
        yield Packed(label.plan_id, pack_plan(own, label), pack_months(month))


def _funders(facts: c.Facts) -> int:
    """Return one more than the highest funder a plan names, so that its columns are the same in any block."""
    return int(max(facts.budget_funder.max(initial=-1), facts.spent_funder.max(initial=-1))) + 1


def _labels(block: Block, facts: c.Facts) -> list[PlanLabels]:
    plan_of_mv = facts.measure_plan[facts.mv_measure]
    mv_edges = np.searchsorted(plan_of_mv, np.arange(facts.plans + 1))
    measure_edges = np.searchsorted(facts.measure_plan, np.arange(facts.plans + 1))
    columns = ("pk", "axis", "strategic_objective", "operational_objective", "responsible", "level")
    said = {row[0]: row[1:] for row in block.said.values_list(*columns)}
    areas: dict[int, list[int]] = {}
    linked = plans.MeasureArea.objects.filter(measure_version__in=block.said).order_by("position")
    for mv, area in linked.values_list("measure_version_id", "area_id"):
        areas.setdefault(mv, []).append(area)
    named = _names(block)
    out = []
    for plan, plan_id in enumerate(block.plan_ids.tolist()):
        mvs = range(mv_edges[plan], mv_edges[plan + 1])
        measures = slice(measure_edges[plan], measure_edges[plan + 1])
        out.append(
            PlanLabels(
                plan_id=plan_id,
                **named[plan_id],
                codes=block.codes[measures],
                measure_ids=block.measure_ids[measures],
                **_plan_groups(
                    [
                        (
                            said[int(block.mv_ids[mv])],
                            areas.get(int(block.mv_ids[mv]), []),
                            block.mv_places[mv],
                        )
                        for mv in mvs
                    ]
                ),
            )
        )
    return out


def _names(block: Block) -> dict[int, dict[str, Any]]:
    rows = block.versions.order_by("number").values_list("plan_id", "plan__slug", "title", "plan__synthetic")
    return {
        plan: {"slug": slug, "title": title, "synthetic": synthetic} for plan, slug, title, synthetic in rows
    }


def _plan_groups(rows: list[tuple[tuple[Any, ...], list[int], list[int]]]) -> dict[str, Any]:
    """Return the group columns of one plan's measure versions: (axis, objectives, responsible, level), areas, places of each."""
    strings: dict[str, int] = {}
    combos: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}

    def name(text: str | None) -> int:
        return -1 if text is None else strings.setdefault(text, len(strings))

    def combo(areas: list[int], places: list[int]) -> int:
        return combos.setdefault((tuple(sorted(areas)), tuple(places)), len(combos))

    def column(values: list[int], kind: type[Any] = np.int32) -> NDArray[Any]:
        return np.array(values, dtype=kind)

    responsible = [(mv, name(who)) for mv, (said, _, _) in enumerate(rows) for who in dict.fromkeys(said[3])]
    areas = [(mv, area) for mv, (_, keys, _) in enumerate(rows) for area in keys]
    return {
        "mv_combo": column([combo(keys, places) for _, keys, places in rows]),
        "mv_axis": column([name(said[0]) for said, _, _ in rows]),
        "mv_strategic": column([name(said[1]) for said, _, _ in rows]),
        "mv_operational": column([name(said[2]) for said, _, _ in rows]),
        "mv_level": column([-1 if said[4] is None else said[4] for said, _, _ in rows], np.int8),
        "area_mv": column([mv for mv, _ in areas]),
        "area_term": column([area for _, area in areas]),
        "responsible_mv": column([mv for mv, _ in responsible]),
        "responsible_name": column([who for _, who in responsible]),
        "strings": list(strings),
        "combos": [(list(keys), list(places)) for keys, places in combos],
    }


def month_ends(first: int, count: int) -> c.Int:
    """Return the last day of `count` months from month `first` (months since January 1970), as days since 1970-01-01."""
    nexts = np.arange(first + 1, first + count + 1).astype("datetime64[M]").astype("datetime64[D]")
    return (nexts.astype(np.int64) - 1).astype(np.int32)


def month_of(day: int) -> int:
    """Return the month a day falls in, counted from January 1970."""
    return int(np.datetime64(day, "D").astype("datetime64[M]").astype(np.int64))


def _span(facts: c.Facts) -> tuple[int, int]:
    """Return the first month to keep (nothing has happened yet) and how many, up to where nothing changes any more."""
    days = [facts.mv_start, facts.mv_end, facts.report_day, facts.version_effective, facts.milestone_day]
    known = np.concatenate([column[column != c.NO_DAY] for column in days])
    if not len(known):
        return 0, 1
    first = month_of(int(known.min())) - 1
    return first, month_of(int(known.max())) - first + 1


def _months(facts: c.Facts, combos: list[int], labels: list[PlanLabels]) -> list[MonthSums]:
    """Evaluate every month-end of the block once and sum by combo: (w·d, w, w·p, w with p, w informed)."""
    first, count = _span(facts)
    starts = np.cumsum([0, *combos])
    combo_of = np.concatenate([label.mv_combo + start for label, start in zip(labels, starts, strict=False)])
    sums = np.zeros((count, int(starts[-1]), 5))
    days = month_ends(first, count)
    step = max(1, 2_000_000 // max(1, facts.measures))
    for at in range(0, count, step):
        figures = evaluate(facts, days[at : at + step])
        for i in range(len(figures.degree)):
            live = np.flatnonzero(figures.present[i] & (figures.state[i] != 4))
            combo, w = combo_of[figures.mv[i][live]], figures.weight[i][live]
            d, p = figures.degree[i][live], figures.planned[i][live]
            informed, planned = ~np.isnan(d), ~np.isnan(p)
            for k, column in enumerate(
                (np.where(informed, w * d, 0), w, np.where(planned, w * p, 0), w * planned, w * informed)
            ):
                sums[at + i, :, k] = np.bincount(combo, column, minlength=len(sums[0]))
    return [_trimmed(first, sums[:, starts[i] : starts[i + 1]]) for i in range(len(labels))]


def _trimmed(first: int, sums: NDArray[np.float64]) -> MonthSums:
    """Leave out the months before anything changes and after nothing changes any more; one row if nothing ever does."""
    changed = np.flatnonzero((np.diff(sums, axis=0) != 0).any(axis=(1, 2)))
    if not len(changed):
        return MonthSums(0, sums[:1])
    return MonthSums(first + int(changed[0]), sums[changed[0] : changed[-1] + 2])
