"""Reads one measure alone, as it is being written: by the very rules of the whole file, against the plan it stands in."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from rumo.science.planfile.document import Fault, Measure, Plan
from rumo.science.planfile.parse_measure import Around, read_measure
from rumo.science.planfile.reading import Log


@dataclass(frozen=True, slots=True)
class ParsedMeasure:
    """What came of a measure: None when there are `faults`; places are within the measure, such as indicators[0].target."""

    measure: Measure | None
    faults: tuple[Fault, ...] = ()
    flags: tuple[Fault, ...] = ()


def parse_measure(
    raw: object, *, plan: Plan, areas: Mapping[str, str], municipalities: Container[str]
) -> ParsedMeasure:
    """Read one measure strictly, with the ends and municipalities of `plan`. Never raises.

    raw: the JSON shape of a measure in the plan file. areas, municipalities: as `parse.parse` takes them.
    """
    log = Log()
    around = Around(areas, municipalities, plan.start, plan.end, plan.municipalities)
    read = read_measure(raw, "", log, around, set())
    if log.faults:
        return ParsedMeasure(None, tuple(log.faults), tuple(log.flags))
    return ParsedMeasure(read.measure, (), tuple(log.flags))
