"""The count of everything said in a consultation, exact: for protecting, never for showing. Read in pieces, kept as arrays."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Demographic, Kind, Passage, Vote
from rumo.listen.contributions.rules.parts import Part
from rumo.listen.contributions.rules.sealing import Unreadable, unseal

SIDES = ("audience", "channel", "language")
ABOUT = ("age", "sex", "from", "years")
BREAKDOWNS = (*SIDES, *ABOUT)
PIECE = 5_000
"""Contributions held at once."""
NOT_SAID = ""


@dataclass
class Tally:
    """How many: in all, by kind, by each breakdown, by cell of each part, and by cell and category of each breakdown.

    about: whether what people said of themselves could be read; once its key is gone nothing is told by it.
    """

    total: int = 0
    about: bool = True
    kinds: Counter[str] = field(default_factory=Counter)
    sides: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in BREAKDOWNS})
    parts: dict[str, Counter[str]] = field(default_factory=dict)
    crossed: dict[tuple[str, str], Counter[tuple[str, str]]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    votes: dict[int, Counter[int]] = field(default_factory=dict)

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """Return the breakdowns that can be told."""
        return BREAKDOWNS if self.about else SIDES


def tally(consultation: Consultation, parts: Sequence[Part]) -> Tally:
    """Count every contribution that counts (four queries, read in pieces)."""
    found = Tally(parts={part.key: Counter() for part in parts})
    about = _about(consultation)
    found.about = about is not None
    rows = Contribution.objects.filter(consultation=consultation, state=Contribution.State.RECEIVED)
    fields = ("number", "kind", *SIDES, "answers")
    for piece in _pieces(rows.order_by("pk").values_list(*fields).iterator(chunk_size=PIECE)):
        _add(found, piece, parts, about or {})
    _written(found, consultation)
    _votes(found, consultation)
    return found


def _pieces(rows: Iterator[Any]) -> Iterator[list[Any]]:
    piece: list[Any] = []
    for row in rows:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _about(consultation: Consultation) -> dict[str, tuple[str, ...]] | None:
    """What people said of themselves, by contribution; None once it can no longer be read (one query)."""
    name, found = f"about-{consultation.slug}", {}
    rows = Demographic.objects.filter(consultation=consultation).values_list("sealed", flat=True)
    try:
        for sealed in rows.iterator(chunk_size=PIECE):
            told = unseal(name, sealed)
            found[told["number"]] = tuple(str(told["said"].get(each, NOT_SAID)) for each in ABOUT)
    except Unreadable:
        return None
    return found


def _add(
    found: Tally, piece: Sequence[Any], parts: Sequence[Part], about: Mapping[str, tuple[str, ...]]
) -> None:
    """Count a piece: by kind and side one by one, answers by how many share a cell and a category."""
    nothing = (NOT_SAID,) * len(ABOUT)
    told = [(*sides, *about.get(number, nothing)) for number, _kind, *sides, _answers in piece]
    found.total += len(piece)
    found.kinds.update(row[1] for row in piece)
    codes = [_coded([one[at] for one in told]) for at in range(len(BREAKDOWNS))]
    for name, (names, numbers) in zip(BREAKDOWNS, codes, strict=True):
        _gather(found.sides[name], names, np.bincount(numbers, minlength=len(names)))
    answers = [row[-1] if row[1] == Kind.QUESTIONNAIRE else {} for row in piece]
    for part in parts:
        _add_part(found, part, answers, codes)


def _add_part(
    found: Tally,
    part: Part,
    answers: Sequence[Mapping[str, Any]],
    codes: Sequence[tuple[list[str], NDArray[np.int64]]],
) -> None:
    cells = [_read(part, given) for given in answers]
    names, numbers = _coded(cells)
    said = np.array([cell is not None for cell in cells], dtype=bool)
    if not said.any():
        return
    counts = np.bincount(numbers[said], minlength=len(names))
    _gather(found.parts[part.key], names, counts)
    if not part.crossed:
        return
    for name, (sides, places) in zip(BREAKDOWNS, codes, strict=True):
        both = np.bincount(numbers[said] * len(sides) + places[said], minlength=len(names) * len(sides))
        into = found.crossed.setdefault((part.key, name), Counter())
        for at in np.flatnonzero(both).tolist():
            row, column = divmod(at, len(sides))
            into[names[row], sides[column]] += int(both[at])


def _read(part: Part, given: Mapping[str, Any]) -> str | None:
    value = given.get(part.code)
    return None if value is None or value == [] else part.read(value)


def _coded(values: Sequence[str | None]) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct values, and for each value its place among them (None counts as one of them)."""
    names: dict[str | None, int] = {}
    numbers = np.fromiter((names.setdefault(value, len(names)) for value in values), np.int64, len(values))
    return [str(name) for name in names], numbers


def _gather(into: Counter[str], names: Sequence[str], counts: NDArray[np.int64]) -> None:
    for name, count in zip(names, counts.tolist(), strict=True):
        if count:
            into[name] += count


def _written(found: Tally, consultation: Consultation) -> None:
    """How many answered each question in their own words (one query)."""
    rows = Passage.objects.filter(
        contribution__consultation=consultation,
        contribution__state=Contribution.State.RECEIVED,
        place__startswith="question:",
    ).exclude(text="")
    for place in rows.values_list("place", flat=True).iterator(chunk_size=PIECE):
        found.written[place.removeprefix("question:")] += 1


def _votes(found: Tally, consultation: Consultation) -> None:
    """How many agree, disagree and pass, by statement (one query)."""
    rows = Vote.objects.filter(
        contribution__consultation=consultation,
        contribution__state=Contribution.State.RECEIVED,
        contribution__kind=Kind.BALLOT,
    )
    for number, value in rows.values_list("statement__number", "value").iterator(chunk_size=PIECE):
        found.votes.setdefault(number, Counter())[value] += 1
