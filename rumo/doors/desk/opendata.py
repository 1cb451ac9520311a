"""Everything public as CSV files, row by row: what anybody needs to compute every figure again, with what each column means."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rumo.deliver.plans import models as plans
from rumo.deliver.progress import models as progress
from rumo.deliver.progress.queries import public_evidence
from rumo.deliver.rollup.queries.reading import Reading
from rumo.doors.desk.datadictionary import DEGREE, TABLES, Column
from rumo.doors.files.cells import guarded
from rumo.science.planfile.dump import plain

CHUNK = 2_000
"""Rows fetched at once: memory stays the same whatever the size."""


class Written(NamedTuple):
    """A file written and how many rows it has."""

    name: str
    rows: int


def write(folder: Path, reading: Reading | None, told: Callable[[Written], None]) -> None:
    """Write every table, the degree of each plan as `reading` (of the country) gives it, and the dictionary; `told` hears of each.

    Published rows alone; parts of a value by group of people stay out, since small numbers could single somebody out.
    """
    for table in TABLES:
        told(_table(folder, table.name, table.columns, _rows(ROWS[table.name], table.columns)))
    told(_table(folder, "degree_by_plan", DEGREE, _degrees(reading)))
    described = [*((table.name, column) for table in TABLES for column in table.columns)]
    described += [("degree_by_plan", column) for column in DEGREE]
    rows = ((name, column.name, column.meaning) for name, column in described)
    told(_write(folder, "dictionary", ("table", "column", "meaning"), rows))


def _table(folder: Path, name: str, columns: Iterable[Column], rows: Iterable[Iterable[Any]]) -> Written:
    return _write(folder, name, [column.name for column in columns], rows)


def _write(folder: Path, name: str, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Written:
    count = 0
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            count += 1
    return Written(name, count)


def _cell(value: Any) -> str:
    """Return a value as text: true and false as 1 and 0, lists parted by |, text guarded against spreadsheets that run formulas."""
    if isinstance(value, str):
        return guarded(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return guarded(" | ".join(map(str, value)))
    if isinstance(value, float | int | Decimal | date | datetime):
        return str(plain(value))
    raise TypeError(f"no column holds a {type(value).__name__}")


def _rows(query: QuerySet[Any], columns: tuple[Column, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the table's rows in the order of their keys, a chunk at a time."""
    return query.all().order_by("pk").values_list(*(column.path for column in columns)).iterator(CHUNK)


def _degrees(reading: Reading | None) -> Iterator[list[Any]]:
    if reading is None:
        return
    for group in reading.by("plan"):
        said: dict[str, Any] = {"plan": group.key, **group.figures, "as_of": reading.moment.as_of}
        said |= {f"states_{name}": count for name, count in group.figures["states"].items()}
        said |= {f"schedule_{name}": count for name, count in group.figures["schedule"].items()}
        yield [said[column.path] for column in DEGREE]


_VERSION = {"version__state": plans.PlanVersion.State.PUBLISHED}
_SAID = {"measure_version__version__state": plans.PlanVersion.State.PUBLISHED}
_REPORT = {"report__state": progress.Report.State.PUBLISHED}
ROWS: dict[str, QuerySet[Any]] = {
    "plans": plans.PlanVersion.objects.filter(state=plans.PlanVersion.State.PUBLISHED),
    "plan_municipalities": plans.PlanPlace.objects.filter(**_VERSION),
    "cycles": progress.Cycle.objects.filter(**_VERSION),
    "dropped": plans.Dropped.objects.filter(**_VERSION),
    "carried": plans.Carried.objects.filter(**_VERSION),
    "measures": plans.MeasureVersion.objects.filter(**_VERSION),
    "measure_areas": plans.MeasureArea.objects.filter(**_SAID),
    "measure_municipalities": plans.MeasurePlace.objects.filter(**_SAID),
    "milestones": plans.Milestone.objects.filter(**_SAID),
    "activities": plans.Activity.objects.filter(**_SAID),
    "indicators": plans.Indicator.objects.filter(**_SAID),
    "funding": plans.Funding.objects.filter(**_SAID),
    "reports": progress.Report.objects.filter(state=progress.Report.State.PUBLISHED),
    "measurements": progress.Measurement.objects.filter(**_REPORT),
    "spending": progress.Spending.objects.filter(**_REPORT),
    "evidence": public_evidence().filter(**_REPORT),
}
