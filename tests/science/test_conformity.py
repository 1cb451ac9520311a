"""What a machine looks for in a plan: every check against counts made by hand, and rules that hold for any plan."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science import conformity
from rumo.science.conformity import CHECKS, MeasureSaid, PlanSaid, Seen

FULL = MeasureSaid("1", ("housing",), 1, 2, dated=True, budgeted=True, based=True)
BARE = MeasureSaid("2")
MEASURES = st.builds(
    MeasureSaid,
    code=st.text("abc", min_size=1, max_size=3),
    areas=st.lists(st.sampled_from(["health", "housing"]), max_size=2).map(tuple),
    responsible=st.integers(0, 2),
    targets=st.integers(0, 2),
    dated=st.booleans(),
    budgeted=st.booleans(),
    based=st.booleans(),
)
PLANS = st.builds(
    PlanSaid,
    measures=st.lists(MEASURES, max_size=5).map(tuple),
    areas=st.just(("health", "housing")),
    budgeted=st.booleans(),
)


@pytest.mark.parametrize("key", [key for key in CHECKS if key != "areas_covered"])
def test_a_measure_has_it_or_lacks_it(key):
    check = CHECKS[key]
    assert check(PlanSaid((FULL,))) == Seen("met", 1, 1)
    assert check(PlanSaid((FULL, BARE))) == Seen("partly", 1, 2, ("2",))
    assert check(PlanSaid((BARE,))) == Seen("not_met", 0, 1, ("2",))
    assert check(PlanSaid(())) == Seen("cannot_tell", 0, 0)


def test_an_area_has_a_measure_or_none():
    plan = PlanSaid((FULL, BARE), ("health", "housing"))
    assert conformity.areas_covered(plan) == Seen("partly", 1, 2, ("health",))
    assert conformity.areas_covered(replace(plan, areas=("housing",))) == Seen("met", 1, 1)
    assert conformity.areas_covered(replace(plan, areas=())) == Seen("cannot_tell", 0, 0)


def test_a_plan_that_states_its_budget_states_it_for_all():
    assert conformity.budget_stated(PlanSaid((BARE,), budgeted=True)) == Seen("met", 1, 1)


@given(plan=PLANS)
def test_what_is_lacking_and_what_is_there_is_all_there_is(plan):
    for check in CHECKS.values():
        seen = check(plan)
        assert seen.some + len(seen.lacking) == seen.of
        assert (seen.verdict == "met") == (seen.of > 0 and not seen.lacking)
        assert (seen.verdict == "cannot_tell") == (seen.of == 0)


@given(plan=PLANS)
def test_a_measure_more_that_has_all_never_makes_it_worse(plan):
    order = ["not_met", "partly", "met"]
    more = replace(plan, measures=(*plan.measures, replace(FULL, areas=("health", "housing"))))
    for check in CHECKS.values():
        before, after = check(plan).verdict, check(more).verdict
        assert before == "cannot_tell" or order.index(after) >= order.index(before)
