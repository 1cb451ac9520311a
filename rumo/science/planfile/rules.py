"""What design text says of one measure or indicator alone: basis, what enters the degree, and what is refused of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rumo.science.planfile.document import Carried, Cycle, Indicator, Measure, Milestone
from rumo.science.planfile.values import quoted

FATE_WORDS = {"continued": "continuada", "merged": "integrada"}


def in_degree(indicator: Indicator) -> bool:
    """Whether an indicator may enter the degree: a *product* whose target gives a ratio or a yes/no (degree/1, section 2)."""
    return indicator.kind == "product" and indicator.target_type != "none"


def resolved_basis(measure: Measure) -> str:
    """The basis a measure is computed on: its own, else indicators if one is in the degree, else activities if any, else stage."""
    if measure.basis:
        return measure.basis
    if any(in_degree(indicator) for indicator in measure.indicators):
        return "indicators"
    return "activities" if measure.activities else "stage"


def resolved_direction(indicator: Indicator) -> str:
    """The way an indicator is meant to go: from target − baseline (default 0); where they are equal or unknown, as written."""
    rise = (indicator.target or 0.0) - (indicator.baseline or 0.0)
    if indicator.target_type != "number" or indicator.target is None or rise == 0:
        return indicator.direction or "increase"
    return "increase" if rise > 0 else "decrease"


def basis_refused(measure: Measure) -> str | None:
    """Why the basis a measure asks for cannot be used, or None."""
    if measure.basis == "indicators" and not any(in_degree(indicator) for indicator in measure.indicators):
        return "a base é indicators e a medida não tem nenhum indicador de produto com meta (number, date ou evidence)"
    if measure.basis == "activities" and not measure.activities:
        return "a base é activities e a medida não tem atividades"
    return None


def indicator_refused(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """What degree/1 refuses of a `number` indicator that has its target: pairs of (key, why)."""
    if indicator.target_type != "number" or indicator.target is None:
        return
    start, rise = indicator.baseline or 0.0, indicator.target - (indicator.baseline or 0.0)
    if indicator.direction and rise and indicator.direction != resolved_direction(indicator):
        way = "sobe" if rise > 0 else "desce"
        yield (
            "direction",
            f"está {indicator.direction} e a meta {way} de {start:g} para {indicator.target:g}: corrija um deles",
        )
    if indicator.aggregation == "sum" and start != 0:
        yield (
            "aggregation",
            f"sum soma o que cada relatório fez e por isso parte de 0, mas o valor de partida é {start:g}",
        )
    if indicator.aggregation == "max" and rise <= 0:
        yield (
            "aggregation",
            f"max só serve metas que sobem, e esta vai de {start:g} para {indicator.target:g}: use last",
        )
    if indicator.aggregation == "min" and rise >= 0:
        yield (
            "aggregation",
            f"min só serve metas que descem, e esta vai de {start:g} para {indicator.target:g}: use last",
        )


def milestones_refused(
    milestones: Sequence[Milestone | None], start: dt.date | None, end: dt.date | None
) -> Iterator[tuple[int, str, str]]:
    """What degree/1 refuses of milestones between a measure's ends: (index, key, why). None stands for one already refused."""
    before: Milestone | None = None
    for index, milestone in enumerate(milestones):
        if milestone is None:
            continue
        if start and milestone.date <= start:
            yield (
                index,
                "date",
                f"o marco de {milestone.date} tem de ser depois do início da medida ({start})",
            )
        elif end and milestone.date >= end:
            yield index, "date", f"o marco de {milestone.date} tem de ser antes do fim da medida ({end})"
        elif before and milestone.date <= before.date:
            yield index, "date", f"o marco de {milestone.date} tem de vir depois do anterior ({before.date})"
        elif before and milestone.share < before.share:
            yield (
                index,
                "share",
                f"a parte desce de {before.share:g} para {milestone.share:g}: só pode manter-se ou subir",
            )
        before = milestone


def cycles_refused(cycles: Sequence[Cycle | None]) -> Iterator[tuple[int, str, str]]:
    """What is refused of reporting cycles among themselves: (index, key, why). None stands for one already refused."""
    known = sorted(
        ((cycle.start, index, cycle) for index, cycle in enumerate(cycles) if cycle),
        key=lambda item: item[:2],
    )
    for (_, _, before), (_, index, cycle) in pairwise(known):
        if cycle.start <= before.end:
            yield (
                index,
                "start",
                f"o ciclo começa em {cycle.start}, antes de acabar o que vai até {before.end}: não se podem sobrepor",
            )


def carried_refused(carried: Carried, before: Sequence[Carried]) -> Iterator[tuple[str, str]]:
    """What is refused of one measure carried over, given those read before it: pairs of (key, why)."""
    if carried.fate != "abandoned" and carried.into is None:
        yield "into", f"falta o código da medida deste plano em que foi {FATE_WORDS[carried.fate]}"
    if carried.fate == "abandoned" and carried.into is not None:
        yield "into", "uma medida abandonada não passa para nenhuma: apague into, ou mude fate"
    if carried.fate == "abandoned" and not (carried.reason or "").strip():
        yield "reason", "falta dizer porque foi abandonada"
    same = [other for other in before if other.from_ == carried.from_ and carried.from_]
    if any(other.into == carried.into for other in same):
        yield (
            "from",
            f"a medida {quoted(carried.from_)} já está dita mais acima, com o mesmo destino: apague uma",
        )
    elif any("abandoned" in (other.fate, carried.fate) for other in same):
        yield (
            "from",
            f"a medida {quoted(carried.from_)} está abandonada e também passa para outra: escolha uma",
        )
