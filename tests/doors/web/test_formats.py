"""Numbers and days in three languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web import formats

S = "\u00a0"
LRM = "\u200e"


@pytest.mark.parametrize(
    ("lang", "fraction", "text"),
    [
        ("pt", 0.412, f"41,2{S}%"),
        ("en", 0.412, "41.2%"),
        ("ar", 0.412, f"41.2{LRM}%{LRM}"),
        ("pt", 0.0005, f"0,1{S}%"),
        ("pt", 0.41250000000000003, f"41,3{S}%"),
        ("pt", 0.41249999, f"41,2{S}%"),
        ("pt", -0.0, f"0,0{S}%"),
        ("pt", -0.0001, f"0,0{S}%"),
        ("pt", 1, f"100,0{S}%"),
        ("pt", None, "—"),
        ("pt", float("nan"), "—"),
        ("de", 0.5, f"50,0{S}%"),
        ("en", 1e26, "1" + "0" * 28 + ".0%"),
    ],
)
def test_percent(lang, fraction, text):
    with override(lang):
        assert formats.percent(fraction) == text


@given(st.decimals(0, 1, places=3))
def test_a_half_always_goes_up(fraction):
    with override("en"):
        exact = float(fraction) + 0.0005
        shown = Decimal(formats.percent(exact).removesuffix("%"))
    assert shown == Decimal(repr(exact)).quantize(Decimal("0.001"), "ROUND_HALF_UP") * 100


@pytest.mark.parametrize(
    ("lang", "value", "places", "text"),
    [
        ("pt", 1234567, 0, f"1{S}234{S}567"),
        ("pt", 1234, 0, f"1{S}234"),
        ("pt", 2.5, 0, "3"),
        ("pt", 2.50, 2, "2,5"),
        ("pt", Decimal("2.675"), 2, "2,68"),
        ("en", 1234567, 0, "1,234,567"),
        ("pt", None, 0, "—"),
        ("pt", 1e26, 2, f"{S}".join(["100", *["000"] * 8])),
        ("en", 1e308, 0, ",".join(["100", *["000"] * 102])),
        ("en", -(10**400) - 1, 2, ",".join(["-10", *["000"] * 132, "001"])),
        ("en", Decimal("12345678901234567890123456789.125"), 2, "12,345,678,901,234,567,890,123,456,789.13"),
        ("en", 5e-324, 2, "0"),
        ("pt", float("inf"), 0, "—"),
    ],
)
def test_number(lang, value, places, text):
    with override(lang):
        assert formats.number(value, places) == text


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("pt", 1234567, f"1{S}234{S}567{S}€"),
        ("pt", Decimal("1500.5"), f"1{S}500,50{S}€"),
        ("en", 1500.0, "€1,500"),
        ("en", 1500.5, "€1,500.50"),
        ("en", 1e30, "€1" + ",000" * 10),
        ("pt", None, "—"),
    ],
)
def test_money(lang, value, text):
    with override(lang):
        assert formats.money(value) == text


def test_days_and_months():
    at = date(2027, 7, 31)
    with override("pt"):
        written = (formats.day(at), formats.short_day(at), formats.month(at))
        assert written == ("31 de julho de 2027", "31/07/2027", "julho de 2027")
    with override("en"):
        assert (formats.day(at), formats.month(at)) == ("31 July 2027", "July 2027")
    assert (formats.day(None), formats.short_day(None), formats.month(None)) == ("—", "—", "—")


def test_an_instant_is_taken_where_the_country_is():
    assert formats.local(datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) == date(2027, 7, 1)
