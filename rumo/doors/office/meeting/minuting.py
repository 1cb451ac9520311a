"""Minutes as a form: a line for each thing they tell; lines are added, moved, taken out by buttons, and brought from the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rumo.doors.web.formats import short_day
from rumo.doors.web.parts import Fault, Option
from rumo.listen.gatherings.models import MinutesItem
from rumo.listen.gatherings.rules import MOST_ITEMS, CardRow, Noted, drafted_from, item_faults

Kind = MinutesItem.Kind
FIELDS = ("kind", "text", "owner", "due", "card")
ADDING = (
    ("add-decision", lazy("Decisão")),
    ("add-agreement", lazy("Acordo")),
    ("add-disagreement", lazy("Desacordo")),
    ("add-follow_up", lazy("A fazer")),
)
"""The buttons that add a line, with what it is of."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing as it is typed, and the card it was drafted from."""

    kind: str = Kind.DECISION
    text: str = ""
    owner: str = ""
    due: str = ""
    card: str = ""

    @property
    def blank(self) -> bool:
        """Tell whether nothing is written on it."""
        return not (self.text.strip() or self.owner.strip() or self.due.strip())


def typed(post: QueryDict) -> list[Line]:
    """Return the lines of a form, in order; one more than there may be at most, so that too many are told."""
    numbers = range(1, MOST_ITEMS + 2)
    return [Line(*(post.get(f"{name}-{n}", "") for name in FIELDS)) for n in numbers if f"text-{n}" in post]


def kept(items: Sequence[Noted]) -> list[Line]:
    """Return lines as they are kept, or brought from cards."""
    return [
        Line(one.kind, one.text, one.owner, one.due_on.isoformat() if one.due_on else "", one.from_card)
        for one in items
    ]


def left_out(lines: Sequence[Line], cards: Sequence[CardRow]) -> list[Noted]:
    """Return what the tables wrote that no line was drafted from yet, as far as there is room for it."""
    there = {one.card for one in lines if one.card}
    room = MOST_ITEMS - sum(not one.blank for one in lines)
    return drafted_from(one for one in cards if one.number not in there)[: max(0, room)]


def changed(lines: Sequence[Line], act: str, cards: Sequence[CardRow]) -> tuple[list[Line], str]:
    """Return the lines after a button was pressed, and the id of what has the focus then."""
    what, _dash, which = act.partition("-")
    if what == "bring":
        written = [one for one in lines if not one.blank]
        return [*written, *kept(left_out(lines, cards))], f"text-{len(written) + 1}"
    if what == "add":
        return [*lines, Line(kind=which if which in Kind.values else Kind.DECISION)], f"text-{len(lines) + 1}"
    n = int(which) if which.isascii() and which.isdigit() and len(which) < 4 else 0
    if not 1 <= n <= len(lines):
        return list(lines), ""
    rest = [*lines[: n - 1], *lines[n:]]
    if what == "drop":
        return rest, f"text-{min(n, len(rest))}" if rest else "text-1"
    place = min(max(n - 1 + (1 if what == "down" else -1), 0), len(rest))
    ends = {0: "down", len(rest): "up"}  # at an end the same button has nowhere to go
    way = ends.get(place, "down" if what == "down" else "up")
    return [*rest[:place], lines[n - 1], *rest[place:]], f"{way}-{place + 1}"


def said(lines: Sequence[Line]) -> tuple[list[Noted], dict[str, str]]:
    """Return what lines say, and what is to be mended by field; blank lines are to be left out before."""
    items, unread = [], {}
    for n, one in enumerate(lines, 1):
        due = _day(one.due.strip())
        if one.due.strip() and due is None:
            unread[f"due-{n}"] = _("Escreva o dia, por exemplo 2027-06-30.")
        items.append(Noted(one.kind, one.text.strip(), one.owner.strip(), due, one.card))
    return items, {**item_faults(items), **unread} if unread else {}


def faults(found: Mapping[str, str]) -> dict[str, str]:
    """Return faults by the field where each is told: what is said of all lines, at the first."""
    return {"text-1" if field == "items" else field: words for field, words in found.items()}


def summary(found: Mapping[str, str]) -> list[Fault]:
    """Return the same faults for the summary, which says of which line each is."""
    return [
        Fault(field, _("Ponto %(n)s: %(words)s") % {"n": field.rpartition("-")[2], "words": words})
        for field, words in found.items()
    ]


def drawn(lines: Sequence[Line], errors: Mapping[str, str], focus: str) -> list[dict[str, Any]]:
    """Return lines as the page shows them; nothing written is one line to begin with."""
    shown = list(lines) or [Line()]
    return [
        {
            "n": n,
            "line": one,
            "kinds": [Option(key, str(name), key == one.kind) for key, name in Kind.choices],
            "first": n == 1,
            "last": n == len(shown),
            "wrong": {name: errors[f"{name}-{n}"] for name in FIELDS if f"{name}-{n}" in errors},
            "focus": focus.removesuffix(f"-{n}") if focus.endswith(f"-{n}") else "",
        }
        for n, one in enumerate(shown, 1)
    ]


def beside(items: Sequence[Noted]) -> list[dict[str, str]]:
    """Return what somebody else kept, to be read beside what was typed."""
    names: dict[str, Any] = dict(Kind.choices)
    found = []
    for one in items:
        when = [one.owner, short_day(one.due_on)] if one.due_on else []
        found.append({"label": str(names[one.kind]), "theirs": "\n".join([one.text, *when])})
    return found or [{"label": _("Ata"), "theirs": _("Nada.")}]


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None
