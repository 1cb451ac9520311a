"""Who is late, since when, and every spell of silence with its end: by what was public then, whatever came later."""

import datetime as dt
from dataclasses import replace

import pytest

from rumo.deliver.rollup.queries.lateness import late_plans, silences
from rumo.deliver.rollup.queries.reading import Moment, read
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.science.planfile import document as pf
from tests.factories.plans import AT, Measure, Plan, Report, publish, revised

pytestmark = pytest.mark.usefixtures("country")
DAY = dt.timedelta(days=1)
CYCLES = tuple(
    pf.Cycle(dt.date(2024, a, 1), dt.date(2024, b, 30), dt.date(2024, b + 1, 15), 10)
    for a, b in ((1, 4), (5, 9))
)
CLOSED = [dt.date(2024, 5, 25), dt.date(2024, 10, 25)]
M = tuple(Measure(code=f"M{i}", activities=()) for i in (1, 2))
LATER = dt.date(2024, 12, 1)


def told(code, day, published=None, **more):
    published = published or dt.datetime.combine(day + 5 * DAY, dt.time(10), tzinfo=dt.UTC)
    return Report(measure=code, reference_date=day, published_at=published, activities={}, **more)


def plan(*reports, **more):
    return Plan(measures=M, cycles=CYCLES, reports=reports, **more)


def late(day=LATER, scope="country", known_at=None):
    held = snapshot()
    reading = read(held, find_scope(scope, held, "pt"), Moment(day, known_at))
    return [
        (each.line.slug, each.end, each.closed, each.since, each.missing, each.due, each.newest)
        for each in late_plans(reading)
    ]


def spells(until=LATER, after=dt.date(2024, 1, 1)):
    return [(s.end, s.fell, s.missing, s.due, s.spoke) for s in silences(snapshot(), until, after)]


def test_a_plan_is_late_from_the_day_after_the_grace_until_the_last_report():
    first, second = (
        told("M1", CYCLES[0].end),
        told("M2", CYCLES[0].end, dt.datetime(2024, 7, 1, 10, tzinfo=dt.UTC)),
    )
    publish(plan(first, second))
    assert late(CLOSED[0], known_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC)) == []
    row = ("plano-exemplo", CYCLES[0].end, CLOSED[0], CLOSED[0] + DAY, 1, 2, CYCLES[0].end)
    assert late(CLOSED[0] + DAY, known_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC)) == [row]
    assert late(CLOSED[0] + DAY) == []
    assert spells(CLOSED[0] + DAY) == [(CYCLES[0].end, CLOSED[0] + DAY, 1, 2, second.published_at)]


def test_silence_is_counted_from_the_first_cycle_of_an_unbroken_run():
    publish(plan(told("M1", CYCLES[1].end)))
    # M2 never spoke: since the end of the first grace, though the second cycle's is the one that shows
    row = ("plano-exemplo", CYCLES[1].end, CLOSED[1], CLOSED[0] + DAY, 1, 2, CYCLES[1].end)
    assert late() == [row]
    assert spells() == [
        (CYCLES[0].end, CLOSED[0] + DAY, 2, 2, None),
        (CYCLES[1].end, CLOSED[1] + DAY, 1, 2, None),
    ]


def test_a_plan_that_never_spoke_has_no_latest_report():
    publish(plan())
    assert [row[-1] for row in late()] == [None]


def test_a_report_withdrawn_was_never_made_and_a_correction_changes_no_date():
    once, at = CYCLES[0].end, dt.datetime(2024, 5, 10, 10, tzinfo=dt.UTC)
    again = dt.datetime(2024, 9, 10, 10, tzinfo=dt.UTC)
    publish(
        plan(
            told("M1", once, at),
            told("M1", once, again, version=2, reason="Erro"),
            told("M2", once, at),
            told("M2", once, again, version=2, reason="Erro", withdrawn=True),
        )
    )
    assert spells(CLOSED[1]) == [(once, CLOSED[0] + DAY, 1, 2, None)]


def test_a_plan_without_cycles_is_in_no_list_and_neither_is_a_period_before_its_grace_ended():
    publish(plan())
    publish(replace(plan(), slug="sem-ciclos", cycles=()))
    assert [row[0] for row in late()] == ["plano-exemplo"]
    assert (late(dt.date(2024, 3, 1)), spells(dt.date(2024, 3, 1))) == ([], [])
    assert spells(LATER, CLOSED[1] + DAY) == []


def test_the_cycles_are_those_of_the_version_in_use():
    publish(plan())
    publish(revised(plan(), cycles=CYCLES[:1], effective_on=dt.date(2024, 11, 1), published_at=AT), at=AT)
    assert [row[1] for row in late(dt.date(2024, 10, 30))] == [CYCLES[1].end]
    assert [row[1] for row in late()] == [CYCLES[0].end]
    assert [spell[0] for spell in spells()] == [CYCLES[0].end]


def test_a_region_lists_its_own():
    publish(plan())
    publish(replace(plan(), slug="outro", municipalities=("0701",)))
    assert [row[0] for row in late(scope="region:PT1C")] == ["outro"]
    assert len(late()) == 2
