"""What people write, made fit to keep: plain text in every script, without what is invisible and only deceives."""

import re
import unicodedata

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f\ufff9-\ufffb]")
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing. The joiners U+200C and U+200D stay: Persian, Hindi, Bengali and Nepali write with them."""
_MARKS = 8
"""Marks on one letter: no script writes more."""


def prose(text: str) -> str:
    """Return a text of several lines: composed (NFC), line ends as \\n, no more than one empty line in a row, nothing invisible in it."""
    clean = _plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(text: str) -> str:
    """Return a text of one line, with single spaces."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    text = _TURNS.sub(
        "", _UNSEEN.sub("", _CONTROL.sub(" ", text.replace("\u2028", "\n").replace("\u2029", "\n")))
    )
    return _unheaped(unicodedata.normalize("NFC", text))


def _unheaped(text: str) -> str:
    """Leave no more than _MARKS marks in a row, also those that do not combine in class, as the enclosing ones."""
    if text.isascii():
        return text
    kept, run = [], 0
    for sign in text:
        run = run + 1 if unicodedata.category(sign)[0] == "M" else 0
        if run <= _MARKS:
            kept.append(sign)
    return "".join(kept)
