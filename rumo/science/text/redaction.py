"""Places of a text that may tell who somebody is, as suggestions: a person decides.

Found are e-mail addresses, telephone numbers, numbers of documents and accounts by their form, their check digits or the words before them, and names after
words that announce them. Names that nothing announces are not found, and much that is found is harmless: each says why it was, and nothing is certain, a right
check digit included (one number in ten or so has it by chance).

Check digits: NIF as in science/nipc; NISS, Instituto da Segurança Social (weights 29 23 19 17 13 11 7 5 3 2, 9 less the sum modulo 10); cartão de cidadão,
Luhn with letters as 10 to 35 (Validação de número de documento do cartão de cidadão, AMA 2009); IBAN, ISO 13616 (modulo 97 is 1). Telephones: ITU-T E.164.
Texts come composed (NFC). Places are counted in code points, from 0, the end not included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rumo.science.nipc import is_right
from rumo.science.text.cues import AFTER, NAMED, NUMBERS, TITLES, WITHIN, Kind
from rumo.science.text.folding import is_spaced, spaced

Reason = Literal["checked", "cue", "shape"]
"""checked: its check digit is right. cue: a word before it announces it. shape: it only looks like one."""

MOST_WORDS = 6
"""Of a name; in scripts without capitals, half as many."""
OF_PEOPLE = ("1", "2", "3", "45")
NATIONAL = ("2", "3", "91", "92", "93", "96")
"""How telephone numbers of Portugal begin, nine figures."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place of a text, what it may be, why; `cue` is the word that announces it, as written there, or empty."""

    start: int
    end: int
    kind: Kind
    reason: Reason
    cue: str = ""


def suggestions(text: str) -> list[Suggestion]:
    """Return the places of a text that may tell who somebody is, in order; none overlaps another (the surer kind stands)."""
    flat = text.translate(_FLAT)
    found: list[Suggestion] = []
    taken = bytearray(len(text))
    for finder in (_emails, _ibans, _cards, _announced, _numbers, _documents, _names):
        for one in finder(text, flat):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def redacted(text: str, accepted: Iterable[Suggestion], words: Mapping[str, str]) -> str:
    """Return a text with each accepted place as what it was, by kind: "[telefone]"; ValueError where places overlap or are not of the text."""
    parts, at = [], 0
    for one in sorted(accepted, key=lambda one: one.start):
        if not at <= one.start < one.end <= len(text):
            raise ValueError(f"{one.start} to {one.end} is no place of its own in a text of {len(text)}")
        parts += [text[at : one.start], f"[{words[one.kind]}]"]
        at = one.end
    return "".join([*parts, text[at:]])


class _Flat(dict[int, str]):
    """Each sign as one sign: without accents, small, figures 0 to 9, of usual width; so places stay places."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        figure = unicodedata.decimal(sign, None)
        base = str(figure) if figure is not None else unicodedata.normalize("NFKD", sign)[0].lower()
        return self.setdefault(code, base if len(base) == 1 else sign)


_FLAT = _Flat(
    {ord(sign): "'" for sign in "’ʼ‘`´"}
    | {ord(sign): "-" for sign in "‐‑–—"}
    | {ord(sign): sign for sign in "ªº"}
)


def _either(cues: Iterable[str]) -> str:
    """An expression for any of some cues, the longest first: whole words where a script parts words."""
    flat = sorted({cue.translate(_FLAT) for cue in cues}, key=lambda cue: (-len(cue), cue))
    return "|".join(_whole(cue) for cue in flat)


def _whole(cue: str) -> str:
    plain = re.escape(cue).replace(r"\ ", r"\s+")
    if not is_spaced(cue):
        return plain
    return rf"(?<!\w){plain}(?!\w)" if cue[-1].isalnum() else rf"(?<!\w){plain}"


_EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{1,64}(?:@|\s?[(\[]\s?(?:at|arroba)\s?[)\]]\s?)[\w-]{1,63}(?:(?:\.|\s?[(\[]\s?(?:dot|ponto)\s?[)\]]\s?)[\w-]{2,63})+"
)
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]){11,30}(?![a-z0-9])")
_CARD = re.compile(r"(?<![a-z0-9])\d{8}[ -]?\d[ -]?[a-z]{2} ?\d(?![a-z0-9])")
_DIGITS = re.compile(r"(?<![a-z0-9.,+])(?:\+|00)?\(?\d(?:[ ().-]{0,2}\d){6,14}(?![a-z0-9]|[.,]\d)")
_DOCUMENT = re.compile(r"(?<![a-z0-9])[a-z]{1,2}\d{6,8}(?![a-z0-9])")
_FIGURES = r"\+?\(?\d(?:[ ().-]{0,2}\d){5,14}"
_LETTERED = r"(?:[a-z]{0,3}\d(?:[ -]?\d){4,10}[a-z]?|(?=[a-z]{0,5}\d)[a-z0-9]{6,16})"
_WITH_LETTERS = ("citizen_card", "passport", "residence_permit")
_ANNOUNCED: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(
        rf"(?P<cue>{_either(cues)})[^\d\n]{{0,20}}?(?<![a-z0-9])(?P<value>{_LETTERED if kind in _WITH_LETTERS else _FIGURES})(?![a-z0-9])"
    )
    for kind, cues in NUMBERS.items()
}
_NAMED = re.compile(f"(?P<sure>{_either(NAMED)})|{_either(TITLES)}")
_BETWEEN = re.compile(r"[ \u00a0]{1,2}|['’-]|\. ?")
_BEFORE = re.compile(r"[\s:.,]{0,3}")
_WORD = re.compile(r"\S+")


def _emails(_text: str, flat: str) -> Iterator[Suggestion]:
    return (Suggestion(*found.span(), "email", "shape") for found in _EMAIL.finditer(flat))


def _ibans(_text: str, flat: str) -> Iterator[Suggestion]:
    for found in _IBAN.finditer(flat):
        start, whole = found.start(), found.group()
        ends = [at for at in range(len(whole), 0, -1) if at == len(whole) or whole[at] == " "]
        right = next((at for at in ends if _is_iban(whole[:at])), 0)
        if right:
            yield Suggestion(start, start + right, "iban", "checked")
        elif whole.startswith("pt50"):
            yield Suggestion(start, found.end(), "iban", "shape")


def _is_iban(written: str) -> bool:
    bare = written.replace(" ", "")
    return len(bare) >= 15 and int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def _cards(_text: str, flat: str) -> Iterator[Suggestion]:
    for found in _CARD.finditer(flat):
        values = [int(sign, 36) for sign in re.sub("[ -]", "", found.group())]
        doubled = [2 * value - 9 * (2 * value > 9) for value in values[::2]]
        right = (sum(doubled) + sum(values[1::2])) % 10 == 0
        yield Suggestion(*found.span(), "citizen_card", "checked" if right else "shape")


def _announced(text: str, flat: str) -> Iterator[Suggestion]:
    """Numbers after a word that says what they are."""
    for kind, pattern in _ANNOUNCED.items():
        for found in pattern.finditer(flat):
            right = _is_checked(kind, re.sub(r"\D", "", found["value"]))
            yield Suggestion(
                *found.span("value"), kind, "checked" if right else "cue", text[slice(*found.span("cue"))]
            )


def _is_checked(kind: Kind, figures: str) -> bool:
    if kind == "social_security":
        return _is_niss(figures)
    return kind == "tax_number" and is_right(figures)


def _is_niss(figures: str) -> bool:
    if len(figures) != 11 or figures[0] not in "12":
        return False
    weighed = zip(figures, (29, 23, 19, 17, 13, 11, 7, 5, 3, 2), strict=False)
    return int(figures[10]) == 9 - sum(int(figure) * weight for figure, weight in weighed) % 10


def _numbers(_text: str, flat: str) -> Iterator[Suggestion]:
    """Numbers that nothing announces, where they look like a person's."""
    for found in _DIGITS.finditer(flat):
        written = found.group()
        figures = re.sub(r"\D", "", written)
        if written.startswith(("+", "00")):
            yield Suggestion(*found.span(), "phone", "shape")
        elif len(figures) == 9 and figures.startswith(OF_PEOPLE) and is_right(figures):
            yield Suggestion(*found.span(), "tax_number", "checked")
        elif len(figures) == 9 and figures.startswith(NATIONAL):
            yield Suggestion(*found.span(), "phone", "shape")
        elif _is_niss(figures):
            yield Suggestion(*found.span(), "social_security", "checked")


def _documents(_text: str, flat: str) -> Iterator[Suggestion]:
    """A letter or two and six to eight figures: passports and permits of many countries."""
    return (Suggestion(*found.span(), "document", "shape") for found in _DOCUMENT.finditer(flat))


def _names(text: str, flat: str) -> Iterator[Suggestion]:
    """Names after what announces them."""
    known = spaced(text)
    for cue in _NAMED.finditer(flat):
        begin = _BEFORE.match(text, cue.end()).end()  # type: ignore[union-attr]  # it matches nothing too
        end = _name_end(text, known, begin, sure=cue["sure"] is not None)
        if end > begin:
            yield Suggestion(begin, end, "name", "cue", text[slice(*cue.span())])


def _name_end(text: str, known: str, begin: int, *, sure: bool) -> int:
    """Return where the name that begins at a place ends; the place itself where there is none."""
    at, end, count = begin, begin, 0
    while count < MOST_WORDS and (found := _WORD.match(known, at)):
        word = found.group()
        if not is_spaced(word):
            return end if count else begin + min(len(word), 3 if len(word) > 4 else 4)
        has_case = word[0].upper() != word[0].lower()
        if has_case and not word[0].isupper() and not (count and word in WITHIN):
            return found.end() if sure and not count else end
        if not has_case and (word in AFTER or word.isdecimal() or count == MOST_WORDS // 2):
            return end
        count += 1
        at = found.end()
        end = at if word not in WITHIN else end
        between = _BETWEEN.match(text, at)
        if not between or (between.group()[0] == "." and len(word) > 1):
            return end
        at = between.end()
    return end
