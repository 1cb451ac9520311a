"""What a second import of a plan changes: readable lines, one a thing added, dropped, changed, reported or corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal

from rumo.science.planfile.document import Activity, Indicator, Plan, Report
from rumo.science.planfile.dump import plain, said

LISTS = ("measures", "reports")
"""Compared item by item, not as one field."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `what` (plan, measure, activity, indicator or report), its `key`, what happened, and the field's two values.

    `key` is "" for the plan, the code for a measure, "measure/code" for an activity or an indicator, and for a report
    "measure · reference date · municipality · version". `field`, `old` and `new` (JSON values) speak only of `changed`.
    """

    what: Literal["plan", "measure", "activity", "indicator", "report"]
    key: str
    happened: Literal["added", "dropped", "changed", "corrected"]
    field: str | None = None
    old: Any = None
    new: Any = None


def difference(old: Plan, new: Plan) -> list[Change]:
    """What `new` changes of `old`. A report missing from `new` is no change: an import never loses reports.

    A report is *added* when its measure, municipality and date were not reported before, *corrected* when they were.
    """
    return [
        *_fields("plan", "", old, new, LISTS),
        *_measures(old, new),
        *_reports(old, new),
    ]


def _fields(what: Any, key: str, old: object, new: object, apart: tuple[str, ...] = ()) -> Iterator[Change]:
    for each in fields(new):  # type: ignore[arg-type]
        if each.name not in apart and getattr(old, each.name) != getattr(new, each.name):
            yield Change(what, key, "changed", each.name, said(old, each.name), said(new, each.name))


def _measures(old: Plan, new: Plan) -> Iterator[Change]:
    before = {measure.code: measure for measure in old.measures}
    after = {measure.code: measure for measure in new.measures}
    for code, measure in after.items():
        if code in before:
            yield from _fields("measure", code, before[code], measure, ("activities", "indicators"))
            yield from _parts("activity", code, before[code].activities, measure.activities)
            yield from _parts("indicator", code, before[code].indicators, measure.indicators)
        else:
            yield Change("measure", code, "added", new=measure.title)
    yield from (
        Change("measure", code, "dropped", old=measure.title)
        for code, measure in before.items()
        if code not in after
    )


def _parts(
    what: Literal["activity", "indicator"],
    measure: str,
    old: tuple[Activity, ...] | tuple[Indicator, ...],
    new: tuple[Activity, ...] | tuple[Indicator, ...],
) -> Iterator[Change]:
    before, after = {item.code: item for item in old}, {item.code: item for item in new}
    for code, item in after.items():
        if code in before:
            yield from _fields(what, f"{measure}/{code}", before[code], item)
        else:
            yield Change(what, f"{measure}/{code}", "added", new=item.title)
    yield from (
        Change(what, f"{measure}/{code}", "dropped", old=item.title)
        for code, item in before.items()
        if code not in after
    )


def _reports(old: Plan, new: Plan) -> Iterator[Change]:
    """Reports are immutable: one that is not word for word there already is new, and corrects if its slot was taken."""
    same = {_words(report) for report in old.reports}
    slots = {_slot(report) for report in old.reports}
    for report in new.reports:
        if _words(report) in same:
            continue
        happened: Literal["added", "corrected"] = "corrected" if _slot(report) in slots else "added"
        slots.add(_slot(report))
        key = (*_slot(report), f"v{report.version}")
        yield Change("report", " · ".join(str(part) for part in key if part is not None), happened)


def _slot(report: Report) -> tuple[object, ...]:
    return (report.measure, report.reference_date, report.municipality)


def _words(report: Report) -> str:
    return json.dumps(plain(report), sort_keys=True)
