"""Numbers, money and days as people write them in the language of the page (CLDR, through Babel)."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.conf import settings
from django.utils.translation import get_language

from rumo.science.text.languages import NAMES

NOTHING = "—"
# a language not told here reads as itself
_LOCALES = {"pt": "pt_PT", "en": "en_GB", "zh": "zh_Hans"}
_FIXED = "\u00a0"  # the space that does not break
# Arabic keeps the sign after the number by marks that are not seen
_PERCENT = {"ar": "\u200e%\u200e", **dict.fromkeys(("en", "ur", "hi", "bn", "ne", "zh"), "%")}


def locale() -> Locale:
    """The Babel locale of the active language; an unknown one reads as European Portuguese."""
    return _parsed(_name())


def _name() -> str:
    """The name by which Babel knows the active language."""
    code = get_language() or ""
    return _LOCALES.get(code, code if code in NAMES else "pt_PT")


@cache
def _parsed(name: str) -> Locale:
    return Locale.parse(name)


def language(code: str) -> str:
    """The name of a language in the active one ("árabe"); one that Babel does not know reads as its code."""
    return str(locale().languages.get(code, code))


def percent(fraction: float | None, places: int = 1) -> str:
    """A fraction as a percentage, halves up, from the unrounded value: 0.412 gives "41,2 %", None gives a dash."""
    shown = _rounded(fraction, places, times=100)
    return NOTHING if shown is None else _percent(shown, places, _name())


@lru_cache(maxsize=4096)
def _percent(shown: Decimal, places: int, name: str) -> str:
    with _room(shown):
        digits = format_decimal(shown, "0" + _decimals("0", places), locale=_parsed(name))
    return f"{digits}{_PERCENT.get(name[:2], _FIXED + '%')}"


def number(value: float | Decimal | None, places: int = 0) -> str:
    """A number in threes ("1 234 567"), at most `places` decimals, halves up; None gives a dash."""
    shown = _rounded(value, places)
    return NOTHING if shown is None else _number(shown, places, _name())


@lru_cache(maxsize=4096)
def _number(shown: Decimal, places: int, name: str) -> str:
    with _room(shown):
        return format_decimal(shown, "#,##0" + _decimals("#", places), locale=_parsed(name))


def money(value: float | Decimal | None, currency: str = "EUR") -> str:
    """An amount, with cents only when it has any: "1 234 567 €", "€1,234.50"; None gives a dash."""
    shown = _rounded(value, 2)
    if shown is None:
        return NOTHING
    digits = "#,##0" if shown == shown.to_integral_value() else "#,##0.00"
    pattern = f"¤{digits}" if locale().language == "en" else f"{digits}{_FIXED}¤"
    with _room(shown):
        return format_currency(shown, currency, pattern, locale=locale(), currency_digits=False)


def day(value: date | None) -> str:
    """A day written out: "31 de julho de 2027"; an instant is taken in the country's time zone."""
    return NOTHING if value is None else format_date(local(value), "long", locale=locale())


def short_day(value: date | None) -> str:
    """A day for a table or an axis: "31/07/2027"."""
    return NOTHING if value is None else format_date(local(value), "dd/MM/yyyy", locale=locale())


def month(value: date | None) -> str:
    """A month written out: "julho de 2027"."""
    pattern = "MMMM 'de' y" if locale().language == "pt" else "MMMM y"
    return NOTHING if value is None else format_date(local(value), pattern, locale=locale())


def local(value: date) -> date:
    """The day itself, or the day an instant falls on in the country's time zone."""
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if isinstance(value, datetime) else value


def _rounded(value: float | Decimal | None, places: int, times: int = 1) -> Decimal | None:
    if value is None:
        return None
    # repr gives the shortest decimal that is this float, so that 0.0005 rounds as people round it;
    # adding nothing turns a negative zero into zero
    exact = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return None
    with _room(exact):
        return (exact * times).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def _room(value: Decimal) -> AbstractContextManager[Context]:
    """Arithmetic with digits enough for the value and what is done to it here; by itself `decimal` refuses beyond 28."""
    return localcontext(prec=28 + len(value.as_tuple().digits) + abs(value.adjusted()))


def _decimals(digit: str, places: int) -> str:
    return "." + digit * places if places else ""
