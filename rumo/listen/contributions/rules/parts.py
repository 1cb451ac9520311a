"""What is counted of the answers to a question: one or more splits of those who answered it, each into cells that exclude one another."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rumo.listen.consultations.models import Question

YES, NO = "yes", "no"
CLASSES = 5
"""Classes a number between two limits is counted in."""
_OPEN = ((0, "<0"), (1, "0"), (10, "1-9"), (100, "10-99"), (1000, "100-999"))


@dataclass(frozen=True, slots=True)
class Part:
    """One split: of which question, which option or row of it ("" for all), its cells in order (empty: whatever comes).

    read: the answer to the question to a cell, None for no answer. crossed: whether it is also told by who answered.
    """

    key: str
    code: str
    of: str
    cells: tuple[str, ...]
    read: Callable[[Any], str | None]
    crossed: bool = True


def parts_of(questions: Iterable[Question], region: Mapping[str, str] | None) -> list[Part]:
    """Return what is counted of each question, in order; free texts and files are counted elsewhere, as said or not.

    region: to which region each municipality (DICO) belongs, where places are told by region; None where by municipality.
    """
    return [part for question in questions for part in _PARTS.get(question.kind, _none)(question, region)]


def _none(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    return []


def _single(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    return [Part(question.code, question.code, "", tuple(question.options), _among(question.options))]


def _multiple(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    return [
        Part(f"{question.code}:{option}", question.code, option, (YES, NO), _chosen(option))
        for option in question.options
    ]


def _matrix(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    known = set(question.options)

    def read(row: str) -> Callable[[Any], str | None]:
        return lambda given: found if (found := dict(given).get(row)) in known else None

    return [
        Part(f"{question.code}:{row}", question.code, row, tuple(question.options), read(row))
        for row in question.rows
    ]


def _ranking(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    """Who was put first."""
    known = set(question.options)
    return [
        Part(
            question.code, question.code, "", tuple(question.options),
            lambda given: given[0] if given and given[0] in known else None,
        )
    ]  # fmt: skip


def _number(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    least, most = question.least, question.most
    if least is None or most is None:
        cells = (*(name for _limit, name in _OPEN), "1000+")
        return [Part(question.code, question.code, "", cells, _open)]
    if most - least <= 2 * CLASSES and least.is_integer():
        cells = tuple(str(value) for value in range(int(least), int(most) + 1))
        return [Part(question.code, question.code, "", cells, lambda given: _within(str(int(given)), cells))]
    step = (most - least) / CLASSES
    limits = [least + step * index for index in range(CLASSES + 1)]
    names = tuple(f"{low:g}-{high:g}" for low, high in itertools.pairwise(limits))

    def read(given: Any) -> str | None:
        return names[min(max(int((given - least) / step), 0), CLASSES - 1)]

    return [Part(question.code, question.code, "", names, read)]


def _date(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    return [Part(question.code, question.code, "", (), lambda given: str(given)[:4], crossed=False)]


def _place(question: Question, region: Mapping[str, str] | None) -> list[Part]:
    def read(given: Any) -> str | None:
        return str(given) if region is None else region.get(str(given))

    return [Part(question.code, question.code, "", (), read, crossed=False)]


def _among(options: Iterable[str]) -> Callable[[Any], str | None]:
    known = set(options)
    return lambda given: given if given in known else None


def _chosen(option: str) -> Callable[[Any], str | None]:
    return lambda given: YES if option in given else NO


def _within(value: str, cells: tuple[str, ...]) -> str | None:
    return value if value in cells else None


def _open(given: Any) -> str:
    return next((name for limit, name in _OPEN if given < limit), "1000+")


_PARTS: dict[str, Callable[[Question, Mapping[str, str] | None], list[Part]]] = {
    Question.Kind.SINGLE: _single,
    Question.Kind.MULTIPLE: _multiple,
    Question.Kind.SCALE: _number,
    Question.Kind.MATRIX: _matrix,
    Question.Kind.RANKING: _ranking,
    Question.Kind.NUMBER: _number,
    Question.Kind.DATE: _date,
    Question.Kind.MUNICIPALITY: _place,
    Question.Kind.TILE: _place,
}
