"""One line of somebody else's spreadsheet turned into a measure, and into a report where it says a state."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from rumo.doors.files.cells import Cell, as_text, read_money
from rumo.doors.files.html_text import plain_text
from rumo.doors.files.loose import as_date, as_number, is_url
from rumo.doors.files.mapping import LISTS, NO_REPORT, REPORTED, TEXTS, Map, Spec, loosely
from rumo.doors.files.table import Table
from rumo.science.planfile import values
from rumo.science.planfile.values import CODE, LINE, PROSE, Wrong

TOTAL = "total"
"""The code of the one activity that holds a measure's completion, where the source gives a percentage."""


@dataclass
class Reading:
    """What the lines of one table share: the mapping, the codes that exist, and what was noted so far.

    `percent` is what completion is divided by; `used` the columns the mapping speaks of; `left` the cells that could not be
    used, by column.
    """

    table: Table
    map: Map
    areas: Mapping[str, str]
    municipalities: Container[str]
    percent: float
    used: frozenset[int]
    cells: dict[str, str] = field(default_factory=dict)
    left: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    def leave(self, line: int, column: int, cell: Cell) -> None:
        """Note a cell that could not be used."""
        self.left.setdefault(column, []).append((self.table.at(line, column), as_text(cell)))

    def unique(self, wanted: str) -> str:
        """A code not used yet: the wanted one, else with -2, -3 ... after it."""
        base = re.sub(r"\s+", " ", wanted).strip().replace("/", "-")[: CODE - 8].strip()
        base = base if base.strip(".") else "sem-codigo"
        code, count = base, 2
        while code in self.codes:
            code, count = f"{base}-{count}", count + 1
        self.codes.add(code)
        return code


class Row:
    """One line of the table on its way to a measure."""

    def __init__(self, rows: Reading, line: int, cells: tuple[Cell, ...], index: int) -> None:
        """Take a line; `index` is its measure's."""
        self.rows, self.line, self.cells, self.index = rows, line, cells, index
        self.map = rows.map
        self.printed: dict[str, Any] = {}

    def into(self, raw: dict[str, Any], number: int) -> None:
        """Add this line's measure to the plan, and its report where there is one."""
        measure = self.measure(number)
        report = self.report(measure, raw)
        self.unmapped()
        if self.printed:
            measure["as_printed"] = self.printed
        raw["measures"].append(measure)
        if report:
            self.rows.cells[f"reports[{len(raw['reports'])}]"] = self.rows.table.at(self.line, 0)
            raw["reports"].append(report)

    # Cells

    def spec(self, key: str) -> Spec:
        return self.map.columns.get(key, Spec())

    def texts(self, spec: Spec) -> list[str]:
        """The non-empty texts of a field's columns."""
        if spec.constant is not None:
            return [as_text(spec.constant)]
        found = (
            plain_text(as_text(self.cells[column]))
            for column in spec.columns
            if self.cells[column] is not None
        )
        return [text for text in found if text]

    def keep(self, spec: Spec) -> None:
        """Keep a field's cells as printed, since they could not be used."""
        for column in spec.columns:
            cell = self.cells[column]
            if cell is not None:
                self.rows.leave(self.line, column, cell)
                self.print(column)

    def print(self, column: int) -> None:
        """Keep one cell as the source's words."""
        cell = self.cells[column]
        text = plain_text(as_text(cell))[:PROSE] if cell is not None else ""
        if text:
            self.printed[self.rows.table.headers[column]] = cell if isinstance(cell, float | bool) else text

    def line_of(self, spec: Spec, texts: list[str]) -> str | None:
        """One line of text, cut at the limit; what is cut stays whole as printed."""
        if not texts:
            return None
        text = " ".join(" ".join(texts).split())
        if len(text) > LINE:
            self.keep(spec)
            text = text[: LINE - 1].rstrip() + "…"
        return text

    def prose(self, spec: Spec) -> str | None:
        """Several columns one below the other."""
        return "\n\n".join(self.texts(spec))[:PROSE] or None

    def items(self, spec: Spec) -> list[str]:
        """The parts of a list, each once."""
        mark = re.escape(spec.separator) if spec.separator else "[;\n]"
        parts = (
            self.line_of(Spec(), [part])
            for text in self.texts(spec)
            for part in re.split(mark, text)
            if part.strip()
        )
        return list(dict.fromkeys(part for part in parts if part))

    def number(self, spec: Spec, *, above: float | None = None) -> float | None:
        """A number, or None with the cell kept as printed."""
        if not spec.columns:
            return as_number(spec.constant, None)
        cell = self.cells[spec.columns[0]]
        value = as_number(cell, self.map.decimal)
        if cell is not None and (
            value is None or (above is not None and value <= above) or abs(value) > values.LARGEST
        ):
            self.keep(spec)
            return None
        return value

    def money(self, spec: Spec) -> str | None:
        """An amount, or None with the cell kept as printed."""
        if not spec.columns or self.cells[spec.columns[0]] is None:
            return None
        number = as_number(self.cells[spec.columns[0]], self.map.decimal)
        try:
            return f"{values.money(read_money(number)):.2f}"
        except Wrong:
            self.keep(spec)
            return None

    def date(self, key: str) -> str | None:
        """A day, or None with the cell kept as printed."""
        spec = self.spec(key)
        texts = self.texts(spec)
        if not texts:
            return None
        cell = spec.constant if spec.constant is not None else self.cells[spec.columns[0]]
        found = as_date(texts[0] if isinstance(cell, str) else cell, self.map.dates)
        if found is None:
            self.keep(spec)
        return found

    # The measure

    def measure(self, number: int) -> dict[str, Any]:
        rows, path = self.rows, f"measures[{self.index}]"
        rows.cells[path] = rows.table.at(self.line, 0)
        for key, spec in self.map.columns.items():
            if spec.columns:
                rows.cells[f"{path}.{key}"] = rows.table.at(self.line, spec.columns[0])
        titles = self.texts(self.spec("title"))
        code = " ".join(self.texts(self.spec("code"))) or str(number)
        measure: dict[str, Any] = {
            "code": rows.unique(code),
            "title": self.line_of(self.spec("title"), titles[:1]),
        }
        for key in TEXTS[:4]:
            measure[key] = (
                self.line_of(self.spec(key), self.texts(self.spec(key)))
                if key == "axis"
                else self.prose(self.spec(key))
            )
        for key in LISTS[1:5]:
            measure[key] = self.items(self.spec(key))
        measure["areas"] = self.known("areas", {**rows.areas, **self.map.areas})
        measure["municipalities"] = self.known("municipalities", None) or None
        measure["start"], measure["end"] = self.period()
        level = self.number(self.spec("level"))
        if level in (None, 1, 2):
            measure["level"] = level
        else:
            self.keep(self.spec("level"))
        measure["weight"] = self.number(self.spec("weight"), above=0)
        urls = [text for text in self.texts(self.spec("source_url")) if is_url(text)]
        measure["source"] = {"url": urls[0]} if urls else None
        if self.texts(self.spec("source_url")) and not urls:
            self.keep(self.spec("source_url"))
        measure["budget"] = self.budget()
        measure["indicators"] = self.indicators()
        return measure

    def period(self) -> tuple[str | None, str | None]:
        """Start and end; if they (or the plan's, where one is missing) are the wrong way round neither is used."""
        start, end = self.date("start"), self.date("end")
        period = self.map.plan.get("period")
        plan = period if isinstance(period, dict) else {}
        first, last = start or plan.get("start"), end or plan.get("end")
        if (start or end) and isinstance(first, str) and isinstance(last, str) and last < first:
            self.keep(self.spec("start"))
            self.keep(self.spec("end"))
            return None, None
        return start, end

    def known(self, key: str, names: Mapping[str, str] | None) -> list[str]:
        """The codes a list's parts stand for; parts that stand for none stay as printed."""
        found: dict[str, None] = {}
        missed = False
        for item in self.items(self.spec(key)):
            code = (
                names.get(loosely(item))
                if names is not None
                else (item if item in self.rows.municipalities else None)
            )
            missed |= code is None
            if code is not None:
                found[code] = None
        if missed:
            self.keep(self.spec(key))
        return list(found)

    def budget(self) -> list[dict[str, Any]]:
        lines = []
        for entry in self.map.budget:
            funder = self.line_of(Spec(), self.texts(entry["funder"])) if "funder" in entry else None
            planned = self.money(entry.get("planned", Spec()))
            if funder and planned is not None:
                lines.append({"funder": funder, "planned": planned})
        return lines

    def indicators(self) -> list[dict[str, Any]]:
        found = []
        for number, entry in enumerate(self.map.indicators, start=1):
            item = self.indicator(entry)
            if item:
                found.append({"code": entry["code"].constant if "code" in entry else f"i{number}", **item})
        return found

    def indicator(self, entry: dict[str, Spec]) -> dict[str, Any] | None:
        """One indicator of this line, None where the line says nothing of it. A target that is no number stays as text."""
        said = [
            key
            for key in ("title", "target", "value", "baseline")
            if key in entry and entry[key].columns and self.texts(entry[key])
        ]
        if not said:
            return None
        target = entry.get("target", Spec())
        number = (
            as_number(self.cells[target.columns[0]], self.map.decimal) if target.columns else target.constant
        )
        return {
            "title": self.line_of(entry.get("title", Spec()), self.texts(entry.get("title", Spec()))),
            "unit": self.line_of(Spec(), self.texts(entry.get("unit", Spec()))),
            "kind": entry["kind"].constant if "kind" in entry else None,
            "aggregation": entry["aggregation"].constant
            if "aggregation" in entry and number is not None
            else None,
            "baseline": self.number(entry.get("baseline", Spec())),
            "target": number,
            "target_type": "none" if number is None else "number",
            "target_text": self.prose(target),
        }

    # The report

    def report(self, measure: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any] | None:
        """What the line says was true on the reference date; None where it says no state and no completion."""
        share = self.completion()
        stage = self.stage(share)
        day = self.date("reference_date") or self.map.report.get("reference_date")
        spent = {entry["funder"]: entry["spent"] for entry in self.spent()}
        told = {
            item["code"]: value
            for item in measure["indicators"]
            if (value := self.told(item["code"])) is not None
        }
        if stage is None or day is None:
            self.keep_unreported()
            return None
        if share is not None:
            measure["activities"] = [{"code": TOTAL, "title": measure["title"]}]
            measure["basis"] = "activities"
        return {
            "measure": measure["code"],
            "reference_date": day,
            "published_at": self.map.published_at,
            "stage": stage,
            "activities": {TOTAL: share} if share is not None else {},
            "indicators": told,
            "spent": spent,
            **{key: self.prose(self.spec(key)) for key in REPORTED},
        }

    def completion(self) -> float | None:
        spec = self.spec("completion")
        if not spec.columns or self.cells[spec.columns[0]] is None:
            return None
        cell = self.cells[spec.columns[0]]
        percent = isinstance(cell, str) and plain_text(cell).endswith("%")
        number = as_number(
            plain_text(cell).removesuffix("%") if isinstance(cell, str) else cell, self.map.decimal
        )
        share = None if number is None else number / (100 if percent else self.rows.percent)
        if share is None or not 0 <= share <= 1:
            self.keep(spec)
            return None
        return share

    def stage(self, share: float | None) -> str | None:
        """The state said, else what a completion alone shows."""
        texts = self.texts(self.spec("stage"))
        if texts:
            stage = self.map.states.get(loosely(texts[0]))
            return None if stage == NO_REPORT else stage
        if share is None:
            return None
        return "not_started" if share == 0 else "completed" if share == 1 else "in_progress"

    def spent(self) -> list[dict[str, str]]:
        found = []
        for entry in self.map.budget:
            funder = self.line_of(Spec(), self.texts(entry["funder"])) if "funder" in entry else None
            amount = self.money(entry.get("spent", Spec()))
            if funder and amount is not None:
                found.append({"funder": funder, "spent": amount})
        return found

    def told(self, code: str) -> float | None:
        for number, entry in enumerate(self.map.indicators, start=1):
            if code == (entry["code"].constant if "code" in entry else f"i{number}"):
                return self.number(entry.get("value", Spec()))
        return None

    def keep_unreported(self) -> None:
        """A line with no report still keeps the words that would have gone into it."""
        inner = [
            entry[key]
            for entry in (*self.map.budget, *self.map.indicators)
            for key in ("spent", "value")
            if key in entry
        ]
        for spec in (*inner, *(self.spec(key) for key in ("stage", "completion", *REPORTED))):
            for column in spec.columns:
                self.print(column)

    def unmapped(self) -> None:
        """Columns that the mapping does not speak of, as the source printed them."""
        for column in range(len(self.cells)) if self.map.keep else ():
            if column not in self.rows.used:
                self.print(column)
