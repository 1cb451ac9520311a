"""The kept time lines are those that the rollup room gives, for the country and for every area, also after a plan changes."""

import datetime as dt

import pytest

from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries import timeline
from rumo.deliver.rollup.queries.reading import Moment
from rumo.deliver.rollup.queries.scopes import Scope, find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.dashboard import months
from rumo.doors.dashboard.figures import fraction, percent
from rumo.doors.web import formats
from rumo.doors.web.templatetags.rumo import datum
from tests.factories import plans as make


def same(found, wanted):
    """Whether points are equal, to rounding."""
    by_day = {point.day: point for point in wanted}
    for point in found:
        other = by_day.get(point.day)
        if other is not None:
            assert point.planned == (pytest.approx(other.planned) if other.planned is not None else None)
            assert point.proven == (pytest.approx(other.proven) if other.proven is not None else None)
    assert sum(point.day in by_day for point in found) >= len(wanted) // 3 - 1


def compare(synthetic):
    """Hold the kept lines against the rollup room's."""
    held = snapshot()
    moment = Moment(dt.date(2026, 6, 30), None, synthetic)
    kept = months.lines(held, synthetic)
    wanted = timeline.timeline(held, find_scope("country", held), moment)
    assert [point.day for point in kept.country] == [point.day for point in wanted]
    same(kept.country, wanted)
    for term in held.areas:
        same(kept.areas[term.pk], timeline.timeline(held, Scope("area", term.key, "", area=term.pk), moment))
    return kept


def test_lines_are_the_rollup_rooms(seeded):
    assert compare(True) is months.lines(snapshot(), True)
    compare(False)
    before = compare(True)
    rollup.import_plan(document=make.Plan(reports=(make.Report(),)), publish=True, by=make.BY, at=make.AT)
    assert compare(True).country != before.country


def test_nothing_has_no_line(country):
    rollup.import_plan(document=make.Plan(measures=()), publish=True, by=make.BY, at=make.AT)
    assert months.lines(snapshot(), True).country == []


def test_a_kept_percentage_is_the_formatted_one():
    for value in (
        0.0,
        1e-6,
        0.0004995,
        0.0005,
        0.0005001,
        0.4125,
        0.41249999,
        0.9994999,
        0.9995,
        1.0,
        1 / 3,
        0.0015,
        0.2865,
    ):
        assert percent(value) == formats.percent(value)
    assert percent(None) == formats.NOTHING
    assert [str(fraction(value, "degree", 'a"b')) for value in (0.4125, None)] == [
        str(datum(value, "degree", 'a"b')) for value in (0.4125, None)
    ]
