"""A line of text with its manners: `**bold**`, `*italic*`, `[words](https://…)` and calls of notes `[^1]`; a backslash before a sign keeps it as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rumo.science.document.model import Line, Note, Span
from rumo.science.document.tidy import address

_SIGNS = r"""!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~"""
_TOKEN = re.compile(
    rf"\\(?P<kept>[{_SIGNS}])|(?P<stars>\*+)|\[\^(?P<note>[^\]\s]{{1,40}})\]"
    r"|\[(?P<words>(?:\\.|[^\[\]\\])*)\]\((?P<link>[^\s()]*)\)"
)


Notes = Callable[[str], Line | None]
"""What the note of a key says; nothing for a key that is none's."""


def _none(key: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class _Stars:
    """Signs that may begin or end a manner."""

    many: int
    bold: bool
    italic: bool


def read(text: str, notes: Notes = _none) -> list[Span | Note]:
    """Return a line from its text; what is no sign of anything stays as it was written, calls of notes there are none of too."""
    found: list[Span | Note] = []
    bold = italic = False
    for piece in _paired(_pieces(text, "", notes)):
        if not isinstance(piece, _Stars):
            found.append(replace(piece, bold=bold, italic=italic) if isinstance(piece, Span) else piece)
            continue
        bold, italic = bold ^ piece.bold, italic ^ piece.italic
    return found


def _pieces(text: str, link: str, notes: Notes) -> list[Span | Note | _Stars]:
    found: list[Span | Note | _Stars] = []
    last = 0
    for token in _TOKEN.finditer(text):
        if token.start() > last:
            found.append(Span(text[last : token.start()], link=link))
        last = token.end()
        whole, key = token.group(), token["note"]
        if token["kept"]:
            found.append(Span(token["kept"], link=link))
        elif token["stars"]:
            found.append(_stars(text, token.start(), token.end(), link))
        elif key is not None and not link and (said := notes(key)) is not None:
            found.append(Note(tuple(one for one in said if isinstance(one, Span))))
        elif token["words"] is not None and not link and address(token["link"]):
            found += _pieces(token["words"], address(token["link"]), notes)
        else:  # only its first sign is sure to be no more than it looks
            found.append(Span(whole[0], link=link))
            found += _pieces(whole[1:], link, notes)
    if last < len(text):
        found.append(Span(text[last:], link=link))
    return found


def _stars(text: str, start: int, end: int, link: str) -> Span | _Stars:
    """Stars between two spaces, and more than three, are stars."""
    many = end - start
    alone = text[start - 1 : start].strip(" \n") == "" and text[end : end + 1].strip(" \n") == ""
    if many > 3 or (alone and not link):
        return Span("*" * many, link=link)
    return _Stars(many, bold=many > 1, italic=many != 2)


def _paired(pieces: list[Span | Note | _Stars]) -> list[Span | Note | _Stars]:
    """Make the last star of a manner that is never ended a plain one."""
    for name, sign in (("bold", "**"), ("italic", "*")):
        places = [at for at, piece in enumerate(pieces) if isinstance(piece, _Stars) and getattr(piece, name)]
        if len(places) % 2:
            at = places[-1]
            pieces[at : at + 1] = [Span(sign), replace(pieces[at], **{name: False})]  # type: ignore[arg-type]
    return pieces


def write(said: Line, call: Callable[[Note], str], also: str = "") -> str:
    """Return the text of a line in its one form (`tidy.line`); `call` gives a note's mark, `also` are more signs to keep."""
    pieces: list[str] = []
    bold = italic = False
    for one in said:
        now = (one.bold, one.italic) if isinstance(one, Span) else (False, False)
        pieces.append("**" * (bold != now[0]) + "*" * (italic != now[1]))
        if (
            isinstance(one, Note) or one.link
        ):  # an exclamation mark before a bracket would be a picture elsewhere
            _calm(pieces)
        bold, italic = now
        if isinstance(one, Note):
            pieces.append(call(one))
        elif one.link:
            pieces.append(f"[{_kept(one.text, also + '^]')}]({one.link})")
        else:
            pieces.append(_kept(one.text, also))
    pieces.append("**" * bold + "*" * italic)
    return "".join(pieces)


def _calm(pieces: list[str]) -> None:
    """Keep an exclamation mark at the end of what was written as it is."""
    at = len(pieces) - 1
    while at > 0 and not pieces[at]:
        at -= 1
    if pieces[at].endswith("!"):
        pieces[at] = pieces[at][:-1] + "\\!"


def _kept(text: str, also: str) -> str:
    return re.sub(rf"[\\*\[{re.escape(also)}]", r"\\\g<0>", text)
