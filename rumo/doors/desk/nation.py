"""A synthetic nation of any size, written in bulk as published plans: for benchmarks and trials, never beside real plans unasked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rumo.deliver.plans import models as plans
from rumo.doors.desk.invented import invent
from rumo.doors.desk.planrows import Rows
from rumo.ground.ledger.actions import record
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies.queries import area_ids
from rumo.science.planfile import document as pf

BLOCK = 20
"""Plans written in one transaction: an interruption leaves whole blocks, and the next run goes on from there."""
PREFIX = "sintetico-"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a nation: plans (one a municipality, beyond 308 several), measures a plan, yearly cycles, and the seed of its chances."""

    municipalities: int
    measures: int
    cycles: int
    seed: int


@dataclass(frozen=True, slots=True)
class Written:
    """How much a run wrote; `passed` plans were there already."""

    plans: int
    measures: int
    reports: int
    passed: int


def holds_others() -> bool:
    """Tell whether the database holds any plan that is not invented."""
    return plans.Plan.objects.filter(synthetic=False).exists()


def nation(size: Size, *, passing: frozenset[str] = frozenset()) -> Iterator[pf.Plan]:
    """Yield the plans of a nation, without those whose slug is in `passing`; territory and areas must be loaded."""
    areas = list(area_ids())
    for slug, place, dico in _towns(size.municipalities):
        if slug not in passing:
            yield invent(
                slug, place, dico, areas=areas, measures=size.measures, cycles=size.cycles, seed=size.seed
            )


def make(
    size: Size, *, by: str, at: datetime, progress: Callable[[int, int], None] = lambda done, total: None
) -> Written:
    """Write the nation, block by block; the columns are not touched: `rollup.rebuild` follows. `progress(done, total)` counts plans."""
    here = frozenset(plans.Plan.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True))
    slugs = [slug for slug, _, _ in _towns(size.municipalities)]
    total = sum(slug not in here for slug in slugs)
    done = measures = reports = 0
    block: list[pf.Plan] = []
    for plan in nation(size, passing=here):
        block.append(plan)
        if len(block) == BLOCK or done + len(block) == total:
            _write(block, by=by, at=at)
            done += len(block)
            measures += sum(len(written.measures) for written in block)
            reports += sum(len(written.reports) for written in block)
            block = []
            progress(done, total)
    return Written(done, measures, reports, len(slugs) - total)


def _towns(count: int) -> Iterator[tuple[str, str, str]]:
    """Yield (slug, place, DICO) of as many plans as asked: spread over the country, then round again with a number."""
    towns = list(Municipality.objects.order_by("dico").values_list("slug", "name", "dico"))
    for i in range(count):
        turn, at = divmod(i, len(towns))
        slug, place, dico = towns[at if count >= len(towns) else i * len(towns) // count]
        yield f"{PREFIX}{slug}" + (f"-{turn + 1}" if turn else ""), place, dico


@transaction.atomic
def _write(block: Sequence[pf.Plan], *, by: str, at: datetime) -> None:
    rows = Rows(at)
    for plan in block:
        rows.take(plan)
    rows.write()
    first, last = block[0].slug, block[-1].slug
    record(
        verb="nation.seed",
        by=by,
        at=at,
        target="nation",
        new={"plans": len(block), "first": first, "last": last},
    )
