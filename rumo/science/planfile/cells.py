"""A report cell by cell: the flat key of each thing a report says ("stage", "indicators/i1/sex:f"), how it is read, where it stands.

`said` is the JSON shape of a plan file's report; money stands in it as text, an indicator with parts as {"total", "by"}.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rumo.science.planfile import values
from rumo.science.planfile.document import STAGES, Evidence, Measure, Report, Value
from rumo.science.planfile.values import Wrong, quoted

Said = dict[str, Any]

TEXTS: Mapping[str, int] = {
    "narrative": values.PROSE,
    "difficulties": values.PROSE,
    "corrective_action": values.PROSE,
    "reason": 2_000,
    "returned": 2_000,
    "note": values.PROSE,
    "title": values.LINE,
}
"""Characters in each text of a report, and in what is said about it."""
CELLS = ("narrative", "difficulties", "corrective_action", "reason")
FAMILIES = ("activities", "indicators", "spent")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cell stands: `family` is a key of the report; `code` within it; `part` the group of an indicator's value."""

    family: str
    code: str = ""
    part: str = ""

    @property
    def cell(self) -> str:
        """The flat key."""
        return "/".join(piece for piece in (self.family, self.code, self.part) if piece)


def address(cell: str, measure: Measure) -> Address:
    """Where a cell of a report of `measure` stands. Raises Wrong for one that does not exist."""
    family, slash, rest = cell.partition("/")
    if family == "stage" or family in CELLS:
        if slash:
            raise Wrong(f"{quoted(cell)} não existe num relatório")
        return Address(family)
    if family not in FAMILIES or not rest:
        raise Wrong(f"{quoted(cell)} não existe num relatório")
    if family == "spent":
        return Address(family, values.name(rest))
    if family == "activities":
        if rest not in {activity.code for activity in measure.activities}:
            raise Wrong(f"a atividade {quoted(rest)} não existe nesta medida")
        return Address(family, rest)
    return _of_indicator(rest, measure)


def _of_indicator(rest: str, measure: Measure) -> Address:
    """An indicator, or a part of one: a code may hold slashes itself, so the longest that fits is meant."""
    fits = [i.code for i in measure.indicators if rest == i.code or rest.startswith(i.code + "/")]
    if not fits:
        raise Wrong(f"o indicador {quoted(rest)} não existe nesta medida")
    code = max(fits, key=len)
    if rest == code:
        return Address("indicators", code)
    return Address("indicators", code, values.code(rest[len(code) + 1 :]))


def read(at: Address, raw: object, measure: Measure) -> Any:
    """The JSON value of what somebody wrote in a cell; None when they left it empty. Raises Wrong in plain words."""
    if raw is None or raw == "":
        return None
    if at.family == "stage":
        return values.choice(raw, STAGES)
    if at.family == "activities":
        return values.share(raw)
    if at.family == "spent":
        return f"{values.money(str(raw) if isinstance(raw, Decimal) else raw):.2f}"
    if at.family == "indicators":
        return _value(at, values.number(raw), measure)
    written = values.text(raw, limit=TEXTS[at.family], lines=True).strip()
    return written or None


def _value(at: Address, value: float, measure: Measure) -> float:
    """A count is never below 0; a value may be, where the measure's own figures are."""
    if value >= 0:
        return value
    (indicator,) = (i for i in measure.indicators if i.code == at.code)
    if at.part or min(indicator.baseline or 0.0, indicator.target or 0.0) >= 0:
        raise Wrong(f"{value:g} é negativo: uma contagem não pode ser menor que 0")
    return value


def get(said: Mapping[str, Any], at: Address) -> Any:
    """What a report says in a cell; None when nothing."""
    if not at.code:
        return said.get(at.family)
    value = said.get(at.family, {}).get(at.code)
    if at.family != "indicators":
        return value
    total, by = _parted(value)
    return by.get(at.part) if at.part else total


def put(said: Mapping[str, Any], at: Address, value: Any) -> Said:
    """A report that says `value` in a cell and all else as before; None leaves the cell empty."""
    new: Said = dict(said)
    if not at.code:
        return _set(new, at.family, value)
    family = dict(new.get(at.family, {}))
    if at.family == "indicators":
        total, by = _parted(family.get(at.code))
        if at.part:
            by = _set(dict(by), at.part, value)
        else:
            total = value
        value = {"total": total, "by": by} if by else total
    return _set(new, at.family, _set(family, at.code, value) or None)


def _set(record: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    if value is None:
        record.pop(key, None)
    else:
        record[key] = value
    return record


def _parted(value: Any) -> tuple[float | None, dict[str, float]]:
    if isinstance(value, dict):
        return value.get("total"), value.get("by", {})
    return value, {}


def flat(said: Mapping[str, Any]) -> dict[str, Any]:
    """Every cell that says something, by its flat key: the stage, each family in the order of codes, texts; evidence is no cell."""
    cells = {name: said[name] for name in ("stage",) if said.get(name) is not None}
    for family in FAMILIES:
        for code, value in sorted(said.get(family, {}).items()):
            total, by = _parted(value)
            if total is not None:
                cells[f"{family}/{code}"] = total
            cells |= {f"{family}/{code}/{part}": number for part, number in sorted(by.items())}
    return cells | {name: said[name] for name in CELLS if said.get(name) is not None}


def faults(said: Mapping[str, Any], measure: Measure) -> list[tuple[str, str]]:
    """What keeps a report from being sent: pairs of (cell, why), in plain words."""
    found = []
    if not said.get("stage"):
        found.append(("stage", "falta o estado da medida"))
    for cell, value in flat(said).items():
        try:
            read(address(cell, measure), value, measure)
        except Wrong as wrong:
            found.append((cell, str(wrong)))
    for code, value in said.get("indicators", {}).items():
        if _parted(value)[0] is None:
            found.append((f"indicators/{code}", "tem partes e falta o total"))
    if said.get("stage") in ("suspended", "cancelled") and not said.get("reason"):
        found.append(("reason", "diga porque está suspensa ou cancelada: o motivo fica público"))
    return found


def report_of(
    said: Mapping[str, Any],
    *,
    measure: str,
    day: dt.date,
    municipality: str | None,
    version: int,
    published_at: dt.datetime,
) -> Report:
    """The report that a working copy without faults becomes."""
    return Report(
        measure=measure,
        reference_date=day,
        stage=said["stage"],
        published_at=published_at,
        version=version,
        municipality=municipality,
        activities=dict(said.get("activities", {})),
        indicators={
            code: Value(float(_parted(value)[0] or 0.0), _parted(value)[1])
            for code, value in said.get("indicators", {}).items()
        },
        spent={funder: Decimal(amount) for funder, amount in said.get("spent", {}).items()},
        evidence=tuple(_evidence(item) for item in said.get("evidence", ())),
        withdrawn=bool(said.get("withdrawn")),
        **{name: said.get(name) for name in CELLS},
    )


def _evidence(item: Mapping[str, Any]) -> Evidence:
    known = {name: item[name] for name in Evidence.__slots__ if item.get(name) is not None}
    if "on" in known:
        known["on"] = dt.date.fromisoformat(known["on"])
    return Evidence(**known)
