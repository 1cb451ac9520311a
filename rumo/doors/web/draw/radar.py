"""Levels by dimension on a radar: the latest outline filled, earlier ones as lighter lines, what is not known as a gap."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from rumo.doors.web.draw.svg import coordinate, element
from rumo.science.radar import MOST, Level, points, reach, spoke, stretches

_SIZE, _RADIUS = 360, 136  # of the drawing and of its circle, in units that scale with the width
_OUT = 18  # from the circle to the numbers around it
_OLDER = 3  # outlines before the latest that are drawn: more would hide one another


@dataclass(frozen=True, slots=True)
class Outline:
    """One set of levels, in the order of the dimensions, and what it is called (its day)."""

    name: str
    levels: Sequence[Level]


def radar(outlines: Sequence[Outline], *, label: str) -> SafeString:
    """A radar of outlines, the latest first; dimensions are numbered from 1, clockwise from the top, as in the table beside it.

    `label` is the whole in one sentence. A level that is not known breaks the outline and has a question mark at its number.
    Nothing when no outline, or no dimension.
    """
    if not outlines or not outlines[0].levels:
        return SafeString("")
    count = len(outlines[0].levels)
    rings = [
        element("circle", class_="r-ring", cx=0, cy=0, r=float(_RADIUS * reach(level)))
        for level in range(MOST + 1)
    ]
    spokes = [_spoke(index, count) for index in range(count)]
    older = [
        drawn
        for age, one in reversed(list(enumerate(outlines[1 : 1 + _OLDER], 1)))
        for drawn in _lines(one.levels, f"r-then r-then-{age}")
    ]
    now = [*_lines(outlines[0].levels, "r-now"), *_dots(outlines[0].levels)]
    numbers = [_number(index, level, count) for index, level in enumerate(outlines[0].levels)]
    half = _SIZE // 2
    return element(
        "svg",
        *(*rings, *spokes, *_scale(), *older, *now, *numbers),
        class_="radar",
        viewBox=f"{-half} {-half} {_SIZE} {_SIZE}",
        role="img",
        aria_label=label,
    )


def outline_key(outlines: Sequence[Outline]) -> SafeString:
    """What each line of the radar is, the latest first; nothing for one alone, whose day the sentence says."""
    if len(outlines) < 2:
        return SafeString("")
    names = ["r-now", *(f"r-then r-then-{age}" for age in range(1, _OLDER + 1))]
    lines = [
        element(
            "li",
            element(
                "svg",
                element("line", class_=name, x1=0, x2=36, y1=8, y2=8),
                width=36, height=16, aria_hidden="true", focusable="false",
            ),
            element("span", one.name),
        )
        for name, one in zip(names, outlines, strict=False)
    ]  # fmt: skip
    return element("ul", *lines, class_="outlines")


def _at(x: float, y: float) -> str:
    return f"{coordinate(x * _RADIUS)} {coordinate(y * _RADIUS)}"


def _spoke(index: int, count: int) -> SafeString:
    x, y = spoke(index, count, _RADIUS)
    return element("line", class_="r-spoke", x1=0, y1=0, x2=float(x), y2=float(y))


def _scale() -> list[SafeString]:
    """The levels' numbers, along the first dimension and a little to its side."""
    return [
        element("text", str(level), class_="r-scale", x=5, y=float(-_RADIUS * reach(level) + 4))
        for level in range(MOST + 1)
    ]


def _lines(levels: Sequence[Level], name: str) -> list[SafeString]:
    """The outline's stretches; a whole one is closed, and so may be filled."""
    where, whole = points(levels), None not in levels
    drawn = []
    for stretch in stretches(levels):
        path = "M" + "L".join(_at(*place) for index in stretch if (place := where[index]) is not None)
        drawn.append(element("path", class_=f"{name} r-whole" if whole else name, d=path))
    return drawn


def _dots(levels: Sequence[Level]) -> list[SafeString]:
    return [
        element("circle", class_="r-dot", cx=float(x * _RADIUS), cy=float(y * _RADIUS), r=4)
        for x, y in (place for place in points(levels) if place is not None)
    ]


def _number(index: int, level: Level, count: int) -> SafeString:
    x, y = spoke(index, count, _RADIUS + _OUT)
    words = str(index + 1) if level is not None else f"{index + 1} ?"
    unknown = "" if level is not None else " r-unknown"
    return element("text", words, class_=f"r-word{unknown}", x=float(x), y=float(y + 5), text_anchor="middle")
