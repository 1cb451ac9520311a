"""Two texts compared word by word: what stayed, what went, what came. Both texts can be put together again from it, sign by sign."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, IN = "same", "out", "in"
JOINERS = "_\u200c\u200d"
"""Signs within a word that are neither letter, figure nor mark."""
MOST = 4_000_000
"""Pairs of words compared at most; of longer texts, what lies between their common ends is said to be wholly new."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: in both (`same`), only in the old (`out`), only in the new (`in`)."""

    kind: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """Return the pieces of two texts, in the order in which they are read, what went before what came in its place."""
    a, b = split(old), split(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle = _middle(a[head : len(a) - tail], b[head : len(b) - tail])
    return _joined([Piece(SAME, "".join(a[:head])), *middle, Piece(SAME, "".join(a[len(a) - tail :]))])


def before(pieces: Iterable[Piece]) -> str:
    """Return the old text."""
    return "".join(piece.text for piece in pieces if piece.kind != IN)


def after(pieces: Iterable[Piece]) -> str:
    """Return the new text."""
    return "".join(piece.text for piece in pieces if piece.kind != OUT)


def split(text: str) -> list[str]:
    """Cut a text into words, spaces and single signs; a mark stays with the letter it is written on. Joined, they are the text."""
    found: list[str] = []
    last = ""
    for sign in text:
        kind = _kind(sign)
        if found and kind == last and kind != "sign":
            found[-1] += sign
        else:
            found.append(sign)
        last = kind
    return found


def _kind(sign: str) -> str:
    if sign.isspace():
        return "space"
    return "word" if sign.isalnum() or sign in JOINERS or unicodedata.category(sign)[0] == "M" else "sign"


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words two texts begin with together."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(a: list[str], b: list[str]) -> list[Piece]:
    if len(a) * len(b) > MOST:
        return [Piece(OUT, "".join(a)), Piece(IN, "".join(b))]
    pieces = []
    # spaces are in every text: they follow the words, and no stretch is found by them
    for tag, i, j, k, n in SequenceMatcher(str.isspace, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(a[i:j])))
        else:
            pieces += [Piece(OUT, "".join(a[i:j])), Piece(IN, "".join(b[k:n]))]
    return pieces


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Leave out what is empty, and write as one what stands together."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
