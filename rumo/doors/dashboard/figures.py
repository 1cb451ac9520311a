"""Percentages by the hundred: the words are kept by tenth of a point, so that a table of 308 rows costs no more than it must."""

import math
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rumo.doors.web import formats
from rumo.doors.web.draw.svg import escaped
from rumo.doors.web.templatetags.rumo import datum

EDGE = 1e-6
_DATUM = '<data class="figure" data-figure="{}" data-scope="{}" value="{}">{}</data>'


@lru_cache(maxsize=8192)
def _words(tenths: int, lang: str) -> str:
    return formats.percent(tenths / 1000)


def percent(fraction: float | None, lang: str | None = None) -> str:
    """Return a fraction as `formats.percent` writes it; what lies on the edge between two tenths is left to that."""
    if fraction is None:
        return formats.NOTHING
    exact = fraction * 1000
    tenths = math.floor(exact + 0.5)
    if abs(exact + 0.5 - round(exact + 0.5)) < EDGE and abs(exact - round(exact)) > EDGE:
        return formats.percent(fraction)
    return _words(tenths, lang or get_language() or "")


def fraction(value: float | None, figure: str, scope: str, lang: str | None = None) -> SafeString:
    """Return a published fraction as the tag `datum` writes it."""
    if value is None:
        return datum(None, figure, scope)
    return SafeString(
        _DATUM.format(escaped(figure), escaped(scope), f"{value:.6f}", escaped(percent(value, lang)))
    )
