"""A form as plain values: what was typed, what of the plan file it says, and which field each fault of the file belongs to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from rumo.doors.web import parts
from rumo.science.planfile import Fault

Words = str | Promise
EMPTY_ROWS = 3
MOST_ROWS = 500
"""Rows of one group that are read of a form; more come in by file."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PLACE = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its key in the plan file ("period.start" is inside `period`), its words, and how it is typed.

    Kinds: text, textarea, date, number, money, select, lines (one text a line) and checks (any of the options).
    """

    key: str
    label: Words
    kind: str = "text"
    hint: Words = ""
    options: tuple[tuple[str, Words], ...] = ()
    optional: bool = True

    @property
    def id(self) -> str:
        """Return the field's name and id in the form."""
        return self.key.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """A part that repeats: rows of the same fields, such as a measure's activities."""

    key: str
    legend: Words
    one: Words
    fields: tuple[Field, ...]
    hint: Words = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole form."""

    fields: tuple[Field, ...]
    groups: tuple[Group, ...] = ()


@dataclass(slots=True)
class Typed:
    """What stands in a form, as text: fields by id (a list for checks), rows of each group by field key."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says: the plan file's JSON, and for each group which rows of the form its items are."""

    raw: dict[str, Any]
    kept: dict[str, list[int]]

    def field_at(self, place: str) -> str:
        """Return the id of the field a place of the plan file belongs to."""
        found = _PLACE.match(place)
        if found and found[1] in self.kept:
            kept, index = self.kept[found[1]], int(found[2])
            row = kept[index] if index < len(kept) else 0
            return f"{found[1]}-{row}-{found[3] or 'code'}"
        return (
            re.sub(r"\[.*", "", place).replace(".", "-")
            if not place.startswith("period")
            else place.replace(".", "-")
        )


def typed(post: QueryDict, sheet: Sheet) -> Typed:
    """Read what was typed in a form."""
    values: dict[str, Any] = {
        one.id: post.getlist(one.id) if one.kind == "checks" else post.get(one.id, "") for one in sheet.fields
    }
    rows = {group.key: list(_rows(post, group)) for group in sheet.groups}
    return Typed(values, rows)


def _rows(post: QueryDict, group: Group) -> Iterable[dict[str, str]]:
    named = re.compile(rf"{group.key}-(\d{{1,4}})-\w+")
    seen = [int(found[1]) for key in post if (found := named.fullmatch(key))]
    for index in range(min(max(seen, default=-1) + 1, MOST_ROWS)):
        yield {one.key: post.get(f"{group.key}-{index}-{one.key}", "") for one in group.fields}


def told(raw: Mapping[str, Any], sheet: Sheet) -> Typed:
    """Return a form filled with what the plan file's JSON says."""
    values = {one.id: _text(_inside(raw, one.key), one) for one in sheet.fields}
    rows = {
        group.key: [
            {one.key: _text(item.get(one.key), one) for one in group.fields}
            for item in raw.get(group.key) or ()
        ]
        for group in sheet.groups
    }
    return Typed(values, rows)


def _inside(raw: Mapping[str, Any], key: str) -> Any:
    outer, dot, inner = key.partition(".")
    value = raw.get(outer)
    return (value or {}).get(inner) if dot else value


def _text(value: Any, one: Field) -> Any:
    if one.kind == "checks":
        return [str(item) for item in value or ()]
    if one.kind == "lines":
        return "\n".join(str(item) for item in value or ())
    if value is None:
        return ""
    return str(value).replace(".", ",") if one.kind in ("number", "money") else str(value)


def said(form: Typed, sheet: Sheet) -> Said:
    """Return what a form says, in the plan file's JSON; rows in which nothing was typed are left out, and what cannot be read stays text."""
    raw: dict[str, Any] = {}
    for one in sheet.fields:
        outer, dot, inner = one.key.partition(".")
        value = _value(form.values.get(one.id, ""), one)
        if dot:
            raw.setdefault(outer, {})[inner] = value
        else:
            raw[outer] = value
    kept: dict[str, list[int]] = {}
    for group in sheet.groups:
        rows = form.rows.get(group.key, [])
        kept[group.key] = [index for index, row in enumerate(rows) if _filled(row, group)]
        raw[group.key] = [
            {
                one.key: value
                for one in group.fields
                if (value := _value(rows[index].get(one.key, ""), one)) is not None
            }
            for index in kept[group.key]
        ]
    return Said(raw, kept)


def _filled(row: Mapping[str, str], group: Group) -> bool:
    return any(row.get(one.key, "").strip() for one in group.fields if one.kind != "select")


def _value(text: Any, one: Field) -> Any:
    if one.kind == "checks":
        return list(text or ())
    if one.kind == "lines":
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    text = text.strip()
    if not text:
        return None
    if one.kind == "date":
        found = _DAY.fullmatch(text)
        return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text
    if one.kind in ("number", "money"):
        return _figure(text, one.kind)
    return text


def _figure(text: str, kind: str) -> Any:
    """Return a number as the plan file has it, however it was typed: 1 234,5 or 1234.5; what is none stays text."""
    plain = "".join(text.split()).removesuffix("€")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    if kind == "money":
        return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) else text
    return float(plain) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", plain) else text


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the template shows it."""

    id: str
    label: Words
    kind: str
    hint: Words
    value: Any
    error: str
    options: tuple[parts.Option, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A repeating part as the template shows it: its rows, those typed and the empty ones after them."""

    key: str
    legend: Words
    hint: Words
    error: str
    rows: list[tuple[str, list[Shown]]]


def shown(
    form: Typed, sheet: Sheet, errors: Mapping[str, str], more: str = ""
) -> tuple[list[Shown], list[ShownGroup]]:
    """Return the fields and groups of a form for the template; the group named by `more` has more empty rows."""
    fields = [_shown(one, one.id, form.values.get(one.id, ""), errors) for one in sheet.fields]
    groups = []
    for group in sheet.groups:
        rows = list(form.rows.get(group.key, []))
        filled = max((i + 1 for i, row in enumerate(rows) if _filled(row, group)), default=0)
        wanted = (
            filled
            + EMPTY_ROWS
            + (EMPTY_ROWS if more == group.key and len(rows) >= filled + EMPTY_ROWS else 0)
        )
        rows = (rows + [{} for _extra in range(wanted)])[: max(wanted, 1)]
        lines = [
            (
                f"{group.one} {i + 1}",
                [
                    _shown(one, f"{group.key}-{i}-{one.key}", row.get(one.key, ""), errors)
                    for one in group.fields
                ],
            )
            for i, row in enumerate(rows)
        ]
        groups.append(ShownGroup(group.key, group.legend, group.hint, errors.get(group.key, ""), lines))
    return fields, groups


def _shown(one: Field, name: str, value: Any, errors: Mapping[str, str]) -> Shown:
    chosen = value if isinstance(value, list) else [value]
    options = tuple(parts.Option(key, str(label), key in chosen) for key, label in one.options)
    kind = {"number": "text", "money": "text", "lines": "textarea"}.get(one.kind, one.kind)
    return Shown(name, one.label, kind, one.hint, value, errors.get(name, ""), options, one.optional)


def errors_of(faults: Iterable[Fault], said: Said) -> dict[str, str]:
    """Return the first fault of each field, by the field's id, as a sentence."""
    found: dict[str, str] = {}
    for fault in faults:
        words = fault.message[:1].upper() + fault.message[1:]
        found.setdefault(said.field_at(fault.where), words if words.endswith((".", "?")) else f"{words}.")
    return found
