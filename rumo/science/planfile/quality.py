"""What to look at again while a plan is written: each check flags one thing, with its place and in plain words, and never mends it.

A plan with flags is still sound: what the plan file refuses is said by `parse`. "attention" is what weakens the plan or its degree;
"advice" is what may well be meant. Here are the checks of the plan as a whole; those of one measure live in quality_measure.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rumo.science.planfile.document import BudgetLine, Flag, Funding, Plan
from rumo.science.planfile.quality_measure import MEASURE_CHECKS, outside
from rumo.science.planfile.reading import join
from rumo.science.planfile.values import quoted

__all__ = ["Flag", "flags"]

WEIGHTS_APART = 20
"""The heaviest measure may weigh so many times the lightest."""
LEVEL_TWO = 0.4
"""Share of the weight that may depend on funding still to be found."""
DAY = dt.timedelta(days=1)


def flags(plan: Plan, *, areas: Mapping[str, str] | None = None) -> list[Flag]:
    """Everything worth a second look, the plan's own first, then measure by measure in the order of the plan. Never raises.

    areas: key to name of the national areas a plan should answer; without it nobody asks which areas are left out.
    """
    found = [flag for check in PLAN_CHECKS for flag in check(plan)]
    found.extend(areas_unserved(plan, areas or {}))
    for index, measure in enumerate(plan.measures):
        path = join("measures", index)
        found.extend(flag for check in MEASURE_CHECKS for flag in check(plan, measure, path))
    return found


def no_adoption(plan: Plan) -> Iterator[Flag]:
    """A plan nobody is said to have adopted."""
    if not plan.adopted:
        yield Flag(
            "adopted",
            "no_adoption",
            "falta dizer que órgão aprovou o plano, quando e com que documento",
            "attention",
        )


def no_cycles(plan: Plan) -> Iterator[Flag]:
    """A plan that never asks for a report."""
    if not plan.cycles:
        yield Flag(
            "cycles",
            "no_cycles",
            "o plano não tem ciclos de relato: ninguém saberá quando dar notícias",
            "attention",
        )


def cycles_outside(plan: Plan) -> Iterator[Flag]:
    """Cycles that begin before the plan or end after it."""
    for index, cycle in enumerate(plan.cycles):
        path = join("cycles", index)
        yield from outside(plan, (join(path, "start"), cycle.start), (join(path, "end"), cycle.end))


def cycles_due_early(plan: Plan) -> Iterator[Flag]:
    """Cycles to be reported before they end."""
    for index, cycle in enumerate(plan.cycles):
        if cycle.due and cycle.due < cycle.end:
            yield Flag(
                join(join("cycles", index), "due"),
                "cycle_due_early",
                f"o prazo ({cycle.due}) acaba antes do fim do ciclo ({cycle.end})",
                "attention",
            )


def cycles_apart(plan: Plan) -> Iterator[Flag]:
    """Cycles that overlap, and days of the plan in none of them."""
    reached: dt.date | None = None
    for start, end, index in sorted((cycle.start, cycle.end, at) for at, cycle in enumerate(plan.cycles)):
        where = join(join("cycles", index), "start")
        if reached is None:
            yield from _gap(where, plan.start, start)
        elif start <= reached:
            message = f"o ciclo começa em {start} e o anterior só acaba em {reached}: estão sobrepostos"
            yield Flag(where, "cycles_overlap", message, "attention")
        else:
            yield from _gap(where, reached + DAY, start)
        reached = max(reached or end, end)
    if reached and plan.end and reached < plan.end:
        message = f"de {reached + DAY} a {plan.end} não há ciclo: o fim do plano fica sem reporte"
        yield Flag("cycles", "cycles_gap", message, "advice")


def _gap(where: str, since: dt.date | None, start: dt.date) -> Iterator[Flag]:
    """Flag the days from `since` to the day before `start`, if there are any."""
    if since and since < start:
        message = f"de {since} a {start - DAY} não há ciclo: esses dias ficam sem reporte"
        yield Flag(where, "cycles_gap", message, "advice")


def funding(plan: Plan) -> Iterator[Flag]:
    """Money that does not add up: `funded` is what the programme pays, `total` all that the measures it pays for cost.

    Where no programme is named, `total` is what all measures cost.
    """
    money = plan.funding or Funding()
    if money.total is not None and money.funded is not None and money.funded > money.total:
        message = f"o financiamento ({_money(money.funded)}) é maior que o total ({_money(money.total)})"
        yield Flag("funding.funded", "funded_above_total", message, "attention")
    name = _same(money.programme)
    paid = [
        measure.budget
        for measure in plan.measures
        if not name or any(_same(line.funder) == name for line in measure.budget)
    ]
    said = f"as medidas com verbas de {quoted(money.programme or '')}" if name else "as medidas"
    yield from _adds_up("total", money.total, said, [line for lines in paid for line in lines])
    if name:
        said = f"as verbas de {quoted(money.programme or '')} nas medidas"
        own = [line for lines in paid for line in lines if _same(line.funder) == name]
        yield from _adds_up("funded", money.funded, said, own)


def _adds_up(key: str, meant: Decimal | None, said: str, lines: list[BudgetLine]) -> Iterator[Flag]:
    """Flag budget lines whose sum is not what is meant; where an amount is not yet written, only a sum above it."""
    known = [line.planned for line in lines if line.planned is not None]
    if meant is None or not known:
        return
    reached = sum(known, Decimal(0))
    apart = f"{said} somam {_money(reached)} e no plano está {_money(meant)}"
    if reached > meant:
        yield Flag(f"funding.{key}", "funding_exceeded", f"{apart}: corrija um deles", "attention")
    elif reached < meant and len(known) == len(lines):
        message = f"{apart}: falta distribuir {_money(meant - reached)}"
        yield Flag(f"funding.{key}", "funding_left", message, "advice")


def _same(text: str | None) -> str:
    """Text as it is compared: spaces and capitals tell nothing apart."""
    return " ".join((text or "").split()).casefold()


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def duplicate_titles(plan: Plan) -> Iterator[Flag]:
    """Measures of the same title, and activities or indicators of the same title in one measure."""
    yield from _repeated((measure.title, join("measures", at)) for at, measure in enumerate(plan.measures))
    for at, measure in enumerate(plan.measures):
        path = join("measures", at)
        for key in ("activities", "indicators"):
            place = join(path, key)
            yield from _repeated(
                (thing.title, join(place, i)) for i, thing in enumerate(getattr(measure, key))
            )


def _repeated(titles: Iterator[tuple[str | None, str]]) -> Iterator[Flag]:
    seen: dict[str, str] = {}
    for title, path in titles:
        same = _same(title)
        if same and same in seen:
            message = f"o título {quoted(title or '')} já está em {seen[same]}: distinga-os"
            yield Flag(join(path, "title"), "duplicate_title", message, "attention")
        seen.setdefault(same, path)


def weights_apart(plan: Plan) -> Iterator[Flag]:
    """Weights so far apart that some measures hardly count."""
    weights = [measure.weight for measure in plan.measures]
    if weights and max(weights) > WEIGHTS_APART * min(weights):
        light, heavy = min(weights), max(weights)
        message = f"os pesos vão de {light:g} a {heavy:g}: as medidas mais leves quase não contam para o grau"
        yield Flag("measures", "weights_apart", message, "advice")


def level_two(plan: Plan) -> Iterator[Flag]:
    """Too much of the plan at level 2, which may depend on external funding."""
    total = sum(measure.weight for measure in plan.measures)
    loose = sum(measure.weight for measure in plan.measures if measure.level == 2)
    if loose > LEVEL_TWO * total:
        message = f"{100 * loose / total:.0f} % do peso está no nível 2, que pode depender de financiamento por garantir"
        yield Flag("measures", "level_two", message, "advice")


def areas_unserved(plan: Plan, areas: Mapping[str, str]) -> Iterator[Flag]:
    """National areas no measure serves."""
    served = {area for measure in plan.measures for area in measure.areas}
    for key, name in areas.items():
        if key not in served:
            yield Flag("measures", "area_unserved", f"nenhuma medida serve a área {quoted(name)}", "advice")


PLAN_CHECKS = (
    no_adoption,
    no_cycles,
    cycles_outside,
    cycles_due_early,
    cycles_apart,
    funding,
    duplicate_titles,
    weights_apart,
    level_two,
)
