"""Acts of the ledger told in words: a sentence for each verb, a line for each thing that changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rumo.doors.office.history.words import FIELDS, VERBS
from rumo.ground.ledger.models import Detail
from rumo.ground.people.models import Role, Token
from rumo.ground.people.queries import names_of

UNSAID = {"digest", "digests", "entries", "mark"}
"""What the ledger holds for whoever checks it, which tells a reader nothing."""
LABELS: dict[str, Any] = {**dict(Role.choices), **dict(Token.Scope.choices)}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was one way and became another; empty where there was nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act as a page tells it."""

    at: datetime
    who: str
    did: str
    target: str
    changes: list[Change]


def acts(rows: Sequence[Detail]) -> list[Act]:
    """Return the acts in words; names of people are looked up at once (one query)."""
    people = names_of({row.by for row in rows} | set(_people(rows)))
    return [
        Act(
            row.entry.at,
            people.get(row.by) or (_("operação do sistema") if row.by == "operator" else row.by),
            str(VERBS.get(row.verb, row.verb)),
            row.target,
            _changes(row.old, row.new, people),
        )
        for row in rows
    ]


def _people(rows: Sequence[Detail]) -> list[str]:
    """Return the public ids that stand in what changed."""
    sides = [side for row in rows for side in (row.old, row.new) if isinstance(side, dict)]
    return [
        side[key]
        for side in sides
        for key in ("person", "in", "away", "approved_by")
        if isinstance(side.get(key), str)
    ]


def _changes(old: Any, new: Any, people: dict[str, str]) -> list[Change]:
    before = old if isinstance(old, dict) else {}
    after = new if isinstance(new, dict) else {}
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key in UNSAID:
            continue
        was, now = _said(before.get(key), people), _said(after.get(key), people)
        if was != now:
            found.append(Change(_field(key), was, now))
    return found


def _field(key: str) -> str:
    name: str | Promise = FIELDS.get(key, key.replace("_", " "))
    return str(name)


def _said(value: Any, people: dict[str, str]) -> str:
    """Return a value as people read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("sim") if value else _("não")
    if isinstance(value, str):
        return people.get(value) or str(LABELS.get(value, value))
    if isinstance(value, list):
        return _("; ").join(_said(item, people) for item in value)
    if isinstance(value, dict):
        return _("; ").join(f"{_field(key)}: {_said(item, people)}" for key, item in value.items())
    return str(value)
