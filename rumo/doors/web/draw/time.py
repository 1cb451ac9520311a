"""Planned against proven over time: one large drawing, or small ones on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.web import formats
from rumo.doors.web.draw.svg import coordinate, element, join, share

Point = tuple[date, float | None, float | None]  # day, planned, proven
Stretch = list[tuple[float, float]]  # (across, up), both fractions
_WIDE, _TALL = 1000, 100  # units of the stretched inner drawing
_TOP, _BOTTOM = 26, 30  # room for "hoje" above and the years beneath, in pixels
_APART = 20  # least distance between two labels, in pixels
_LABEL = 0.14  # of the width: about what a label takes
_MOST_YEARS = 6  # more labels would touch on a telephone


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the time axis that needs a word: "late", "cancelled" or "event"."""

    day: date
    label: str
    kind: str = "event"


@dataclass(frozen=True, slots=True)
class Scale:
    """From a day to a fraction of the width."""

    start: date
    end: date

    def across(self, day: date) -> float:
        """0 at the start, 1 at the end, held between."""
        return min(max((day - self.start).days / max((self.end - self.start).days, 1), 0.0), 1.0)


def timeline(
    points: Sequence[Point],
    *,
    today: date,
    dots: Sequence[date] = (),
    start: date | None = None,
    end: date | None = None,
    marks: Sequence[Mark] = (),
    label: str = "",
    now: str = "",
    height: int = 300,
) -> SafeString:
    """Planned as a thin line, proven as an area up to today, reports as dots, today as a rule; axis 0 to 100 %, in years.

    `label` is the whole in one sentence for those who do not see it; by default the values of today. `now` is what
    stands over the rule ("hoje" by default), for who looks at another day. Nothing when no points.
    """
    if not points:
        return SafeString("")
    scale = Scale(start or points[0][0], end or points[-1][0])
    points = _inside(points, scale)
    floor = height - _BOTTOM
    plot = floor - _TOP
    layers = [
        _grid(plot),
        _years(scale, floor),
        _stretched(points, scale, today, plot),
        *(_dot(scale.across(day), floor) for day in dots if scale.start <= day <= scale.end),
        *(_mark(mark, scale, floor) for mark in marks),
        _today(scale, today, floor, now or _("hoje")),
        _direct(points, scale, today, plot),
    ]
    words = label or _sentence(scale, points, today)
    frame: dict[str, str | int] = {"width": "100%", "height": height, "role": "img", "aria_label": words}
    return element("svg", *layers, class_="timeline", **frame)


def small_timelines(
    series: Sequence[tuple[str, Sequence[Point], str | None]], *, today: date, start: date, end: date
) -> SafeString:
    """One small drawing for each (label, points, address), all on the same days and the same 0 to 100 %."""
    scale = Scale(start, end)
    return element(
        "ul",
        *(_small(label, points, href, scale, today) for label, points, href in series),
        class_="small-lines",
    )


def _small(label: str, points: Sequence[Point], href: str | None, scale: Scale, today: date) -> SafeString:
    points = _inside(points, scale)
    proven = _last(points, 2, today)
    at = share(scale.across(today))
    drawing = element(
        "svg",
        element("line", class_="t-grid", x1=0, x2="100%", y1=_TOP, y2=_TOP),
        _stretched(points, scale, today, 64),
        element("line", class_="t-floor", x1=0, x2="100%", y1=_TOP + 64, y2=_TOP + 64),
        element("line", class_="t-today", x1=at, x2=at, y1=_TOP, y2=_TOP + 64),
        class_="timeline",
        width="100%",
        height=_TOP + 66,
        aria_hidden="true",
        focusable="false",
    )
    head = join(
        element("span", label), " ", element("strong", formats.percent(proven[1] if proven else None))
    )
    return element("li", element("a", head, href=href) if href else element("p", head), drawing)


def _inside(points: Sequence[Point], scale: Scale) -> list[Point]:
    return [point for point in points if scale.start <= point[0] <= scale.end]


def _grid(plot: int) -> SafeString:
    """Three lines and their words: nobody reads more off a chart that has its table beside it."""
    rows = []
    for up in (0.0, 0.5, 1.0):
        y = _TOP + plot * (1 - up)
        rows.append(element("line", class_="t-grid" if up else "t-floor", x1=0, x2="100%", y1=y, y2=y))
        if up:
            rows.append(element("text", formats.percent(up, 0), class_="t-word", x=0, y=y - 5))
    return join(*rows)


def _years(scale: Scale, floor: int) -> SafeString:
    years = [
        year
        for year in range(scale.start.year, scale.end.year + 1)
        if scale.start <= date(year, 1, 1) <= scale.end
    ]
    step = -(-len(years) // _MOST_YEARS) or 1
    words = []
    for year in years[::step]:
        at = share(scale.across(date(year, 1, 1)))
        words.append(element("line", class_="t-tick", x1=at, x2=at, y1=floor, y2=floor + 6))
        anchor = "end" if scale.across(date(year, 1, 1)) > 0.94 else None
        words.append(
            element(
                "text",
                str(year),
                class_="t-word",
                x=at,
                y=floor + 22,
                dx=None if anchor else 4,
                text_anchor=anchor,
            )
        )
    return join(*words)


def _stretched(points: Sequence[Point], scale: Scale, today: date, plot: int) -> SafeString:
    """The two curves, in units that stretch with the width while their strokes do not."""
    proven = [(day, value) for day, _planned, value in points if day <= today]
    areas = [
        element("path", class_="t-area", d=f"{_path(line)}L{_x(line[-1])} {_TALL}L{_x(line[0])} {_TALL}Z")
        for line in _lines(proven, scale)
    ]
    edges = [element("path", class_="t-edge", d=_path(line)) for line in _lines(proven, scale)]
    planned = [
        element("path", class_="t-plan", d=_path(line))
        for line in _lines([(day, value) for day, value, _p in points], scale)
    ]
    return element(
        "svg",
        *areas,
        *edges,
        *planned,
        y=_TOP,
        width="100%",
        height=plot,
        viewBox=f"0 0 {_WIDE} {_TALL}",
        preserveAspectRatio="none",
    )


def _lines(values: Sequence[tuple[date, float | None]], scale: Scale) -> list[Stretch]:
    """The stretches without a gap: where nothing is known, no line is drawn."""
    runs = groupby(values, key=lambda item: item[1] is not None)
    return [[(scale.across(day), value or 0.0) for day, value in run] for known, run in runs if known]


def _x(place: tuple[float, float]) -> str:
    return coordinate(place[0] * _WIDE)


def _path(line: Stretch) -> str:
    return "M" + "L".join(f"{_x(place)} {coordinate((1 - place[1]) * _TALL)}" for place in line)


def _dot(across: float, floor: int) -> SafeString:
    return element("circle", class_="t-dot", cx=share(across), cy=floor, r=4)


def _mark(mark: Mark, scale: Scale, floor: int) -> SafeString:
    across = scale.across(mark.day)
    at, end = share(across), across > 0.7
    return join(
        element("line", class_=f"t-mark {mark.kind}", x1=at, x2=at, y1=floor - 34, y2=floor),
        element(
            "text",
            mark.label,
            class_=f"t-word t-{mark.kind}",
            x=at,
            y=floor - 38,
            text_anchor="end" if end else None,
        ),
    )


def _today(scale: Scale, today: date, floor: int, now: str) -> SafeString:
    if not scale.start <= today <= scale.end:
        return SafeString("")
    across = scale.across(today)
    at = share(across)
    anchor = "end" if across > 0.9 else "start" if across < 0.1 else "middle"
    return join(
        element("line", class_="t-today", x1=at, x2=at, y1=_TOP - 8, y2=floor),
        element("text", now, class_="t-word t-now", x=at, y=12, text_anchor=anchor),
    )


def _last(points: Sequence[Point], column: int, today: date) -> tuple[date, float] | None:
    """The latest known value of a column up to today, with its day."""
    known = [
        (point[0], value)
        for point in points
        if point[0] <= today and isinstance(value := point[column], float | int)
    ]
    return known[-1] if known else None


def _direct(points: Sequence[Point], scale: Scale, today: date, plot: int) -> SafeString:
    """The two names with their values, beside the curves where they stand today, never one over the other."""
    found = [(1, "t-plan-word", _("previsto")), (2, "t-edge-word", _("comprovado"))]
    ends = [(last, name, label) for column, name, label in found if (last := _last(points, column, today))]
    ends.sort(key=lambda end: -end[0][1])
    heights = [_TOP + plot * (1 - last[1]) - 8 for last, _name, _label in ends[:1]]
    if len(ends) == 2:
        low = _lowest(points, 1 if ends[1][1] == "t-plan-word" else 2, scale, ends[1][0][0])
        heights = _apart(heights[0], _TOP + plot * (1 - low) + 20, plot)
    return join(
        *(
            _word(end, scale, height, number == 1)
            for number, (end, height) in enumerate(zip(ends, heights, strict=True))
        )
    )


def _word(end: tuple[tuple[date, float], str, str], scale: Scale, height: float, under: bool) -> SafeString:
    (day, value), name, label = end
    across = scale.across(day)
    after = across < 0.4
    return element(
        "text",
        f"{label} {formats.percent(value)}",
        class_=f"t-word {name}" + (" t-in" if under else ""),
        x=share(across),
        y=height,
        dx=8 if after else -8,
        text_anchor=None if after else "end",
    )


def _lowest(points: Sequence[Point], column: int, scale: Scale, end: date) -> float:
    """The lowest the curve falls where its label stands, so that the label keeps clear beneath it."""
    from_, until = scale.across(end) - _LABEL, scale.across(end)
    values = [point[column] for point in points if from_ <= scale.across(point[0]) <= until]
    return min(value for value in values if isinstance(value, float | int))


def _apart(upper: float, lower: float, plot: int) -> list[float]:
    """Heights at which neither label covers the other nor the axis."""
    lower = min(max(lower, upper + _APART), _TOP + plot - 8)
    return [min(upper, lower - _APART), lower]


def _sentence(scale: Scale, points: Sequence[Point], today: date) -> str:
    planned, proven = _last(points, 1, today), _last(points, 2, today)
    return _("De %(start)s a %(end)s: em %(today)s, comprovado %(proven)s, previsto %(planned)s.") % {
        "start": formats.month(scale.start),
        "end": formats.month(scale.end),
        "today": formats.day(today),
        "proven": formats.percent(proven[1] if proven else None),
        "planned": formats.percent(planned[1] if planned else None),
    }
