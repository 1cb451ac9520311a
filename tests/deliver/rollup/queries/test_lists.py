"""Measures one by one: overdue, silent, filtered, and what was published lately."""

import datetime as dt

import pytest

from rumo.deliver.rollup.queries import lists
from tests.deliver.rollup.looking import look
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def plan():
    """Measures: done, late, silent since ever, not begun, cancelled; seen in January 2025."""
    measures = (
        make.Measure(code="feita"),
        make.Measure(code="atrasada", end=dt.date(2024, 6, 30), title="Ensinar português à noite"),
        make.Measure(
            code="calada", areas=("health",), responsible=("Centro de Saúde",), axis="Eixo B", level=2
        ),
        make.Measure(code="futura", start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31)),
        make.Measure(code="cancelada", end=dt.date(2024, 6, 30)),
        make.Measure(code="parada"),
    )
    reports = (
        make.Report(measure="feita", activities={"a1": 1.0}, stage="completed"),
        make.Report(measure="atrasada"),
        make.Report(measure="cancelada", stage="cancelled", activities={}),
        make.Report(
            measure="parada",
            reference_date=dt.date(2024, 1, 10),
            published_at=dt.datetime(2024, 1, 11, tzinfo=dt.UTC),
        ),
    )
    make.publish(make.Plan(measures=measures, reports=reports))


def codes(reading, index):
    """Return the codes at some positions, in their order."""
    return [row.code for row in lists.rows(reading, index)]


def test_overdue_longest_first(plan):
    reading = look(as_of="2025-01-15")
    assert codes(reading, lists.overdue(reading)) == ["atrasada", "calada", "parada"]


def test_silent_longest_first(plan):
    reading = look(as_of="2025-01-15")
    assert codes(reading, lists.silent(reading)) == ["calada", "parada"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (lists.Filter(), ["feita", "atrasada", "calada", "futura", "cancelada", "parada"]),
        (lists.Filter(state="completed"), ["feita"]),
        (lists.Filter(state="suspended"), []),
        (lists.Filter(schedule="critical"), ["atrasada", "parada"]),
        (lists.Filter(area="health"), ["calada"]),
        (lists.Filter(responsible="Centro de Saúde", axis="Eixo B", level="2"), ["calada"]),
        (lists.Filter(axis="-", only="overdue"), ["atrasada", "parada"]),
        (lists.Filter(only="silent"), ["calada", "parada"]),
        (lists.Filter(only="stale"), ["parada"]),
        (lists.Filter(municipality="1106", region="PT1A", state="no_information"), ["calada", "futura"]),
        (lists.Filter(text="PORTUGUES noite"), ["atrasada"]),
        (lists.Filter(text="lua"), []),
        (lists.Filter(level="-", text="centro"), []),
    ],
)
def test_filters(plan, wanted, found):
    reading = look(as_of="2025-01-15")
    assert codes(reading, lists.narrowed(reading, wanted)) == found


def test_an_unknown_filter_is_an_error(plan):
    with pytest.raises(KeyError):
        lists.narrowed(look(), lists.Filter(only="everything"))


def test_a_row_says_it_all(plan):
    reading = look(as_of="2025-01-15")
    (row,) = lists.rows(reading, reading.measures[1:2])
    assert (row.key, row.title, row.start, row.end) == (
        "plano-exemplo/atrasada",
        "Ensinar português à noite",
        dt.date(2024, 1, 1),
        dt.date(2024, 6, 30),
    )
    assert (row.degree, row.planned, row.upper, row.coverage, row.newest) == (
        0.5,
        1.0,
        0.5,
        1.0,
        dt.date(2024, 6, 30),
    )
    assert (row.areas, row.places, row.responsible, row.spent) == (
        ("reception",),
        ("1106",),
        ("Câmara Municipal",),
        None,
    )
    (cancelled,) = lists.rows(reading, reading.measures[4:5])
    assert (cancelled.coverage, cancelled.state) == (None, "cancelled")


def test_a_list_costs_the_same_whatever_its_length(plan, django_assert_num_queries):
    reading = look(as_of="2025-01-15")
    codes(reading, reading.measures)
    for index in (reading.measures[:1], reading.measures):
        with django_assert_num_queries(1):
            codes(reading, index)


def test_a_row_uses_the_words_of_the_version_in_use(plan):
    second = make.Measure(code="feita", title="Nova redação")
    make.publish(make.Plan(version=2, measures=(second,), effective_on=dt.date(2024, 9, 1)))
    assert [next(lists.rows(look(as_of=day), [0])).title for day in ("2024-08-31", "2024-09-01")] == [
        "Atender cada pessoa na sua língua",
        "Nova redação",
    ]


def test_news_newest_first(plan):
    reading = look()
    since, until = dt.datetime(2024, 7, 1, tzinfo=dt.UTC), dt.datetime(2024, 7, 31, tzinfo=dt.UTC)
    count, found = lists.news(reading, since, until, most=2)
    assert (count, [item.measure for item in found]) == (3, ["cancelada", "atrasada"])
    assert found[1].title == "Ensinar português à noite"
    assert lists.news(reading, until, until) == (0, [])
