"""Planned and proven over time, and activities."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web import draw

START, TODAY, END = date(2024, 1, 1), date(2026, 1, 1), date(2028, 1, 1)
EVIL = "<script>"


def line(planned, proven, days=(START, TODAY, END)):
    return list(zip(days, planned, proven, strict=True))


def words(markup):
    """The texts of a drawing, by class."""
    return {node.get("class"): node for node in ET.fromstring(markup).iter("text")}


def paths(markup, kind):
    return [node.get("d") for node in ET.fromstring(markup).iter("path") if node.get("class") == kind]


def test_proven_stops_today_and_planned_goes_on():
    drawing = draw.timeline(line([0.0, 0.5, 1.0], [0.0, 0.4, 0.9]), today=TODAY)
    assert paths(drawing, "t-plan") == ["M0 100L500.3 50L1000 0"]
    assert paths(drawing, "t-edge") == ["M0 100L500.3 60"]
    assert paths(drawing, "t-area") == ["M0 100L500.3 60L500.3 100L0 100Z"]


def test_the_rule_says_today_or_the_day_asked_for():
    points = line([0.0, 0.5, 1.0], [0.0, 0.4, 0.9])
    with override("pt"):
        assert words(draw.timeline(points, today=TODAY))["t-word t-now"].text == "hoje"
    asked = draw.timeline(points, today=TODAY, now="01/01/2026")
    assert words(asked)["t-word t-now"].text == "01/01/2026"


def test_what_is_not_known_is_not_drawn():
    days = [START + timedelta(days=365 * number) for number in range(4)]
    drawing = draw.timeline(line([None] * 4, [0.1, None, 0.2, 0.3], days), today=days[-1])
    assert len(paths(drawing, "t-edge")) == 2
    assert paths(drawing, "t-plan") == []


def test_what_lies_outside_the_axis_is_left_out():
    drawing = draw.timeline(
        line([0.0, 0.5, 1.0], [0.0, 0.4, 0.9]),
        today=date(2030, 1, 1),
        start=date(2025, 1, 1),
        end=date(2027, 1, 1),
        dots=[START],
    )
    assert paths(drawing, "t-plan") == ["M500 50"]
    assert "t-today" not in drawing
    assert "t-dot" not in drawing


def test_the_values_of_today_stand_by_their_curves():
    with override("en"):
        found = words(draw.timeline(line([0.0, 0.5, 1.0], [0.0, 0.4, 0.9]), today=TODAY))
    assert found["t-word t-plan-word"].text.endswith("50.0%")
    assert found["t-word t-edge-word t-in"].text.endswith("40.0%")


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 1461))
def test_the_two_labels_never_touch(planned, proven, after):
    today = START + timedelta(days=after)
    texts = ET.fromstring(draw.timeline(line([0.0, planned, 1.0], [0.0, proven, None]), today=today)).iter(
        "text"
    )
    direct = [text for text in texts if {"t-plan-word", "t-edge-word"} & set(text.get("class").split())]
    upper, lower = sorted(float(text.get("y")) for text in direct)
    assert lower - upper >= 19.9
    assert lower <= 264


def test_the_sentence_says_it_all():
    with override("pt"):
        drawing = draw.timeline(line([0.0, 0.5, 1.0], [0.0, 0.4, None]), today=TODAY)
    label = ET.fromstring(drawing).get("aria-label").replace("\u00a0", " ")
    assert (
        label
        == "De janeiro de 2024 a janeiro de 2028: em 1 de janeiro de 2026, comprovado 40,0 %, previsto 50,0 %."
    )
    assert (
        ET.fromstring(draw.timeline(line([0, 0, 0], [0, 0, 0]), today=TODAY, label=EVIL)).get("aria-label")
        == EVIL
    )


def test_nothing_known_yet():
    with override("en"):
        drawing = draw.timeline(line([None] * 3, [None] * 3), today=TODAY)
    assert ET.fromstring(drawing).get("aria-label").count("—") == 2
    assert draw.timeline([], today=TODAY) == ""


@given(st.integers(1, 60))
def test_years_are_at_most_six(years):
    points = [(date(2000, 1, 1), 0.0, 0.0), (date(2000 + years, 1, 1), 1.0, None)]
    drawing = draw.timeline(points, today=date(2001, 1, 1))
    shown = re.findall(r">(\d{4})</text>", drawing)
    assert 1 <= len(shown) <= 6


def test_marks_say_their_word_and_their_kind():
    mark = draw.Mark(date(2027, 12, 1), EVIL, "late")
    drawing = draw.timeline(line([0.0, 0.5, 1.0], [0.0, 0.4, None]), today=TODAY, marks=[mark])
    found = words(drawing)["t-word t-late"]
    assert (found.text, found.get("text-anchor")) == (EVIL, "end")


def test_small_ones_share_one_scale():
    half = [(TODAY, 0.5, 0.25)]
    drawn = draw.small_timelines([("A", half, "/a/"), (EVIL, half, None)], today=TODAY, start=START, end=END)
    one, other = ET.fromstring(drawn)
    assert [node.get("d") for node in one.iter("path")] == [node.get("d") for node in other.iter("path")]
    assert (one.find("a/span").text, other.find("p/span").text) == ("A", EVIL)


def bars(markup):
    return [
        [(node.get("class"), node.get("x"), node.get("width")) for node in row.iter("rect")]
        for row in ET.fromstring(markup).iter("li")
    ]


def test_gantt():
    rows = [
        (EVIL, START, TODAY, 0.5, None),
        ("B", TODAY, END, None, "/b/"),
        ("C", None, TODAY, 0.0, None),
        ("D", None, None, None, None),
        ("E", END, END, 1.0, None),
    ]
    with override("en"):
        found = bars(draw.gantt(rows, today=TODAY))
    assert found == [
        [("g-all", "0%", "50.03%"), ("g-done", "0%", "25.02%")],
        [("g-all", "50.03%", "49.97%"), ("g-hatch", "50.03%", "49.97%")],
        [("g-all", "0%", "50.03%")],
        [],
        [("g-all", "99.6%", "0.4%"), ("g-done", "99.6%", "0.4%")],
    ]
    assert draw.gantt([], today=TODAY) == ""


def test_gantt_says_in_words_what_it_draws():
    with override("pt"):
        drawn = draw.gantt([("A", START, TODAY, 0.5, None), ("B", None, None, None, None)], today=TODAY)
    said = [
        span.text.replace("\u00a0", " ") for span in ET.fromstring(drawn).iter("span") if span.get("class")
    ]
    assert said == ["01/01/2024 a 01/01/2026 · 50 %", "datas por indicar · sem informação"]
