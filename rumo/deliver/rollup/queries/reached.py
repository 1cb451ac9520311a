"""What was reached of every indicator of a measure, in each place, by the formulas of the degree; also of those that enter none."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from rumo.deliver.plans.models import Indicator
from rumo.deliver.rollup.queries.detail import View
from rumo.deliver.rollup.queries.explained import counting
from rumo.deliver.rollup.queries.telling import MeasureDetail
from rumo.science.degree.attainment import Definitions, Seen, attainment, raw_attainment, value_used
from rumo.science.degree.columns import AGGREGATION, DEFINITION
from rumo.science.degree.explain import Explanation
from rumo.science.planfile import document as pf
from rumo.science.planfile import resolved_direction


@dataclass(frozen=True, slots=True)
class Reached:
    """One indicator in one place (-1: the measure as a whole): the value used (None: none reported), attainment held within 0 and 1, and raw."""

    place: int
    value: float | None
    proved: bool
    attainment: float | None
    raw: float | None
    evidence: int


def reached(seen: View, detail: MeasureDetail, how: Explanation) -> dict[str, list[Reached]]:
    """Return what was reached of each indicator, by code, in every place that reports (or once, for the whole). No query."""
    counted = counting(seen, how.measure)
    reports = [
        r for r in detail.reports if (int(r.municipality or -1), r.reference_date, r.version) in counted
    ]
    reports.sort(key=lambda r: (r.reference_date, int(r.municipality or -1)))
    places = [place.municipality for place in how.places] or [-1]
    return {
        ind.code: [_reached(ind, place, _heard(reports, place)) for place in places]
        for ind in detail.indicators
    }


def _heard(reports: list[pf.Report], place: int) -> list[pf.Report]:
    """Return the reports a place reads: its own and those that speak for all; the whole reads only the latter."""
    return [report for report in reports if int(report.municipality or -1) in (-1, place)]


def _reached(indicator: Indicator, place: int, reports: list[pf.Report]) -> Reached:
    code = indicator.code
    values = [report.indicators[code].total for report in reports if code in report.indicators]
    proofs = [evidence for report in reports for evidence in report.evidence if evidence.indicator == code]
    seen = Seen.nothing(1)
    seen.add(np.zeros(len(values), dtype=np.int64), np.array(values, dtype=np.float64))
    seen.proved[0] = any(evidence.accepted for evidence in proofs)
    meaning = _meaning(indicator)
    used = value_used(meaning, seen)
    value = None if np.isnan(used[0]) else float(used[0])
    if indicator.target_type == "none":
        return Reached(place, value, bool(seen.proved[0]), None, None, len(proofs))
    raw = raw_attainment(meaning, used, seen.proved)
    return Reached(
        place,
        value,
        bool(seen.proved[0]),
        float(attainment(raw)[0]),
        None if np.isnan(raw[0]) else float(raw[0]),
        len(proofs),
    )


def _meaning(indicator: Indicator) -> Definitions:
    """Return an indicator as one row of definitions; one without a threshold is read as a number, for its value alone."""
    kind = DEFINITION.get(indicator.target_type, DEFINITION["number"])
    target = indicator.target if indicator.target is not None else np.nan
    rising = resolved_direction(cast(pf.Indicator, indicator)) == "increase"
    return Definitions(
        kind=np.array([kind], dtype=np.int8),
        baseline=np.array([indicator.baseline or 0.0]),
        target=np.array([target if kind == DEFINITION["number"] else np.nan]),
        direction=np.array([1 if rising else -1], dtype=np.int8),
        aggregation=np.array([AGGREGATION[indicator.aggregation]], dtype=np.int8),
    )
