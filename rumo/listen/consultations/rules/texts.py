"""What may stand in a text of a consultation, and how a pasted text falls into paragraphs."""

import re
from collections.abc import Sequence

from rumo.ground.core.texts import prose

LINE = 300
"""Characters of a title, an option, a statement."""
PROSE = 20_000
"""Characters of any other text."""
PARAGRAPHS = 1_000
"""Paragraphs of a text put to consultation."""
HEADING = "# "
_SHORT = ("title", "option", "row", "statement")


def longest(place: str) -> int:
    """Return how many characters the text at a place may have."""
    return LINE if place.partition(":")[0] in _SHORT else PROSE


def split(text: str, known: Sequence[tuple[str, str, bool]] = ()) -> list[tuple[str, str, bool]]:
    """Return the paragraphs of a pasted text: (code, text, whether a heading), parted at empty lines; "# " begins a heading.

    A paragraph that stands among the `known` ones, in their order, keeps its code; any other gets a number never used before.
    """
    parts = [part for piece in re.split(r"\n\s*\n", prose(text)) for part in _headed(piece)]
    codes = [code for code, _text, _heading in known]
    last = max((int(code) for code in codes if code.isdecimal()), default=0)
    found: list[tuple[str, str, bool]] = []
    begin = 0
    for said, heading in parts:
        here = next((i for i in range(begin, len(known)) if known[i][1:] == (said, heading)), None)
        if here is None:
            last += 1
            found.append((str(last), said, heading))
        else:
            begin = here + 1
            found.append((codes[here], said, heading))
    return found


def joined(paragraphs: Sequence[tuple[str, str, bool]]) -> str:
    """Return paragraphs as the text they were pasted as."""
    return "\n\n".join(f"{HEADING if heading else ''}{text}" for _code, text, heading in paragraphs)


def _headed(piece: str) -> list[tuple[str, bool]]:
    """Return a piece as it is, with a heading's line apart from what follows it."""
    lines = piece.strip().split("\n")
    found: list[tuple[str, bool]] = []
    while lines and lines[0].startswith(HEADING):
        found.append((lines.pop(0)[len(HEADING) :].strip(), True))
    found.append(("\n".join(lines).strip(), False))
    return [(text, heading) for text, heading in found if text]
