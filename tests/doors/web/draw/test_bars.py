"""The glyph and the strip: what they show is what they were given."""

import xml.etree.ElementTree as ET

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web import draw
from rumo.doors.web.draw.bars import STATES
from rumo.doors.web.samples import Sample

EVIL = '"><script>alert(1)</script>'
FRACTION = st.floats(0, 1)


def marks(markup, kind):
    """The (start, width) of the bars of a class, in percent."""
    root = ET.fromstring(markup)
    found = [node for node in root.iter("rect") if node.get("class") == kind]
    return [(number(node.get("x", "0%")), number(node.get("width"))) for node in found]


def number(text):
    return float(text.removesuffix("%"))


@given(FRACTION, FRACTION, FRACTION)
def test_solid_then_hatch_never_pass_the_whole(a, b, planned):
    degree, coverage = min(a, b), max(a, b)
    glyph = draw.glyph(Sample(degree, planned, 1 - coverage + degree, coverage), sentence="x")
    done, hatch = marks(glyph, "g-done"), marks(glyph, "g-hatch")
    assert done == ([(0.0, pytest.approx(degree * 100, abs=0.01))] if degree > 0 else [])
    if coverage < 1:
        (start, width) = hatch[0]
        assert (start, width) == (
            pytest.approx(degree * 100, abs=0.01),
            pytest.approx((1 - coverage) * 100, abs=0.01),
        )
        assert start + width <= 100.02
    assert marks(glyph, "g-plan") == [(pytest.approx(planned * 100, abs=0.01), 2.0)]


def test_without_a_degree_nothing_is_filled():
    glyph = draw.glyph(Sample(None), sentence="x")
    assert marks(glyph, "g-none") == [(0.5, 99.5)]
    assert "g-done" not in glyph
    assert "g-plan" not in glyph


def test_an_upper_bound_reached_has_no_whisker():
    assert "g-upper" not in draw.glyph(Sample(0.5, None, 0.5, None), sentence="x")


def test_a_glyph_is_a_link_only_with_an_address():
    assert draw.glyph(Sample(0.5), sentence="x", href="/pt/").startswith('<a class="glyph row" href="/pt/">')
    assert draw.glyph(Sample(0.5), sentence="x", size="headline").startswith('<span class="glyph headline">')


def test_words_are_escaped():
    for markup in (
        draw.glyph(Sample(0.5), sentence=EVIL, href=EVIL),
        draw.strip({"completed": 1}, {"completed": EVIL}),
        draw.progress(0.5, label=EVIL),
    ):
        assert "<script" not in markup
        assert ET.fromstring(markup).findall(".//script") == []


@given(st.dictionaries(st.sampled_from([*STATES, "cancelled"]), st.integers(0, 5000)))
def test_the_strip_adds_up_to_all_measures(states):
    strip = draw.strip(states)
    root = ET.fromstring(strip)
    widths = [number(node.get("width")) for node in root.find("svg") if node.get("class") != "g-all"]
    assert sum(widths) == (pytest.approx(100, abs=0.03) if sum(states.values()) else 0)
    with override("en"):
        counts = [int(b.text.replace(",", "")) for b in ET.fromstring(draw.strip(states)).iter("strong")]
    assert sum(counts) == sum(states.values())


def test_the_strip_is_always_in_the_same_order():
    states = {
        "no_information": 1,
        "cancelled": 2,
        "suspended": 3,
        "not_started": 4,
        "in_progress": 5,
        "completed": 6,
    }
    assert [b.text for b in ET.fromstring(draw.strip(states)).iter("strong")] == ["6", "5", "4", "5", "1"]


def test_progress():
    assert marks(draw.progress(0.4, label="2/5"), "g-done") == [(0.0, 40.0)]
