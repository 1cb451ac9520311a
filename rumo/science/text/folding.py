"""Texts folded for search and comparison, and cut into words, in any script.

Folding sets aside what people write one way or the other: case, width, accents of Latin and Greek letters, marks of stress, Arabic vowels and the
forms of alef, yeh, kaf and heh (as Lucene's ArabicNormalizer and PersianNormalizer do, https://lucene.apache.org), nukta and chandrabindu in Devanagari
(its IndicNormalizer), figures of every script, signs that do not show. Letters of Cyrillic, Bengali or Han stay what they are: й is not и.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ARABIC = {
    **dict.fromkeys("آأإٱٲٳ", "ا"), **dict.fromkeys("ىیېئ", "ي"), "ؤ": "و", "ک": "ك", **dict.fromkeys("ةۀہۂۃەھ", "ه"), "ـ": "",
}  # fmt: skip
_DEVANAGARI = {"ँ": "ं", "़": ""}
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Scripts written without spaces: Thai, Lao, Burmese, Khmer, Kana, Han."""
_TOGETHER = re.compile(f"{_UNSPACED}+")
_PARTED = re.compile(f"(?<={_UNSPACED}) (?={_UNSPACED})")


def fold(text: str) -> str:
    """Return a text as it is compared: two that differ only in what the module sets aside give the same; single spaces, none at the ends.

    Folding what is folded changes nothing. The length may change: places in the answer are not places in the text.
    """
    known = _compose(text.translate(_HIDDEN))
    return " ".join(_compose(known.translate(_FOLDED)).split())


def spaced(text: str) -> str:
    """Return a text with a space for all but letters, their marks and figures: as long as the text, places stay places."""
    return text.translate(_SPACED)


def bare(text: str) -> str:
    """Return a text folded and without anything but letters, their marks and figures; what stood between is one space."""
    return " ".join(fold(text).translate(_SPACED).split())


def tight(text: str) -> str:
    """Return a text as `bare` does, and without spaces where its script puts none: punctuation there leaves no trace either."""
    return _PARTED.sub("", bare(text))


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order: runs of letters, their marks and figures.

    Where a script puts no space between words, every two signs in a row stand for one (a lone sign for itself).
    """
    return [word for run in bare(text).split() for word in _cut(run)]


def spelt(text: str) -> list[tuple[str, str]]:
    """Return the words of a text as `words` does, each with how it is spelt there: (folded, as written)."""
    runs = unicodedata.normalize("NFC", text).translate(_SPACED).split()
    return [
        (word, run if word == whole else word)
        for run in runs
        for whole in bare(run).split()
        for word in _cut(whole)
    ]


def is_spaced(word: str) -> bool:
    """Tell whether a word's script parts words with spaces."""
    return not _TOGETHER.search(word)


def _cut(run: str) -> Iterator[str]:
    """Cut a run of letters where it passes into a script without spaces, and there into twos."""
    at = 0
    for found in _TOGETHER.finditer(run):
        if found.start() > at:
            yield run[at : found.start()]
        signs = found.group()
        yield from (signs[i : i + 2] for i in range(max(len(signs) - 1, 1)))
        at = found.end()
    if at < len(run):
        yield run[at:]


def _compose(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=4096)
def _is_plain(letter: str) -> bool:
    """Whether a letter's accents are set aside: Latin and Greek."""
    return unicodedata.name(letter, "").startswith(("LATIN ", "GREEK "))


class _Hidden(dict[int, str | None]):
    """Signs that do not show, by code point; what was asked once is kept."""

    def __missing__(self, code: int) -> str | None:
        kind = unicodedata.category(chr(code))
        return self.setdefault(code, None if kind == "Cf" else " " if kind == "Cc" else chr(code))


class _Folded(dict[int, str]):
    """What each sign is folded to, by code point."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, "".join(self._one(sign) for sign in chr(code).casefold()))

    def _one(self, sign: str) -> str:
        if sign in _ARABIC:
            return _ARABIC[sign]
        if sign in _DEVANAGARI:
            return _DEVANAGARI[sign]
        figure = unicodedata.decimal(sign, None)
        if figure is not None:
            return str(figure)
        if _is_plain(sign):
            bare = unicodedata.normalize("NFKD", sign)
            return "".join(one for one in bare if not unicodedata.combining(one)).casefold()
        return "" if _is_set_aside(sign) else sign


def _is_set_aside(sign: str) -> bool:
    """Whether a mark is one that only helps to read: stress and accents, Arabic vowels and signs of recitation."""
    return unicodedata.category(sign) == "Mn" and (
        "\u0300" <= sign <= "\u036f" or "\u0610" <= sign <= "\u061a" or "\u064b" <= sign <= "\u065f"
        or sign == "\u0670" or "\u06d6" <= sign <= "\u06ed"
    )  # fmt: skip


class _Spaced(dict[int, str]):
    """Letters, marks and figures as they are; anything else a space."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        return self.setdefault(code, sign if unicodedata.category(sign)[0] in "LMN" else " ")


_HIDDEN, _FOLDED, _SPACED = _Hidden(), _Folded(), _Spaced()
