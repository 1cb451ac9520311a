"""The answer machines read: its shape, its rounding, its months."""

import datetime as dt

import pytest

from rumo.deliver.rollup.queries.reading import Moment, read
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.desk.seeding import lay_ground
from rumo.doors.files.figures import FRACTIONS, GROUPINGS, answer
from tests.factories import plans as make

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 6, 30)


@pytest.fixture
def reading(db):
    """Three measures of Lisbon, a third of one activity done in one of them."""
    lay_ground(by=make.BY, at=make.AT)
    measures = tuple(make.Measure(code=f"M{i}") for i in (1, 2, 3))
    make.publish(make.Plan(measures=measures, reports=(make.Report(activities={"a1": 1 / 3}),)))

    def look(scope="country", day=DAY, known=None):
        held = snapshot()
        return read(held, find_scope(scope, held), Moment(day, known))

    return look


def test_fractions_have_six_decimals_and_the_day_is_text(reading):
    total = answer(reading())["total"]
    assert (total["degree"], total["degree_reported"], total["newest_report"]) == (
        0.111111,
        0.333333,
        "2024-06-30",
    )
    assert all(total[name] is None or round(total[name], 6) == total[name] for name in FRACTIONS)


def test_without_by_there_are_no_groups(reading):
    assert answer(reading())["groups"] == []


def test_no_other_grouping_is_known(reading):
    with pytest.raises(KeyError):
        answer(reading(), "colour")


@pytest.mark.parametrize("by", GROUPINGS)
def test_every_grouping_answers_groups_of_the_same_shape_as_the_total(reading, by):
    said = answer(reading(), by)
    assert said["groups"]
    for group in said["groups"]:
        assert list(group) == ["key", "label", *said["total"]]


def test_known_at_is_told_in_utc(reading):
    known = dt.datetime(2024, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert answer(reading(known=known))["known_at"] == "2024-07-01T11:00:00Z"


@pytest.mark.parametrize("scope", ["country", "municipality:1106", "measure:plano-exemplo/M1"])
@pytest.mark.parametrize("known", [None, dt.datetime(2024, 7, 1, tzinfo=dt.UTC)])
def test_each_month_is_what_its_last_day_answers_alone(reading, scope, known):
    months = answer(reading(scope, known=known), "month", "pt")["groups"]
    assert [months[0]["key"], months[-1]["key"]] == ["2023-12", "2024-12"]
    assert months[6]["label"] == "junho de 2024"
    for month in months:
        year, number = map(int, month["key"].split("-"))
        last = dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
        alone = answer(reading(scope, last, known))["total"]
        assert {name: month[name] for name in alone} == alone


def test_a_plan_without_dates_or_reports_has_no_month_of_its_own(reading):
    make.publish(
        make.Plan(
            slug="sem-datas", start=None, end=None, measures=(make.Measure(code="M1", start=None, end=None),)
        )
    )
    months = answer(reading("plan:sem-datas"), "month")["groups"]
    assert all(month["planned"] is None for month in months)


def test_invented_plans_in_the_scope_are_told(reading):
    assert answer(reading())["synthetic"] is False
    make.publish(make.Plan(slug="inventado", municipalities=("0211",), synthetic=True))
    assert answer(reading())["synthetic"] is True
    assert answer(reading("municipality:1106"))["synthetic"] is False


def test_groups_come_by_key_the_nameless_last(reading):
    make.publish(
        make.Plan(
            slug="eixos", measures=(make.Measure(code="M1", axis="B"), make.Measure(code="M2", axis="A"))
        )
    )
    assert [group["key"] for group in answer(reading(), "axis")["groups"]] == ["A", "B", None]
