"""The groups an indicator's count may be divided by (sex, age, nationality), as fields of the form and back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rumo.deliver.progress.queries.sheet import Cell, Row
from rumo.doors.office.reporting.asked import WAS, Changes
from rumo.doors.office.reporting.lines import NOTHING, Field, field_of
from rumo.doors.office.reporting.values import written

NATIONALITY = "nationality:"


@dataclass(frozen=True, slots=True)
class Divided:
    """One indicator divided: a field for each usual group, and a text with a nationality on each line."""

    id: str
    title: str
    open: bool
    fields: tuple[Field, ...]
    nationality: str
    nationality_name: str
    nationality_seen: str
    error: str


def usual() -> dict[str, str]:
    """Return the groups the form always offers, by their key in the plan file."""
    years = _("%(from)s a %(to)s anos")
    return {
        "sex:f": _("mulheres"),
        "sex:m": _("homens"),
        "sex:x": _("outro, ou não diz"),
        "age:0-17": _("até 17 anos"),
        "age:18-24": years % {"from": 18, "to": 24},
        "age:25-64": years % {"from": 25, "to": 64},
        "age:65+": _("65 anos ou mais"),
    }


def countable(cell: Cell) -> bool:
    """Tell whether an indicator counts things, so that it may be divided: not a percentage, nor money."""
    return cell.kind == "number" and not any(mark in cell.unit for mark in ("%", "€"))


def divided(row: Row, sent: Changes = NOTHING) -> dict[str, Divided]:
    """Return the indicators of a measure that may be divided, by their key."""
    found = {}
    for number, cell in enumerate(filter(countable, row.group("indicators")), start=1):
        parts = _parts(row, cell.key)
        name = f"{row.code}|{cell.key}/{NATIONALITY}"
        seen = _told(row, cell.key)
        typed = sent.typed.get((row.code, f"{cell.key}/{NATIONALITY}"), seen)
        ident = f"d{number}"
        fields = tuple(
            field_of(row, part, f"{ident}-{at}", sent, label=usual().get(part.title, part.title))
            for at, part in enumerate(parts, start=1)
        )
        error = sent.faults.get((row.code, f"{cell.key}/{NATIONALITY}"), "")
        opened = bool(typed or error or any(field.value or field.error for field in fields))
        found[cell.key] = Divided(ident, cell.title, opened, fields, typed, name, seen, error)
    return found


def add(row: Row, posted: Mapping[str, str], sent: Changes) -> None:
    """Take the groups of a form into the changes."""
    for cell in filter(countable, row.group("indicators")):
        for part in _parts(row, cell.key):
            name = f"{row.code}|{part.key}"
            if name in posted:
                sent.add(row, part, posted[name], posted.get(WAS + name, ""))
        name = f"{row.code}|{cell.key}/{NATIONALITY}"
        if name in posted:
            _add_nationalities(row, cell, posted[name], posted.get(WAS + name, ""), sent)


def _add_nationalities(row: Row, cell: Cell, typed: str, seen: str, sent: Changes) -> None:
    key = (row.code, f"{cell.key}/{NATIONALITY}")
    sent.typed[key] = typed
    now, before, wrong = _lines(typed), _lines(seen), [line for line in _split(typed) if line[1] is None]
    if wrong:
        sent.faults[key] = _("«%(line)s» não se percebe. Escreva, por exemplo, «Brasil: 12».") % {
            "line": wrong[0][0][:60]
        }
        return
    for name in {**before, **now}:
        part = row.cell(f"{cell.key}/{NATIONALITY}{name}")
        if part is not None:
            sent.add(row, part, now.get(name, ""), before.get(name, ""))
            if fault := sent.faults.pop((row.code, part.key), None):
                sent.faults[key] = f"{name}: {fault}"


def _parts(row: Row, key: str) -> list[Cell]:
    known = [one for one in (*row.copy, *row.past) if one.startswith(f"{key}/")]
    names = [f"{key}/{group}" for group in usual()]
    named = dict.fromkeys([*names, *known])
    return [part for part in row.parts(named) if not part.title.startswith(NATIONALITY)]


def _told(row: Row, key: str) -> str:
    start = f"{key}/{NATIONALITY}"
    parts = row.parts(sorted(one for one in row.copy if one.startswith(start)))
    return "\n".join(f"{part.title.removeprefix(NATIONALITY)}: {written(part, part.said)}" for part in parts)


def _split(text: str) -> list[tuple[str, tuple[str, str] | None]]:
    found: list[tuple[str, tuple[str, str] | None]] = []
    for line in filter(None, (one.strip() for one in text.replace("\t", ":").splitlines())):
        name, mark, number = line.rpartition(":")
        found.append(
            (
                line,
                (name.strip(" :"), number.strip()) if mark and name.strip(" :") and number.strip() else None,
            )
        )
    return found


def _lines(text: str) -> dict[str, str]:
    return {pair[0]: pair[1] for _line, pair in _split(text) if pair is not None}
