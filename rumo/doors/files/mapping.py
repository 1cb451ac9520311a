"""A mapping in TOML, read and checked: which column of somebody else's spreadsheet is what, and which values mean which state."""

from __future__ import annotations

import datetime as dt
import difflib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rumo.doors.files.limits import FileRefused, refuse
from rumo.doors.files.plan_csv import decoded
from rumo.doors.files.table import Table
from rumo.science.planfile import Fault, values
from rumo.science.planfile.document import STAGES
from rumo.science.planfile.parse import PLAN
from rumo.science.planfile.values import Wrong, quoted

LISTS = ("areas", "responsible", "partners", "target_groups", "tags", "municipalities")
REPORTED = ("narrative", "difficulties", "corrective_action", "reason")
"""Texts of a report."""
TEXTS = ("description", "strategic_objective", "operational_objective", "axis", *REPORTED)
COLUMNS = (
    "code", "title", *TEXTS, *LISTS, "start", "end", "level", "weight", "source_url", "stage", "completion", "reference_date",
)  # fmt: skip
BUDGET = ("funder", "planned", "spent")
INDICATOR = ("code", "title", "unit", "kind", "baseline", "target", "value", "aggregation")
SECTIONS: dict[str, tuple[str, ...]] = {
    "file": ("sheet", "header", "encoding", "delimiter", "decimal", "dates", "unmapped"),
    "plan": tuple(key for key in PLAN if key not in ("format", "measures", "reports")),
    "columns": COLUMNS,
    "report": ("reference_date", "published_at"),
    "states": (),
    "areas": (),
    "budget": BUDGET,
    "indicators": INDICATOR,
}
OPEN = ("states", "areas")
"""Sections whose keys are values of the file."""
REPEATED = ("budget", "indicators")
"""Sections written [[...]], as often as needed."""
_REPORT_READERS: tuple[tuple[str, Callable[[Any], Any], str], ...] = (
    ("reference_date", values.date, "2024-12-31"),
    ("published_at", values.instant, "2024-12-31T00:00:00Z"),
)
"""How each key of [report] is read, and a value that passes where it is absent."""
NO_REPORT = "none"
"""What a state maps to when it says nothing."""


@dataclass(frozen=True)
class Spec:
    """Where a field comes from: columns of the table (in order), or one constant value; `separator` parts a list."""

    columns: tuple[int, ...] = ()
    constant: Any = None
    separator: str | None = None
    scale: float | None = None


@dataclass(frozen=True)
class Map:
    """A mapping checked against its table."""

    name: str
    plan: dict[str, Any]
    columns: dict[str, Spec]
    budget: tuple[dict[str, Spec], ...] = ()
    indicators: tuple[dict[str, Spec], ...] = ()
    states: dict[str, str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)
    decimal: str | None = None
    dates: tuple[str, ...] = ()
    keep: bool = True

    @property
    def published_at(self) -> str | None:
        """When the reports were published: as said for them, else with the plan (if that can be read at all)."""
        said = self.report.get("published_at") or self.plan.get("published_at")
        try:
            return values.instant(said).isoformat()
        except Wrong:
            return None


def read_map(data: bytes, name: str) -> dict[str, Any]:
    """The TOML of a mapping, its sections and keys checked. Raises `FileRefused` with every fault."""
    try:
        raw = tomllib.loads(decoded(data))
    except tomllib.TOMLDecodeError as error:
        raise refuse(name, f"não é TOML válido: {error}") from None
    faults = list(_shape_faults(raw, name))
    if faults:
        raise FileRefused(*faults)
    return raw


def bind(raw: dict[str, Any], name: str, table: Table) -> Map:
    """Tie a mapping to the columns of a table. Raises `FileRefused` with every column that does not exist."""
    binding = _Binding(name, table)
    columns = {key: binding.spec(f"[columns] {key}", value) for key, value in raw.get("columns", {}).items()}
    budget = binding.repeated("budget", raw.get("budget", []))
    indicators = binding.repeated("indicators", raw.get("indicators", []))
    report = raw.get("report", {})
    if "title" not in columns:
        binding.faults.append(Fault(f"{name}: [columns] title", "falta dizer que coluna é o título"))
    if {"stage", "completion"} & columns.keys() and "reference_date" not in (*columns, *report):
        why = "falta o dia a que os estados dizem respeito, por exemplo reference_date = 2024-12-31"
        binding.faults.append(Fault(f"{name}: [report] reference_date", why))
    for key, reader, fallback in _REPORT_READERS:
        try:
            reader(_plain(report.get(key, fallback)))
        except Wrong as wrong:
            binding.faults.append(Fault(f"{name}: [report] {key}", str(wrong)))
    if binding.faults:
        raise FileRefused(*binding.faults)
    file = raw.get("file", {})
    return Map(
        name=name,
        plan=_plain(raw.get("plan", {})),
        columns=columns,
        budget=budget,
        indicators=indicators,
        states={loosely(value): state for value, state in raw.get("states", {}).items()},
        areas={loosely(value): area for value, area in raw.get("areas", {}).items()},
        report=_plain(report),
        decimal=file.get("decimal"),
        dates=tuple(file.get("dates", ())),
        keep=file.get("unmapped", "keep") == "keep",
    )


class _Binding:
    """Column names looked up in one table, with the faults of those that are not there."""

    def __init__(self, name: str, table: Table) -> None:
        self.name, self.table, self.faults = name, table, list[Fault]()
        self.known = {loosely(header): index for index, header in enumerate(table.headers)}

    def repeated(self, section: str, entries: list[dict[str, Any]]) -> tuple[dict[str, Spec], ...]:
        return tuple(
            {key: self.spec(f"[[{section}]] {number} {key}", value, key) for key, value in entry.items()}
            for number, entry in enumerate(entries, start=1)
        )

    def spec(self, place: str, value: Any, key: str = "") -> Spec:
        if key in ("funder", "code", "kind", "aggregation") and isinstance(value, str):
            return Spec(constant=value)  # a name given in the mapping, not a column
        if isinstance(value, dict):
            if "value" in value:
                return Spec(constant=value["value"])
            return Spec(
                self.columns(place, value.get("column")), None, value.get("separator"), value.get("scale")
            )
        return Spec(self.columns(place, value))

    def columns(self, place: str, named: Any) -> tuple[int, ...]:
        found = []
        for header in named if isinstance(named, list) else [named]:
            index = self.known.get(loosely(str(header)))
            if index is None:
                near = difflib.get_close_matches(str(header), self.table.headers, n=1)
                hint = f"talvez «{near[0]}»" if near else f"há: {', '.join(self.table.headers[:40])}"
                self.faults.append(
                    Fault(
                        f"{self.name}: {place}",
                        f"a coluna {quoted(str(header))} não existe em {self.table.name}; {hint}",
                    )
                )
            else:
                found.append(index)
        return tuple(found)


def loosely(text: str) -> str:
    """Text without the capitals and spaces that do not matter in names."""
    return " ".join(text.split()).casefold()


def _plain(value: Any) -> Any:
    """TOML values as JSON has them: dates and instants as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _shape_faults(raw: dict[str, Any], name: str) -> list[Fault]:
    faults: list[Fault] = []
    for section, entries in raw.items():
        if section not in SECTIONS:
            faults.append(Fault(f"{name}: {section}", f"secção desconhecida; há: {', '.join(SECTIONS)}"))
            continue
        wanted = "[[" + section + "]]" if section in REPEATED else "[" + section + "]"
        items = entries if section in REPEATED and isinstance(entries, list) else [entries]
        if any(not isinstance(item, dict) for item in items) or (section in REPEATED) != isinstance(
            entries, list
        ):
            faults.append(Fault(f"{name}: {section}", f"escreva-a como secção {wanted}"))
            continue
        for item in items:
            for key, value in item.items():
                why = _key_fault(section, key, value)
                if why:
                    faults.append(Fault(f"{name}: {wanted} {key}", why))
    return faults


def _key_fault(section: str, key: str, value: Any) -> str | None:
    """What is wrong with one key of a section, or None."""
    if section in OPEN:
        if not isinstance(value, str) or (section == "states" and value not in (*STAGES, NO_REPORT)):
            return (
                f"tem de ser um destes: {', '.join((*STAGES, NO_REPORT))}"
                if section == "states"
                else "tem de ser a chave de uma área"
            )
        return None
    if key not in SECTIONS[section]:
        near = difflib.get_close_matches(key, SECTIONS[section], n=1)
        return "chave desconhecida; " + (
            f"talvez «{near[0]}»" if near else f"há: {', '.join(SECTIONS[section])}"
        )
    if section in ("columns", "budget", "indicators"):
        return _spec_fault(value)
    if section == "file":
        return _file_fault(key, value)
    return None


def _spec_fault(value: Any) -> str | None:
    column = value.get("column") if isinstance(value, dict) else value
    if isinstance(value, dict):
        strange = [key for key in value if key not in ("column", "value", "separator", "scale")]
        if strange:
            return f"chave desconhecida {quoted(strange[0])}; há: column, value, separator, scale"
        if not isinstance(value.get("separator", ";"), str) or not value.get("separator", ";"):
            return 'o separador tem de ser texto, por exemplo separator = ","'
        if (
            isinstance(value.get("scale", 1), bool)
            or not isinstance(value.get("scale", 1), int | float)
            or value.get("scale", 1) <= 0
        ):
            return "a escala tem de ser um número maior que 0, por exemplo scale = 100"
        if "value" in value:
            return None
    names = column if isinstance(column, list) else [column]
    if not names or any(not isinstance(each, str) for each in names):
        return 'diga o nome da coluna, por exemplo "Title", ou uma lista de nomes'
    return None


def _file_fault(key: str, value: Any) -> str | None:
    good = {
        "sheet": isinstance(value, str),
        "header": isinstance(value, int) and not isinstance(value, bool) and value >= 1,
        "encoding": isinstance(value, str)
        and value.lower() in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "iso-8859-15"),
        "delimiter": isinstance(value, str) and len(value) == 1,
        "decimal": value in (".", ","),
        "dates": isinstance(value, list) and all(isinstance(each, str) for each in value),
        "unmapped": value in ("keep", "drop"),
    }
    wanted = {
        "sheet": "o nome da folha",
        "header": "o número da linha dos cabeçalhos, a partir de 1",
        "encoding": "utf-8, utf-16, cp1252, latin-1 ou iso-8859-15",
        "delimiter": "um só carácter",
        "decimal": '"." ou ","',
        "dates": 'uma lista de formatos, por exemplo ["%m/%d/%Y"]',
        "unmapped": '"keep" ou "drop"',
    }
    return None if good[key] else f"tem de ser {wanted[key]}"
