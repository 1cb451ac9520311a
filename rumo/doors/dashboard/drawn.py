"""Long tables written row by row without a template: hundreds of measures or plans on one page within a few milliseconds."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.lists import Row
from rumo.doors.dashboard import words
from rumo.doors.dashboard.looking import Look
from rumo.doors.web import draw, formats
from rumo.doors.web.templatetags.rumo import datum, own

_MEASURE = (
    '<tr><th scope="row"><a href="{}">{}</a><span class="sub">{}</span></th><td data-label="{}">{}</td>'
    '<td class="n" data-label="{}">{}</td><td class="bar">{}</td></tr>'
)
_DATUM = '<data class="figure" data-figure="degree" data-scope="{}" value="{}">{}</data>'


class Measures:
    """The rows of a plan's measures, and what they share: addresses, and words escaped once."""

    def __init__(self, look: Look, slug: str) -> None:
        self._query = look.asked.query
        self._prefix = reverse("dashboard:plan", args=[slug]) + "medidas/"
        self._scope = f"measure:{slug}/"
        self._lang = look.lang
        self._states, self._classes = words.states(), words.schedules()
        self._day = look.asked.as_of
        self._state_label, self._degree_label = (
            conditional_escape(_("Estado")),
            conditional_escape(_("Comprovado")),
        )
        self._said: dict[tuple[str, str, str], SafeString] = {}

    def href(self, code: str) -> str:
        """Return the address of a measure's page."""
        return f"{self._prefix}{quote(code, safe='')}/{self._query}"

    def lines(self, rows: Iterable[Row]) -> SafeString:
        """Return table rows: the promise with its code, state and schedule, degree, bar."""
        return format_html_join("\n", _MEASURE, (self._cells(row) for row in rows))

    def _cells(self, row: Row) -> tuple[Any, ...]:
        degree = datum_of(row.degree, self._scope + row.code, self._lang)
        return (
            self.href(row.code),
            own(row.title),
            row.code,
            self._state_label,
            self._words(row),
            self._degree_label,
            degree,
            bar(row, self._lang),
        )

    def _words(self, row: Row) -> SafeString:
        quiet = words.quiet(row.newest, self._day) if row.stale else ""
        key = (row.state, row.schedule, quiet)
        if key not in self._said:
            name, _meaning = self._classes[row.schedule]
            said = dict.fromkeys([self._states[row.state], name, *([quiet] if quiet else [])])
            self._said[key] = conditional_escape(" · ".join(said))
        return self._said[key]


def datum_of(value: float | None, scope: str, lang: str) -> SafeString:
    """Return a degree as the tag `datum` writes it, the words of a value made once; a measure that said nothing has no figure, only a dash."""
    if value is None:
        return format_html(
            '<span aria-hidden="true">{}</span><span class="unseen">{}</span>',
            formats.NOTHING,
            _("sem valor"),
        )
    return format_html(_DATUM, scope, *_figure(value, lang))


@lru_cache(maxsize=8192)
def _figure(value: float, lang: str) -> tuple[SafeString, SafeString]:
    return conditional_escape(f"{value:.6f}"), conditional_escape(percent(value, lang))


@lru_cache(maxsize=8192)
def percent(value: float | None, lang: str) -> str:
    """Return a fraction in words; kept, since the same few thousand come again on every page."""
    return formats.percent(value)


def bar(row: Any, lang: str) -> SafeString:
    """Return a row's glyph with its sentence."""
    return _bar(Shape(row.degree, row.planned, row.upper, row.coverage), lang)


class Shape(tuple[float | None, ...]):
    """The four fractions of a glyph, as a key that can be kept."""

    __slots__ = ()

    def __new__(cls, *fractions: float | None) -> "Shape":
        """Make one of degree, planned, upper and coverage."""
        return super().__new__(cls, fractions)

    degree = property(lambda self: self[0])
    planned = property(lambda self: self[1])
    upper = property(lambda self: self[2])
    coverage = property(lambda self: self[3])


@lru_cache(maxsize=8192)
def _bar(shape: Shape, lang: str) -> SafeString:
    return draw.glyph(shape, sentence=words.sentence_of_one(shape.degree, shape.planned, shape.upper))


_PLAN = (
    '<tr><th scope="row"><a href="{}">{}</a>{}<span class="sub">{}</span></th><td data-label="{}"><span>{}<span class="sub">{}</span></span></td>'
    '<td class="n" data-label="{}">{}</td><td class="n" data-label="{}">{}</td><td class="bar">{}</td></tr>'
)


def plan_rows(rows: Iterable[Any], lang: str) -> SafeString:
    """Return table rows of plans: title and municipalities, state and period, measures, degree, bar."""
    labels = (_("Vigência"), _("Medidas"), _("Comprovado"))
    tag = format_html(' <span class="tag warn">{}</span>', _("exemplo"))
    return format_html_join("\n", _PLAN, (_plan(row, labels, tag, lang) for row in rows))


def _plan(row: Any, labels: tuple[str, str, str], tag: SafeString, lang: str) -> tuple[Any, ...]:
    line, f, scope = row.line, row.f, f"plan:{row.line.slug}"
    period = (
        f"{_year(line.start)}–{_year(line.end)}" if line.start or line.end else _("a fonte não diz as datas")
    )
    measures = datum(f.measures, "measures", scope) if f else _("nenhuma publicada")
    degree = datum_of(f.degree, scope, lang) if f else conditional_escape(formats.NOTHING)
    glyph = draw.glyph(f, sentence=row.sentence, href=row.how) if f else ""
    example = tag if line.synthetic else ""
    return (
        row.href,
        own(line.title),
        example,
        row.places,
        labels[0],
        row.state,
        period,
        labels[1],
        measures,
        labels[2],
        degree,
        glyph,
    )


def _year(day: Any) -> str:
    return str(day.year) if day else "…"
