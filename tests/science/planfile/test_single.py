"""One measure alone is read by the rules of the whole file."""

import datetime as dt

from rumo.science.planfile import document as doc
from rumo.science.planfile.dump import plain
from rumo.science.planfile.single import parse_measure

PLAN = doc.Plan("a", "A", municipalities=("1106",), start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
AROUND = {"plan": PLAN, "areas": {"labour": "labour"}, "municipalities": {"1106", "1107"}}


def test_a_sound_measure_comes_back():
    measure = doc.Measure("1", "Um", areas=("labour",), indicators=(doc.Indicator("i1"),))
    parsed = parse_measure(plain(measure), **AROUND)
    assert (parsed.measure, parsed.faults) == (measure, ())


def test_places_stand_within_the_measure_and_against_its_plan():
    raw = {"code": "1", "title": "Um", "start": "2027-01-01", "indicators": [{"code": "i", "target": "x"}]}
    parsed = parse_measure(raw, **AROUND)
    assert (parsed.measure, [fault.where for fault in parsed.faults]) == (
        None,
        ["start", "indicators[0].target"],
    )


def test_what_is_only_odd_is_a_flag():
    parsed = parse_measure({"code": "1", "title": "Um", "municipalities": ["1107"]}, **AROUND)
    assert [flag.where for flag in parsed.flags] == ["municipalities"]
