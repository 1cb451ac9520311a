"""Two versions of guidelines laid beside each other as a page shows them: what was added, taken out, moved, and which words changed."""

from dataclasses import dataclass

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
    language: str


def compared(old: list[Part], new: list[Part]) -> list[Line]:
    """Return every part of both versions once, in the order of the new one (no query)."""
    pairs = diff.aligned([_part(one) for one in old], [_part(one) for one in new])
    return [_line(pair, old, new) for pair in pairs]


def _part(one: Part) -> diff.Part:
    said = one.said
    return diff.Part(one.code, (said.kind, said.heading, said.text), weight=1 + len(said.text))


def _line(pair: diff.Pair, old: list[Part], new: list[Part]) -> Line:
    was = None if pair.old is None else old[pair.old]
    now = None if pair.new is None else new[pair.new]
    one = now or was
    assert one is not None  # noqa: S101  (a pair has one side at least)
    heads = (was.said.heading if was else "", now.said.heading if now else "")
    texts = (was.said.text if was else "", now.said.text if now else "")
    return Line(
        pair.state,
        pair.key,
        pair.changed,
        one.section,
        was.number if was else "",
        now.number if now else "",
        wording.words(*heads),
        wording.words(*texts),
        one.said.version.language,
    )
