"""The one place where markup is made from values: every attribute and text is escaped here, every number rounded here."""

import re
from functools import cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

# what a drawing may say of itself; anything else is written as text and so escaped
Value = str | float | int | None


def coordinate(value: float) -> str:
    """A coordinate to a tenth of a unit, as short as it can be written."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def share(fraction: float) -> str:
    """A fraction as an SVG percentage to a hundredth, held between nothing and the whole."""
    text = f"{min(max(fraction, 0.0), 1.0) * 100:.2f}".rstrip("0").removesuffix(".")
    return f"{text}%"


def element(name: str, *children: str, **attributes: Value) -> SafeString:
    """An element; `class_` and `aria_label` become class and aria-label, an attribute that is None is left out."""
    written = "".join(
        [f' {_named(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None]
    )
    inside = "".join([escaped(child) for child in children])
    if not inside and name in _EMPTY:
        return SafeString(f"<{name}{written}/>")
    return SafeString(f"<{name}{written}>{inside}</{name}>")


def join(*parts: str) -> SafeString:
    """Markup and text one after the other; text is escaped."""
    return SafeString("".join([escaped(part) for part in parts]))


def escaped(text: str) -> str:
    """Text fit for markup and for a quoted attribute, as Django escapes it; markup stays. Plain text without signs costs next to nothing."""
    if type(text) is str:
        return text.translate(_ESCAPES) if _SIGNS.search(text) else text
    return conditional_escape(text)


_EMPTY = {"rect", "line", "path", "circle", "use", "polyline", "polygon"}
_SIGNS = re.compile("[&<>\"']")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


@cache
def _named(key: str) -> str:
    return key.strip("_").replace("_", "-")


def _value(value: Value) -> str:
    if isinstance(value, float):
        return coordinate(value)
    return escaped(value if isinstance(value, str) else str(value))
