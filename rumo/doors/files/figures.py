"""Figures as machines read them: the one answer that the API and `rumo degree` give to the same question."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from typing import Any

import numpy as np
from django.utils.translation import override

from rumo.deliver.rollup.queries.grouping import BY
from rumo.deliver.rollup.queries.reading import Group, Reading, day_number, day_of, formula, micros
from rumo.deliver.rollup.queries.timeline import narrowed, timeline
from rumo.doors.web.formats import month
from rumo.science.degree.evaluate import blocks
from rumo.science.degree.rounding import six

GROUPINGS = (*BY, "month")
"""What figures can be grouped by."""
FRACTIONS = (
    "degree", "degree_reported", "degree_plan_mean", "planned", "upper", "coverage", "coverage_fresh", "financial",
)  # fmt: skip


def answer(reading: Reading, by: str | None = None, lang: str = "pt") -> dict[str, Any]:
    """Return `{"formula", "scope", "as_of", "known_at", "synthetic", "total", "groups"}`, fractions with six decimals, JSON values only.

    `groups` is empty without `by`; months come in order, other groups in the order of their keys, the one without a key last.
    Raises KeyError for a `by` that is none of GROUPINGS.
    """
    known = reading.moment.known_at
    return {
        "formula": formula(),
        "scope": reading.scope.name,
        "as_of": reading.moment.as_of.isoformat(),
        "known_at": known.astimezone(UTC).isoformat().replace("+00:00", "Z") if known else None,
        "synthetic": synthetic(reading),
        "total": plain_figures(reading.total),
        "groups": [
            {"key": g.key, "label": g.label, **plain_figures(g.figures)} for g in groups(reading, by, lang)
        ],
    }


def synthetic(reading: Reading) -> bool:
    """Tell whether any plan counted in the scope is invented."""
    return bool(reading.held.synthetic[reading.measures].any())


def groups(reading: Reading, by: str | None, lang: str) -> list[Group]:
    """Return the groups of a reading in the order they are told to machines; none without `by`. Raises KeyError for an unknown one."""
    if by is None:
        return []
    if by == "month":
        return list(months(reading, lang))
    return sorted(reading.by(by, lang), key=lambda group: (group.key is None, group.key or ""))


def months(reading: Reading, lang: str) -> Iterator[Group]:
    """Yield the scope's figures at every month-end of its time line, by the formula, as if each were asked for as `as_of`.

    A month after the reading's own day says what stands if nothing more is reported. Key "2026-06", label "junho de 2026".
    """
    points = timeline(reading.held, reading.scope, reading.moment)
    days = np.array([day_number(point.day) for point in points], dtype=np.int32)
    known = micros(reading.moment.known_at) if reading.moment.known_at else None
    held, scope = narrowed(reading.held, reading.scope)
    for _, figures in blocks(held.facts, days, known):
        for i, number in enumerate(figures.days.tolist()):
            day = day_of(number)
            there = Reading(held, replace(reading.moment, as_of=day), figures.rows(slice(i, i + 1)), scope)
            yield Group(f"{day:%Y-%m}", _month_name(day, lang), there.total)


def _month_name(day: date, lang: str) -> str:
    with override(lang):
        return month(day)


def plain_figures(figures: Any) -> dict[str, Any]:
    """Return F with its fractions at six decimals and its date as text."""
    return {name: _value(name, value) for name, value in figures.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(six(np.array(value))) if name in FRACTIONS and value is not None else value
