"""What to look at again in one measure while a plan is written: checks that quality.py runs over every measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rumo.science.planfile.document import Flag, Indicator, Measure, Plan
from rumo.science.planfile.reading import join
from rumo.science.planfile.rules import resolved_basis
from rumo.science.planfile.values import quoted


def outside(plan: Plan, *days: tuple[str, dt.date | None]) -> Iterator[Flag]:
    """Flag the days (place, day) that lie outside the plan's period."""
    for where, day in days:
        if day and plan.start and day < plan.start:
            message = f"{day} é antes do início do plano ({plan.start})"
            yield Flag(where, "outside_plan", message, "attention")
        elif day and plan.end and day > plan.end:
            yield Flag(where, "outside_plan", f"{day} é depois do fim do plano ({plan.end})", "attention")


def no_area(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """A measure that serves no national area."""
    if not measure.areas:
        message = "a medida não serve nenhuma área nacional: não contará em nenhuma"
        yield Flag(join(path, "areas"), "no_area", message, "attention")


def no_responsible(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """A measure nobody answers for."""
    if not measure.responsible:
        message = "falta dizer que entidade é responsável pela medida"
        yield Flag(join(path, "responsible"), "no_responsible", message, "attention")


def no_dates(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """A measure whose start or end nobody knows; one that takes both from the plan is only pointed out."""
    unknown = [key for key in ("start", "end") if not (getattr(measure, key) or getattr(plan, key))]
    for key in unknown:
        word = "início" if key == "start" else "fim"
        message = f"não se sabe o {word} da medida nem o do plano: não terá grau previsto"
        yield Flag(join(path, key), "no_dates", message, "attention")
    if not (unknown or measure.start or measure.end):
        message = f"a medida não tem datas suas: valem as do plano, de {plan.start} a {plan.end}"
        yield Flag(join(path, "start"), "no_dates", message, "advice")


def dates_outside(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """Days of the measure, its milestones, activities and intermediate targets outside the plan's period."""
    yield from outside(plan, (join(path, "start"), measure.start), (join(path, "end"), measure.end))
    for index, milestone in enumerate(measure.milestones):
        yield from outside(plan, (join(join(join(path, "milestones"), index), "date"), milestone.date))
    for index, activity in enumerate(measure.activities):
        place = join(join(path, "activities"), index)
        yield from outside(plan, (join(place, "start"), activity.start), (join(place, "end"), activity.end))
    for index, indicator in enumerate(measure.indicators):
        place = join(join(join(path, "indicators"), index), "targets")
        for at, point in enumerate(indicator.targets):
            yield from outside(plan, (join(join(place, at), "date"), point.date))


def stage_basis(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """A measure with nothing to be measured by; choosing the stage in so many words is a choice."""
    if measure.basis is None and resolved_basis(measure) == "stage":
        message = "sem atividades nem indicadores de produto com meta, o grau só poderá ser 0, 50 ou 100 %"
        yield Flag(join(path, "basis"), "stage_basis", message, "advice")


def no_amount(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """Budget lines that name a funder and no amount."""
    for index, line in enumerate(measure.budget):
        if line.planned is None:
            message = f"falta o valor previsto de {quoted(line.funder)}"
            yield Flag(join(join(join(path, "budget"), index), "planned"), "no_amount", message, "attention")


def activities_undated(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """Activities without dates in a measure where others have them."""
    dated = [bool(activity.start or activity.end) for activity in measure.activities]
    for index, has in enumerate(dated):
        if any(dated) and not has:
            message = "a atividade não tem datas e outras desta medida têm"
            place = join(join(path, "activities"), index)
            yield Flag(join(place, "start"), "activity_undated", message, "advice")


def indicators(plan: Plan, measure: Measure, path: str) -> Iterator[Flag]:
    """A measure without indicators, and what each indicator lacks."""
    if not measure.indicators:
        message = "a medida não tem indicadores: não se verá o que mudou"
        yield Flag(join(path, "indicators"), "no_indicator", message, "attention")
    for index, indicator in enumerate(measure.indicators):
        place = join(join(path, "indicators"), index)
        for check in INDICATOR_CHECKS:
            yield from check(indicator, place)


def no_unit(indicator: Indicator, path: str) -> Iterator[Flag]:
    """A quantity without its unit; a date or a proof has none."""
    counted = indicator.target_type in ("number", "none")
    if counted and not (indicator.unit or "").strip():
        message = "falta a unidade do indicador, por exemplo pessoas, horas ou %"
        yield Flag(join(path, "unit"), "no_unit", message, "attention")


def no_target(indicator: Indicator, path: str) -> Iterator[Flag]:
    """A product whose target cannot be computed with, or starts nobody says where."""
    if indicator.kind != "product":
        return
    if indicator.target_type == "none":
        message = "o indicador de produto não tem meta: mostra-se, mas não entra no grau"
        yield Flag(join(path, "target_type"), "no_target", message, "attention")
    elif indicator.target_type == "number" and indicator.target is None:
        yield Flag(join(path, "target"), "no_target", "falta o número da meta", "attention")
    elif indicator.target_type == "number" and indicator.baseline is None and indicator.aggregation != "sum":
        message = "falta o valor de partida: conta-se a partir de 0"
        yield Flag(join(path, "baseline"), "no_baseline", message, "advice")


def vague_target(indicator: Indicator, path: str) -> Iterator[Flag]:
    """A target in words that name no number, where a number is what would be compared."""
    written = (indicator.target_text or "").strip()
    counted = indicator.target_type in ("number", "none")
    if counted and written and not any(mark.isnumeric() for mark in written):
        message = f"a meta {quoted(written)} não diz nenhum número: escreva quanto"
        yield Flag(join(path, "target_text"), "vague_target", message, "advice")


INDICATOR_CHECKS = (no_target, no_unit, vague_target)
MEASURE_CHECKS = (
    no_area,
    no_responsible,
    no_dates,
    dates_outside,
    stage_basis,
    no_amount,
    activities_undated,
    indicators,
)
