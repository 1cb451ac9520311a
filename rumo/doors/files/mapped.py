"""Somebody else's spreadsheet, line by line, turned into the plan file by a mapping: what has no place is kept as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from rumo.doors.files.cells import as_text
from rumo.doors.files.html_text import plain_text
from rumo.doors.files.limits import FileRefused
from rumo.doors.files.loose import as_number
from rumo.doors.files.mapped_row import Reading, Row
from rumo.doors.files.mapping import Map, bind, loosely, read_map
from rumo.doors.files.rawfile import RawFile
from rumo.doors.files.reading import checked, load
from rumo.doors.files.table import Table, read_table
from rumo.science.planfile import Fault, Parsed
from rumo.science.planfile.document import FORMAT
from rumo.science.planfile.values import quoted


def parse_mapped(
    source: Path | bytes,
    name: str = "",
    *,
    mapping: Path | bytes,
    mapping_name: str = "",
    areas: Mapping[str, str],
    municipalities: Container[str],
) -> tuple[Parsed, RawFile]:
    """Read and check somebody else's spreadsheet through a mapping, in one step. Never raises."""
    try:
        data, name = load(source, name)
        toml, mapping_name = load(mapping, mapping_name or ("" if isinstance(mapping, Path) else "mapa.toml"))
        raw = read_map(toml, mapping_name)
        file = raw.get("file", {})
        options = {key: file[key] for key in ("sheet", "header", "encoding", "delimiter") if key in file}
        table = read_table(data, name, **options)
        bound = bind(raw, mapping_name, table)
    except FileRefused as refused:
        return Parsed(None, refused.faults), RawFile(None, faults=refused.faults)
    reading = Reading(table, bound, areas, municipalities, _percent(table, bound), _used(bound))
    read = _read(reading)
    parsed = checked(read, areas=areas, municipalities=municipalities)
    return Parsed(parsed.plan, parsed.faults, (*_flags(reading), *parsed.flags)), read


def _read(reading: Reading) -> RawFile:
    """The raw plan: one measure a line, and a report where the line says a state."""
    raw: dict[str, Any] = {"format": FORMAT, **reading.map.plan, "measures": [], "reports": []}
    for key in ("slug", "title", *reading.map.plan):
        reading.cells[key] = f"{reading.map.name}: [plan] {key}"
    faults = _unknown_states(reading.table, reading.map)
    for number, (line, cells) in enumerate(reading.table.lines, start=1):
        Row(reading, line, cells, number - 1).into(raw, number)
    return RawFile(raw, reading.cells, tuple(faults))


def _flags(reading: Reading) -> tuple[Fault, ...]:
    """What was left as the source printed it, one line a column."""
    lines = []
    for _, seen in sorted(reading.left.items()):
        where, text = seen[0]
        more = f" (e mais {len(seen) - 1} na mesma coluna)" if len(seen) > 1 else ""
        lines.append(
            Fault(where, f"{quoted(text)} não se consegue usar{more}: fica como no original, em as_printed")
        )
    return tuple(lines)


def _unknown_states(table: Table, mapping: Map) -> list[Fault]:
    """Every state written in the table has to be in [states]: one fault a value, with how often and the first place."""
    spec = mapping.columns.get("stage")
    if spec is None or not spec.columns:
        return []
    column = spec.columns[0]
    seen: Counter[str] = Counter()
    first: dict[str, str] = {}
    for line, cells in table.lines:
        text = plain_text(as_text(cells[column])) if cells[column] is not None else ""
        if text and loosely(text) not in mapping.states:
            seen[text] += 1
            first.setdefault(text, table.at(line, column))
    known = ", ".join(mapping.states) or "nenhum"
    return [
        Fault(
            first[text],
            f"o estado {quoted(text)} ({count} ×) não está em [states] de {mapping.name}; estão: {known}",
        )
        for text, count in seen.items()
    ]


def _percent(table: Table, mapping: Map) -> float:
    """What completion is divided by: as the mapping says, else 100 if any plain number of the column is above 1, else 1."""
    spec = mapping.columns.get("completion")
    if spec is None or not spec.columns:
        return 1.0
    numbers = [as_number(cells[spec.columns[0]], mapping.decimal) for _, cells in table.lines]
    return spec.scale or (100.0 if any(number is not None and number > 1 for number in numbers) else 1.0)


def _used(mapping: Map) -> frozenset[int]:
    inner = [spec for entry in (*mapping.budget, *mapping.indicators) for spec in entry.values()]
    return frozenset(index for spec in (*mapping.columns.values(), *inner) for index in spec.columns)
