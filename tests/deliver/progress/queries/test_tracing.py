"""The thread both ways: each step is there, in a constant number of queries; nothing that nobody may read shows."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.queries.applying import every_clause
from rumo.deliver.progress.queries import tracing
from rumo.deliver.progress.queries.tracing import Share
from rumo.deliver.rollup import actions as rollup
from rumo.listen.contributions import actions as contributions
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.synthesis import actions as synthesis
from tests.factories import guidelines as make
from tests.factories import reading, reporting
from tests.factories.guidelines import ACT
from tests.factories.listening import AFTER
from tests.factories.people import BY

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(country):
    return reporting.plan(2, [reporting.said("M01")])


@pytest.fixture
def thread(plan):
    """Three texts, a finding on them, a clause on it, a measure that applies it."""
    book = reading.codebook()
    theme = reading.theme(book)
    texts = [*reading.texts(2), reading.text("Só para quem lê.", public=False)]
    reading.coded(theme, texts)
    found = synthesis.publish_finding(finding=reading.finding(book, theme), by=reading.OTHER, at=AFTER)
    version = make.published()
    clause = make.clause(version, 1)
    guidelines.rest_on(clause=clause, origin=found, **ACT)
    measure = Measure.objects.get(plan=plan, code="M01")
    rollup.apply_clause(measure=measure, clause=clause, **ACT)
    return texts, theme, found, clause, measure


def test_from_what_was_said_to_what_was_reported(thread, django_assert_num_queries):
    texts, theme, found, clause, measure = thread
    with django_assert_num_queries(3):
        told = tracing.of_contribution(texts[0].contribution)
    assert (told.themes, told.findings) == ((theme,), (found,))
    (one,) = told.clauses
    assert (one.pk, one.code, one.words, one.in_force) == (clause.pk, "c2", "Orientação 0 (exemplo).", True)
    (done,) = told.measures
    assert (done.pk, done.code, done.reports, done.newest) == (measure.pk, "M01", 1, reporting.FIRST)


def test_from_a_measure_and_a_clause_back_to_whom_they_were_heard_from(thread, django_assert_num_queries):
    texts, _theme, found, clause, measure = thread
    with django_assert_num_queries(7):
        back = tracing.of_measure(measure)
    with django_assert_num_queries(6):
        middle = tracing.of_clause(clause)
    for told in (back, middle):
        assert [row.pk for row in told.heard] == [text.contribution_id for text in texts[:2]]
        assert (told.silent, told.findings, [one.pk for one in told.clauses]) == (1, (found,), [clause.pk])
        assert [one.pk for one in told.measures] == [measure.pk]
    ahead = tracing.of_finding(found)
    assert (len(ahead.heard), ahead.silent, [one.code for one in ahead.measures]) == (2, 1, ["M01"])


def test_one_contribution_alone_may_be_what_a_clause_rests_on(thread):
    texts, _theme, _found, clause, _measure = thread
    alone = reading.texts(1)[0]
    guidelines.rest_on(clause=clause, origin=alone.contribution, **ACT)
    told = tracing.of_contribution(alone.contribution)
    assert (told.findings, [one.pk for one in told.clauses]) == ((), [clause.pk])
    assert len(tracing.of_clause(clause).heard) == len(texts)
    assert tracing.of_clause(clause).silent == 1


def test_what_reached_nothing_says_so(plan, django_assert_num_queries):
    said = reading.text().contribution
    with django_assert_num_queries(2):
        told = tracing.of_contribution(said)
    assert (told.themes, told.findings, told.clauses, told.measures) == ((), (), (), ())


def test_no_step_breaks_by_withdrawal_erasure_merge_or_a_clause_taken_out(thread):
    texts, theme, found, clause, measure = thread
    other = reading.theme(theme.codebook, "Outro")
    said = synthesis.ThemeSaid("Juntos", "Os dois.")
    synthesis.merge(themes=[theme, other], said=said, reason="São o mesmo.", **ACT)
    contributions.erase(contribution=texts[0].contribution, by=BY, at=AFTER)
    synthesis.withdraw_finding(finding=found, reason="Estava errada.", **ACT)
    version = make.following(make.m.Version.objects.get())
    guidelines.remove_clause(version=version, clause=clause, **ACT)
    make.released(version)
    told = tracing.of_contribution(texts[1].contribution)
    assert [one.name for one in told.themes] == [theme.name]
    assert [one.state for one in told.findings] == ["withdrawn"]
    assert [(one.pk, one.in_force) for one in told.clauses] == [(clause.pk, False)]
    assert [row.pk for row in tracing.of_measure(measure).heard] == [texts[1].contribution_id]
    assert tracing.of_measure(measure).silent == 2


def test_a_measure_applies_what_is_in_force_said_once(thread):
    _texts, _theme, _found, clause, measure = thread
    basis = plans.apply_clause(measure=measure, clause=clause, **ACT)
    assert plans.apply_clause(measure=measure, clause=clause, **ACT) == basis
    said, others = every_clause(measure.pk)
    assert ([one.clause for one in said], [one.clause.code for one in others]) == ([clause], ["c3"])
    with pytest.raises(plans.PlanRefused):
        plans.apply_clause(measure=measure, clause=make.put(make.drafted("outras")), **ACT)
    for _again in range(2):
        rollup.apply_no_more(measure=measure, clause=clause, **ACT)
    assert tracing.of_measure(measure).clauses == ()


def test_how_whole_the_thread_is(thread):
    assert tracing.coverage() == {
        "contributions": Share(0, 3),
        "clauses": Share(1, 2),
        "measures": Share(1, 2),
    }
    assert (Share(1, 2).part, Share(0, 0).part) == (0.5, None)


def test_how_a_long_text_begins():
    assert tracing.shortened("Uma duas, três", 9) == "Uma…"
    assert tracing.shortened(" Uma  duas ", 9) == "Uma duas"
