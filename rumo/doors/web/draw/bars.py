"""The degree and the five counts as horizontal bars, in percentages of the width, so that they fit any column undistorted."""

from collections.abc import Mapping
from typing import Literal, Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.web import formats
from rumo.doors.web.draw.svg import element, join, share


class Fractions(Protocol):
    """What the glyph shows: fractions of the whole, None where nothing can be said."""

    @property
    def degree(self) -> float | None: ...
    @property
    def planned(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...
    @property
    def coverage(self) -> float | None: ...


Size = Literal["headline", "row"]
_HEIGHT = {"headline": 32, "row": 10}
_OVER = {"headline": 5, "row": 3}  # how far the planned tick stands out above and below the bar

# the order, and the colour by class, in which the counts are always shown
STATES = ("completed", "in_progress", "not_started", "suspended", "no_information")


def glyph(f: Fractions, *, size: Size = "row", sentence: str, href: str | None = None) -> SafeString:
    """The degree, drawn so that it cannot be misread; `sentence` says it in words, `href` leads to how it was computed.

    Solid: proven. Hatched after it: the weight of measures without information. Tick: planned by now. Whisker: upper bound.
    Empty: promised and not done. With no degree at all the whole is a dashed outline.
    """
    high, over = _HEIGHT[size], _OVER[size]
    total = high + 2 * over
    marks = [element("title", sentence), element("rect", class_="g-all", y=over, width="100%", height=high)]
    if f.degree is None:
        marks[1] = element("rect", class_="g-none", y=over + 0.5, x=0.5, width="99.5%", height=high - 1)
    else:
        marks += _known(f, f.degree, high, over)
    if f.planned is not None:
        marks.append(element("rect", class_="g-plan", x=share(f.planned), width=2, height=total))
    drawing = element("svg", *marks, width="100%", height=total, aria_hidden="true", focusable="false")
    inside = join(drawing, element("span", sentence, class_="glyph-words"))
    return element("a" if href else "span", inside, class_=f"glyph {size}", href=href)


def _known(f: Fractions, degree: float, high: int, over: int) -> list[SafeString]:
    """Proven, without information, and the whisker to the upper bound."""
    marks = []
    if f.coverage is not None and f.coverage < 1:
        width = min(1 - f.coverage, 1 - degree)
        marks.append(
            element("rect", class_="g-hatch", x=share(degree), y=over, width=share(width), height=high)
        )
    if degree > 0:
        marks.append(element("rect", class_="g-done", y=over, width=share(degree), height=high))
    if f.upper is not None and f.upper > degree + 1e-9:
        middle, end, cap = over + high / 2, share(f.upper), high / 4
        marks.append(element("line", class_="g-upper", x1=share(degree), x2=end, y1=middle, y2=middle))
        marks.append(element("line", class_="g-upper", x1=end, x2=end, y1=middle - cap, y2=middle + cap))
    return marks


def strip(states: Mapping[str, int], hrefs: Mapping[str, str] | None = None) -> SafeString:
    """The five counts stacked so that they add up to all measures, each labelled beneath, in the same order everywhere.

    `states` counts measures by state (completed, in_progress, not_started, suspended, cancelled, no_information);
    suspended and cancelled are shown as one. `hrefs` leads from a state to its list.
    """
    counts = {state: states.get(state, 0) for state in STATES}
    counts["suspended"] += states.get("cancelled", 0)
    total = sum(counts.values())
    labels, bars, before = _labels(), [], 0
    for state, count in counts.items():
        if count:
            place = {"x": share(before / total), "width": share(count / total)}
            bars.append(element("rect", class_=f"st-{state}", height=28, **place))
            before += count
    track = element("rect", class_="g-all", width="100%", height=28)
    drawing = element(
        "svg",
        track,
        *bars,
        class_="strip-bars",
        width="100%",
        height=28,
        aria_hidden="true",
        focusable="false",
    )
    entries = [
        _entry(state, labels[state], count, (hrefs or {}).get(state)) for state, count in counts.items()
    ]
    return element("div", drawing, element("ul", *entries), class_="strip")


def _labels() -> dict[str, str]:
    return {
        "completed": _("concluída"),
        "in_progress": _("em execução"),
        "not_started": _("não iniciada"),
        "suspended": _("suspensa ou abandonada"),
        "no_information": _("sem informação"),
    }


def _entry(state: str, label: str, count: int, href: str | None) -> SafeString:
    swatch = element(
        "svg",
        element("rect", class_=f"st-{state}", width=14, height=14),
        width=14,
        height=14,
        aria_hidden="true",
    )
    figure = element("strong", formats.number(count))
    words = join(figure, " ", element("span", swatch, label))
    return element("li", element("a", words, href=href) if href else words)


def progress(done: float, *, label: str) -> SafeString:
    """A plain bar for one thing under way (an import, a questionnaire); the words stand beside it."""
    shown = formats.percent(done, 0)
    bar = element("rect", class_="g-done", width=share(done), height=10)
    drawing = element(
        "svg",
        element("rect", class_="g-all", width="100%", height=10),
        bar,
        width="100%",
        height=10,
        aria_hidden="true",
    )
    return element("div", element("p", label, " ", element("strong", shown)), drawing, class_="progress")


def portion(part: float) -> SafeString:
    """A plain bar for one row of a table, whose number stands beside it."""
    return element(
        "svg",
        element("rect", class_="g-all", width="100%", height=10),
        element("rect", class_="g-done", width=share(part), height=10),
        width="100%", height=10, aria_hidden="true", focusable="false",
    )  # fmt: skip
