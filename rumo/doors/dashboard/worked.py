"""A small invented plan and its degree, worked out when asked: the example of the methodology."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.example import facts_of
from rumo.deliver.rollup.queries.reading import day_number
from rumo.doors.dashboard import words
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.explain import Explanation, explain
from rumo.science.degree.figures import STATES, Figures
from rumo.science.degree.roll import fractions, roll
from rumo.science.planfile import document as pf

START, END, DAY = date(2025, 1, 1), date(2026, 12, 31), date(2026, 7, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """An activity or indicator of the example, with what was said of it and what it is worth."""

    title: str
    weight: float
    value: float | None
    baseline: float | None
    target: float | None
    attainment: float
    days: list[date]


@dataclass(frozen=True, slots=True)
class Line:
    """A measure of the example: its figures, and what they are made of."""

    measure: pf.Measure
    told: Explanation
    steps: list[Step]
    state: str
    planned: float
    upper: float | None

    @property
    def live(self) -> bool:
        """Tell whether the measure counts."""
        return self.told.stage != "cancelled"

    @property
    def product(self) -> float | None:
        """Return weight times degree; None where it enters no sum."""
        return None if self.told.degree is None or not self.live else self.measure.weight * self.told.degree


def worked_example() -> dict[str, Any]:
    """Return the example's measures and total, by the same formula as everything else on the site."""
    plan = document()
    facts = facts_of(plan)
    figures = evaluate(facts, [day_number(DAY)])
    every = np.arange(len(plan.measures))
    total = fractions(roll(figures, 0, every, np.zeros(len(every), dtype=np.int64), 1))[0]
    lines = [
        _line(plan, measure, explain(facts, i, day_number(DAY)), figures, i)
        for i, measure in enumerate(plan.measures)
    ]
    live = [line for line in lines if line.live]
    return {
        "title": plan.title,
        "day": DAY,
        "start": START,
        "end": END,
        "lines": lines,
        "f": SimpleNamespace(**total),
        "sentence": words.sentence(dict(total)),
        "weight": sum(line.measure.weight for line in live),
        "informed_weight": sum(line.measure.weight for line in live if line.told.degree is not None),
        "proven": sum(line.product or 0.0 for line in live),
        "planned": sum(line.measure.weight * line.planned for line in live),
        "upper": sum(line.measure.weight * (line.upper or 0.0) for line in live),
        "gone": (DAY - START).days,
        "all": (END - START).days,
        "measures": len(live),
        "informed": sum(1 for line in live if line.told.degree is not None),
    }


def _line(plan: pf.Plan, measure: pf.Measure, told: Explanation, figures: Figures, at: int) -> Line:
    days = [report.reference_date for report in plan.reports]
    part = told.places[0]
    things: list[Any] = [*measure.activities, *measure.indicators]
    titles = [thing.title for thing in sorted(things, key=lambda thing: thing.code)]
    steps = [
        Step(
            title,
            item.weight,
            item.value,
            item.baseline,
            item.target,
            item.attainment,
            [days[row] for row in item.reports],
        )
        for title, item in zip(titles, part.items, strict=True)
    ]
    upper = float(figures.upper[0][at])
    state = words.states()[STATES[figures.state[0][at]]]
    return Line(
        measure, told, steps, state, float(figures.planned[0][at]), None if np.isnan(upper) else upper
    )


def document() -> pf.Plan:
    """Return the example as a plan file: one measure of each kind, one silent, one given up."""
    return pf.Plan(
        slug="exemplo-metodologia",
        title=_("Plano de uma vila inventada"),
        synthetic=True,
        start=START,
        end=END,
        measures=_measures(),
        reports=_reports(),
    )


def _measures() -> tuple[pf.Measure, ...]:
    return (
        pf.Measure(
            code="1",
            title=_("Ensinar português a 60 pessoas"),
            weight=2.0,
            indicators=(
                pf.Indicator(
                    "i1",
                    _("Pessoas que acabaram o curso"),
                    target_type="number",
                    baseline=0,
                    target=60,
                    aggregation="sum",
                ),
            ),
        ),
        pf.Measure(
            code="2",
            title=_("Abrir um balcão que atende em três línguas"),
            activities=(
                pf.Activity("a", _("Escolher o local")),
                pf.Activity("b", _("Formar a equipa")),
                pf.Activity("c", _("Abrir ao público"), weight=2.0),
            ),
        ),
        pf.Measure(code="3", title=_("Nomear uma pessoa mediadora")),
        pf.Measure(code="4", title=_("Rever o guia de acolhimento")),
        pf.Measure(code="5", title=_("Fazer uma feira anual")),
    )


def _reports() -> tuple[pf.Report, ...]:
    return (
        _report("1", date(2025, 12, 31), "in_progress", indicators={"i1": pf.Value(18)}),
        _report("1", date(2026, 6, 30), "in_progress", indicators={"i1": pf.Value(12)}),
        _report("2", date(2026, 6, 30), "in_progress", activities={"a": 1.0, "b": 0.5, "c": 0.0}),
        _report("3", date(2025, 12, 31), "completed"),
        _report("5", date(2026, 3, 31), "cancelled"),
    )


def _report(measure: str, day: date, stage: str, **said: Any) -> pf.Report:
    return pf.Report(
        measure, day, stage, published_at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC), **said
    )
