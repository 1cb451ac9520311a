"""The one place where markup is made: everything is escaped, every number short."""

import xml.etree.ElementTree as ET

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web.draw.svg import coordinate, element, join, share

# what XML itself can hold
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
)


@given(TEXT, TEXT)
def test_any_text_stays_text(inside, attribute):
    node = ET.fromstring(element("a", inside, href=attribute, class_="c", aria_label=None))
    assert (node.text or "", dict(node.items()), list(node)) == (
        inside,
        {"href": attribute, "class": "c"},
        [],
    )


def test_markup_is_kept_and_text_is_not_markup():
    assert join(element("b", "<i>"), "<i>", SafeString("<i>")) == "<b>&lt;i&gt;</b>&lt;i&gt;<i>"


def test_empty_elements_are_closed():
    assert element("rect", width=1) == '<rect width="1"/>'
    assert element("span") == "<span></span>"


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-0.04, "0"), (1.25, "1.2"), (12.0, "12"), (-3.16, "-3.2"), (7, "7")]
)
def test_coordinate(value, text):
    assert coordinate(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.412, "41.2%"),
        (1 / 3, "33.33%"),
        (-1.0, "0%"),
        (1.2, "100%"),
        (0.1, "10%"),
    ],
)
def test_share(value, text):
    assert share(value) == text


@given(st.floats(0, 1))
def test_a_share_is_within_a_hundredth_of_a_percent(value):
    assert abs(float(share(value).removesuffix("%")) - value * 100) <= 0.005 + 1e-9
