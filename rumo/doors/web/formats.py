"""Numbers, money and days as people write them in the language of the page (CLDR, through Babel)."""

import math
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.conf import settings
from django.utils.translation import get_language

NOTHING = "—"
_LOCALES = {"pt": "pt_PT", "en": "en_GB", "ar": "ar"}
_NARROW = "\u202f"
_FIXED = "\u00a0"


def locale(lang: str | None = None) -> Locale:
    """The Babel locale of a language code, by default the active one; an unknown one reads as European Portuguese."""
    return Locale.parse(_LOCALES.get(lang or get_language() or "", "pt_PT"))


def percent(fraction: float | None, places: int = 1) -> str:
    """A fraction as a percentage, halves up, from the unrounded value: 0.412 gives "41,2 %", None gives a dash."""
    if fraction is None or math.isnan(fraction):
        return NOTHING
    # repr gives the shortest decimal that is this float, so that 0.0005 rounds as people round it
    shown = (Decimal(repr(float(fraction))) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = format_decimal(
        abs(shown) if not shown else shown, _pattern(places), locale=locale(), group_separator=False
    )
    return f"{digits}%" if locale().language == "en" else f"{digits}{_FIXED}%"


def number(value: float | Decimal | None, places: int = 0) -> str:
    """A number with its thousands set apart ("1 234 567"), with at most `places` decimals, halves up; None gives a dash."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOTHING
    shown = Decimal(repr(value) if isinstance(value, float) else value).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )
    return _grouped(
        format_decimal(shown, "#,##0" + ("." + "#" * places if places else ""), locale=locale()), shown
    )


def money(value: float | Decimal | None, currency: str = "EUR") -> str:
    """An amount in whole units when it is whole, with cents when not; None gives a dash."""
    if value is None:
        return NOTHING
    amount = Decimal(repr(value) if isinstance(value, float) else value).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    whole = amount == amount.to_integral_value()
    text = format_currency(
        amount,
        currency,
        "¤#,##0" if locale().language == "en" else "#,##0\u00a0¤",
        locale=locale(),
        currency_digits=False,
    )
    return _grouped(text if whole else format_currency(amount, currency, locale=locale()), amount)


def day(value: date | None) -> str:
    """A day written out: "31 de julho de 2027"; an instant is taken in the country's time zone."""
    return NOTHING if value is None else format_date(_local(value), "long", locale=locale())


def short_day(value: date | None) -> str:
    """A day for a table or an axis: "31/07/2027"."""
    return NOTHING if value is None else format_date(_local(value), "dd/MM/yyyy", locale=locale())


def month(value: date | None) -> str:
    """A month written out: "julho de 2027"."""
    pattern = "MMMM 'de' y" if locale().language == "pt" else "MMMM y"
    return NOTHING if value is None else format_date(_local(value), pattern, locale=locale())


def _local(value: date) -> date:
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if isinstance(value, datetime) else value


def _pattern(places: int) -> str:
    return "0" + ("." + "0" * places if places else "")


def _grouped(text: str, value: Decimal) -> str:
    """CLDR leaves four-figure numbers whole in Portuguese and sets others apart by a wide fixed space; a narrow one reads better."""
    return (
        text.replace(_FIXED, _NARROW, text.count(_FIXED))
        if locale().language == "pt" and abs(value) >= 10000
        else text
    )
