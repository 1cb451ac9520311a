"""What becomes public beside the figures: the very next page may show it, and no figure moves."""

import pytest

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import actions as progress
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.divergent import divergences
from rumo.deliver.rollup.queries.lists import Filter, narrowed
from rumo.deliver.rollup.queries.snapshot import facts_token
from tests.deliver.rollup.looking import look
from tests.factories import outside as make
from tests.factories import plans
from tests.factories.outside import OTHER
from tests.factories.people import AT, BY

WHEN = {"by": BY, "at": AT}


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan(reports=(plans.Report(stage="completed", activities={"a1": 1.0}),)))


def raised(act, **said):
    """What an act gives back, having made the pages new and left the figures."""
    token, figures = facts_token(), look().total
    done = act(**said)
    assert facts_token() != token
    assert look().total == figures
    return done


def test_each_act_makes_the_pages_new():
    row = raised(rollup.publish_reading, reading=make.reading(public=False), **WHEN)
    raised(rollup.reply, reading=row, text="Abre em maio.", for_name="x", **WHEN)
    raised(rollup.withdraw_reading, reading=row, reason="Erro.", **WHEN)
    measure = Measure.objects.get(code="M1")
    said = progress.see(
        measure=measure, municipality=None, seen=True, note="", token="t", on=AT.date(), at=AT
    )
    assert raised(rollup.moderate, sighting=said, accept=True, reason="", **WHEN).state == "accepted"
    evaluation = make.evaluation()
    make.answered(evaluation)
    raised(rollup.publish_evaluation, evaluation=evaluation, by=OTHER, at=AT)
    raised(rollup.withdraw_evaluation, evaluation=evaluation, reason="Erro.", by=OTHER, at=AT)
    assessment = make.assessment()
    make.assessed(assessment, *[None] * 7)
    raised(rollup.publish_assessment, assessment=assessment, by=OTHER, for_name="x", at=AT)
    raised(rollup.withdraw_assessment, assessment=assessment, reason="Erro.", by=OTHER, at=AT)


@pytest.mark.parametrize(("level", "found"), [("not_started", ["lower"]), ("complete", [])])
def test_only_readings_that_part_ways_are_found(level, found):
    assert divergences(look(as_of="2026-01-02")) == {}
    make.reading(level)
    seen = look(as_of="2026-01-02")
    assert list(divergences(seen).values()) == found
    assert len(narrowed(seen, Filter(only="divergent"))) == len(found)
