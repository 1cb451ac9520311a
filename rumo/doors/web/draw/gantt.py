"""Activities over time: one bar a row, what is done within it solid, today as a rule."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.web import formats
from rumo.doors.web.draw.svg import element, share
from rumo.doors.web.draw.time import Scale

Row = tuple[str, date | None, date | None, float | None, str | None]  # label, start, end, share done, address
_HIGH = 26
_SLIVER = 0.004  # of the width


def gantt(
    rows: Sequence[Row], *, today: date, start: date | None = None, end: date | None = None
) -> SafeString:
    """A list of rows with their bars on one scale, from the first start to the last end; a row without days says so."""
    days = [day for _label, first, last, _share, _href in rows for day in (first, last) if day]
    if not rows:
        return SafeString("")
    scale = Scale(start or min([*days, today]), end or max([*days, today]))
    return element(
        "div", _axis(scale, today), element("ol", *(_row(row, scale, today) for row in rows)), class_="gantt"
    )


def _axis(scale: Scale, today: date) -> SafeString:
    years = range(scale.start.year, scale.end.year + 1)
    step = -(-len(years) // 6) or 1
    words = []
    for year in years[::step]:
        across = scale.across(max(date(year, 1, 1), scale.start))
        if across < 0.94:
            words.append(element("text", str(year), class_="t-word", x=share(across), y=16))
    drawing = element(
        "svg", *words, class_="timeline", width="100%", height=22, aria_hidden="true", focusable="false"
    )
    return element("div", drawing, class_="gantt-axis")


def _row(row: Row, scale: Scale, today: date) -> SafeString:
    label, first, last, done, href = row
    name = element("a", label, href=href) if href else element("span", label)
    when = element("span", _when(first, last, done), class_="gantt-when")
    at = share(scale.across(today))
    marks = [*_bar(scale, first, last, done), element("line", class_="t-today", x1=at, x2=at, y1=0, y2=_HIGH)]
    drawing = element(
        "svg", *marks, class_="timeline", width="100%", height=_HIGH, aria_hidden="true", focusable="false"
    )
    return element(
        "li",
        element("div", name, " ", when, class_="gantt-name"),
        element("div", drawing, class_="gantt-bar"),
    )


def _bar(scale: Scale, first: date | None, last: date | None, done: float | None) -> list[SafeString]:
    """Open ends reach the edge; a day alone is still a sliver; unknown days leave the row empty."""
    if first is None and last is None:
        return []
    left = min(scale.across(first or scale.start), 1 - _SLIVER)
    width = max(scale.across(last or scale.end) - left, _SLIVER)
    shape = {"y": 7, "height": 12}
    bars = [element("rect", class_="g-all", x=share(left), width=share(width), **shape)]
    if done is None:
        bars.append(element("rect", class_="g-hatch", x=share(left), width=share(width), **shape))
    elif done > 0:
        bars.append(
            element("rect", class_="g-done", x=share(left), width=share(width * min(done, 1)), **shape)
        )
    return bars


def _when(first: date | None, last: date | None, done: float | None) -> str:
    days = {"start": formats.short_day(first), "end": formats.short_day(last)}
    when = _("datas por indicar") if first is None and last is None else _("%(start)s a %(end)s") % days
    return f"{when} · {_('sem informação') if done is None else formats.percent(done, 0)}"
