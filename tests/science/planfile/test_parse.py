"""What a plan file says is read as it says it: nothing lost, nothing filled in, and no input makes the reader fall."""

import datetime as dt
import json
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rumo.science.planfile import document as doc
from rumo.science.planfile import dump, parse
from rumo.science.planfile.parse import PLAN
from tests.factories.planfile import AREAS, MUNICIPALITIES, plans
from tests.science.planfile.sound import SOUND

quietly = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def read(raw):
    return parse(raw, areas=AREAS, municipalities=MUNICIPALITIES)


@quietly
@given(plans())
def test_what_is_dumped_parses_to_the_same_plan(plan):
    raw = json.loads(json.dumps(dump(plan), allow_nan=False))
    parsed = read(raw)
    assert parsed.faults == ()
    assert parsed.plan == plan
    assert dump(parsed.plan) == raw


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["1", "2024-01-01", "number", "x" * 70]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*PLAN, "code", "date", "value", "total"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@quietly
@given(st.dictionaries(st.sampled_from(PLAN), anything))
def test_reading_never_raises(raw):
    parsed = read({**raw, "format": "rumo-plan/1"})
    assert (parsed.plan is None) == bool(parsed.faults)
    assert all(fault.message for fault in parsed.faults)


@quietly
@given(st.data())
def test_reading_a_sound_plan_with_anything_anywhere_never_raises(data):
    raw = json.loads(json.dumps(SOUND))
    thing = raw
    while isinstance(thing, dict | list) and thing:
        key = data.draw(st.sampled_from(sorted(thing) if isinstance(thing, dict) else range(len(thing))))
        if not isinstance(thing[key], dict | list) or not thing[key] or data.draw(st.booleans()):
            thing[key] = data.draw(anything)
            break
        thing = thing[key]
    parsed = read(raw)
    assert (parsed.plan is None) == bool(parsed.faults)


def test_the_least_plan_has_every_default():
    plan = read(
        {"format": "rumo-plan/1", "slug": "x", "title": "X", "measures": [{"code": "1", "title": "Y"}]}
    ).plan
    assert plan == doc.Plan(slug="x", title="X", measures=(doc.Measure(code="1", title="Y"),))


def test_null_is_the_same_as_absent():
    bare = {"format": "rumo-plan/1", "slug": "x", "title": "X", "measures": [{"code": "1", "title": "Y"}]}
    nulls = dict.fromkeys(PLAN) | bare
    assert read(nulls).plan == read(bare).plan
    assert read(dump(read(bare).plan)).plan == read(bare).plan


def test_an_empty_record_is_no_record():
    raw = {
        "format": "rumo-plan/1",
        "slug": "x",
        "title": "X",
        "measures": [],
        "source": {},
        "funding": {"code": None},
        "as_printed": None,
    }
    assert read(raw).plan == doc.Plan(slug="x", title="X")


def test_values_are_typed():
    plan = read(SOUND).plan
    (report,) = plan.reports
    assert plan.cycles[0] == doc.Cycle(dt.date(2024, 1, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 31))
    assert plan.funding == doc.Funding(total=Decimal("1000.00"), currency="EUR")
    assert report.published_at == dt.datetime(2024, 7, 20, 10, tzinfo=dt.UTC)
    assert report.indicators == {"i1": doc.Value(12.0, {"sex:f": 7.0})}
    assert report.spent == {"FAMI": Decimal("400.00"), "Outro": Decimal("1.00")}


def test_a_null_in_a_report_says_nothing():
    raw = json.loads(json.dumps(SOUND))
    raw["reports"][0] |= {"activities": {"1.1": None}, "indicators": {"i1": None}, "spent": {"FAMI": None}}
    report = read(raw).plan.reports[0]
    assert (report.activities, report.indicators, report.spent) == ({}, {}, {})


def test_amounts_may_be_numbers_and_line_breaks_are_one_kind():
    raw = {
        "format": "rumo-plan/1",
        "slug": "x",
        "title": "X",
        "measures": [{"code": "1", "title": "Y", "description": "a\r\nb\rc"}],
    }
    raw["funding"] = {"total": 750, "funded": 0.1}
    plan = read(raw).plan
    assert plan.funding == doc.Funding(total=Decimal("750.00"), funded=Decimal("0.10"))
    assert plan.measures[0].description == "a\nb\nc"


def test_instants_of_another_zone_are_the_same_instant():
    raw = {
        "format": "rumo-plan/1",
        "slug": "x",
        "title": "X",
        "measures": [],
        "published_at": "2024-07-20T11:00:00+01:00",
    }
    assert dump(read(raw).plan)["published_at"] == "2024-07-20T10:00:00Z"


def test_areas_are_known_by_key_alias_or_label():
    raw = {
        "format": "rumo-plan/1",
        "slug": "x",
        "title": "X",
        "measures": [{"code": "1", "title": "Y", "areas": ["MERCADO de trabalho", "health"]}],
    }
    assert read(raw).plan.measures[0].areas == ("labour", "health")


def test_a_report_of_a_plan_whose_municipalities_are_not_said():
    raw = {"format": "rumo-plan/1", "slug": "x", "title": "X", "measures": [{"code": "1", "title": "Y"}]}
    raw["reports"] = [
        {"measure": "1", "reference_date": "2024-01-01", "stage": "completed", "municipality": "1106"}
    ]
    (fault,) = read(raw).faults
    assert fault.message == "o município 1106 não está entre os da medida (nenhum)"


def test_a_report_of_a_measure_given_up_still_stands():
    raw = {"format": "rumo-plan/1", "slug": "x", "title": "X", "measures": [], "dropped": [{"code": "7"}]}
    raw["reports"] = [
        {"measure": "7", "reference_date": "2024-01-01", "stage": "completed", "activities": {"7.1": 1}}
    ]
    assert [report.measure for report in read(raw).plan.reports] == ["7"]
