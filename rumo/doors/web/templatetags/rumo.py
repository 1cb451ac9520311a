"""Tags and filters every template has without loading: figures, days, drawings."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.doors.web import draw, formats, slowing
from rumo.doors.web.context import Site
from rumo.doors.web.draw.svg import escaped

register = template.Library()

# how a figure is written, by its name in the API; any other is a plain number
FRACTIONS = {
    "degree",
    "degree_reported",
    "degree_plan_mean",
    "planned",
    "upper",
    "coverage",
    "coverage_fresh",
    "financial",
    "share",
}
MONEY = {"budget", "spent", "funding"}

for kind in (formats.percent, formats.number, formats.money):
    register.filter(kind.__name__, kind)

for drawing in (
    draw.glyph,
    draw.strip,
    draw.timeline,
    draw.small_timelines,
    draw.tile_map,
    draw.boundary_map,
):
    register.simple_tag(drawing)
for part in (draw.gantt, draw.progress, draw.icon, draw.map_legend):
    register.simple_tag(part)
register.simple_tag(draw.definitions, name="drawing_definitions")


@register.simple_tag(takes_context=True)
def of_site(context: Context, name: str) -> SafeString:
    """A part of every page that says nothing but what `site` says: drawn once for an address and kept."""
    return _of_site(name, context["site"])


@lru_cache(maxsize=1024)
def _of_site(name: str, site: Site) -> SafeString:
    return render_to_string(name, {"site": site})


@register.simple_tag
def datum(value: float | Decimal | None, figure: str, scope: str = "") -> SafeString:
    """A published figure with its name, scope and exact value beside the words, so that anybody can compute it again."""
    exact = "" if value is None else f"{value:.6f}" if figure in FRACTIONS else str(value)
    told = f'data-figure="{escaped(figure)}" data-scope="{escaped(scope)}" value="{escaped(exact)}"'
    return SafeString(f'<data class="figure" {told}>{escaped(_words(value, figure))}</data>')


def _words(value: float | Decimal | None, figure: str) -> str | SafeString:
    if value is None:
        return format_html(
            '<span aria-hidden="true">{}</span><span class="unseen">{}</span>',
            formats.NOTHING,
            _("sem valor"),
        )
    if figure in FRACTIONS:
        return formats.percent(float(value))
    return formats.money(value) if figure in MONEY else formats.number(value, 2)


@register.inclusion_tag("web/parts/token.html", takes_context=True)
def form_token(context: Context, token: str) -> dict[str, Any]:
    """The hidden fields of a form that is sent once: against forgery, its own token, and the place of its proof of work (`web/work.js`)."""
    proof = slowing.proof_of(context.get("request"), token)
    return {
        "csrf_token": context.get("csrf_token"),
        "token": token,
        "proof": proof,
        "bits": settings.PROOF_BITS,
    }


@register.filter
def prose(text: str) -> SafeString:
    """A text in paragraphs, as `linebreaks` makes them; most have one, which needs no search for others."""
    if "\n" in text or "\r" in text:
        return SafeString(linebreaks(text, autoescape=True))
    return format_html("<p>{}</p>", text)


@register.filter
def day(value: date | None) -> str | SafeString:
    """A day written out, as a `<time>`."""
    return _time(value, formats.day(value))


@register.filter
def short_day(value: date | None) -> str | SafeString:
    """A day in figures, as a `<time>`: for tables."""
    return _time(value, formats.short_day(value))


@register.filter
def month(value: date | None) -> str | SafeString:
    """A month written out, as a `<time>`."""
    return _time(value, formats.month(value))


def _time(value: date | None, words: str) -> str | SafeString:
    if value is None:
        return words
    exact = value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', exact, words)


@register.filter
def own(text: str) -> str | SafeString:
    """Words of a plan, in the language they were written in: marked as Portuguese, and apart from the direction of the page."""
    return text if get_language() == "pt" or not text else format_html('<bdi lang="pt">{}</bdi>', text)


@register.filter
def listed(names: Iterable[str]) -> SafeString:
    """Words of a plan one after the other, with the comma of the page's language."""
    return format_html_join(_(", "), "{}", ((own(name),) for name in names))


@register.filter
def entry(mapping: Any, key: Any) -> Any:
    """What a mapping holds under a key that is itself a variable; None when nothing."""
    return mapping.get(key)
