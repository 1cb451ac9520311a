"""Two versions of guidelines laid beside each other as a page shows them: what was added, taken out, moved, and which words changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rumo.science.diff import parts as diff
from rumo.science.diff import wording
from rumo.shape.guidelines.queries.reading import Part


@dataclass(frozen=True, slots=True)
class Line:
    """A part in either version: what became of it, its number then and now, the pieces of its heading and of its text."""

    state: str  # added, removed, moved, changed, kept
    code: str
    changed: bool
    section: bool
    was: str  # its number
    now: str
    heading: list[wording.Piece]
    text: list[wording.Piece]
    beside: list[tuple[str, list[wording.Piece]]]  # what else changed: its plain words, its criteria
    language: str


Held = tuple[Part, str]
"""A part, and what it asks of plans."""


def compared(old: Sequence[Held], new: Sequence[Held]) -> list[Line]:
    """Return every part of both versions once, in the order of the new one (no query)."""
    pairs = diff.aligned([_part(one) for one in old], [_part(one) for one in new])
    return [_line(pair, old, new) for pair in pairs]


def _part(held: Held) -> diff.Part:
    one, asks = held
    said = one.said
    words = (said.kind, said.heading, said.text, said.plain, said.level, asks)
    return diff.Part(one.code, words, weight=1 + len(said.text))


def _line(pair: diff.Pair, old: Sequence[Held], new: Sequence[Held]) -> Line:
    was, was_asks = (None, "") if pair.old is None else old[pair.old]
    now, now_asks = (None, "") if pair.new is None else new[pair.new]
    one = now or was
    assert one is not None  # noqa: S101  (a pair has one side at least)

    def pieces(field: str) -> list[wording.Piece]:
        return wording.words(*(getattr(side.said, field) if side else "" for side in (was, now)))

    beside = [
        (_("Em palavras simples"), pieces("plain")),
        (_("Como se verifica"), wording.words(was_asks, now_asks)),
    ]
    return Line(
        pair.state,
        pair.key,
        pair.changed,
        one.section,
        was.number if was else "",
        now.number if now else "",
        pieces("heading"),
        pieces("text"),
        [(label, told) for label, told in beside if any(piece.kind != wording.SAME for piece in told)],
        one.said.version.language,
    )
