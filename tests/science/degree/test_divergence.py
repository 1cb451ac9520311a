"""Independent readings beside the self-report: the whole table, and what holds of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.divergence import LIMITED, READINGS, diverges
from rumo.science.degree.figures import STATES

DEGREES = (None, 0.0, 0.2, LIMITED, 0.5, 0.99, 1.0)
TABLE = {
    # for each degree of DEGREES: no_evidence, not_started, limited, substantial, complete; l lower, h higher, . neither
    "completed": ["llll.", "ll...", "ll...", "ll...", "lll..", "lll..", "llll."],
    "in_progress": ["ll..h", "...hh", "ll.hh", "ll.hh", "lll.h", "lll.h", "lll.."],
    "not_started": ["..hhh", "..hhh", "l..hh", "l..hh", "l...h", "l...h", "l...."],
    "suspended": [".....", "..hhh", "ll.hh", "ll.hh", "lll.h", "lll.h", "llll."],
    "cancelled": ["....."] * 7,
    "no_information": ["..hhh"] * 7,
}
MEANS = {"l": "lower", "h": "higher", ".": None}

readings, states = st.sampled_from(READINGS), st.sampled_from(STATES)
degrees = st.none() | st.sampled_from(DEGREES[1:]) | st.floats(0, 1)
bases = st.sampled_from([None, "stage", "activities", "indicators"])


@pytest.mark.parametrize("state", STATES)
def test_every_reading_beside_every_state_and_degree(state):
    found = {
        degree: [diverges(reading, state, degree, basis="indicators") for reading in READINGS]
        for degree in DEGREES
    }
    assert found == {
        degree: [MEANS[mark] for mark in row] for degree, row in zip(DEGREES, TABLE[state], strict=True)
    }


@pytest.mark.parametrize("state", ["in_progress", "suspended"])
def test_a_stage_says_no_more_than_under_way(state):
    found = [diverges(reading, state, 0.5, basis="stage") for reading in READINGS]
    assert found == ["lower", "lower", None, None, "higher"]
    assert diverges("complete", "completed", 1.0, basis="stage") is None
    assert diverges("not_started", "not_started", 0.0, basis="stage") is None


def test_degrees_are_compared_without_their_noise():
    assert diverges("limited", "in_progress", 1 / 3 + 1e-12) is None
    assert diverges("limited", "in_progress", 1 / 3 + 1e-6) == "lower"
    assert diverges("complete", "suspended", 1 - 1e-12) is None
    assert diverges("no_evidence", "not_started", 1e-12) is None


@pytest.mark.parametrize(("reading", "state"), [("good", "completed"), ("complete", "done")])
def test_what_is_not_on_the_scale_is_refused(reading, state):
    with pytest.raises(ValueError, match="not a reading and a state"):
        diverges(reading, state, None)


@given(readings, readings, states, degrees, bases)
def test_a_higher_reading_never_turns_from_higher_to_lower(one, other, state, degree, basis):
    low, high = sorted([one, other], key=READINGS.index)
    order = ["lower", None, "higher"]
    under, over = (diverges(reading, state, degree, basis=basis) for reading in (low, high))
    assert order.index(under) <= order.index(over)


@given(
    readings, states.filter(lambda state: state != "no_information"), st.floats(0, 1), st.floats(0, 1), bases
)
def test_a_higher_degree_never_makes_a_reading_look_higher(reading, state, one, other, basis):
    order = ["lower", None, "higher"]
    under, over = (diverges(reading, state, degree, basis=basis) for degree in sorted([one, other]))
    assert order.index(over) <= order.index(under)


@given(states, st.floats(0, 1), bases)
def test_some_reading_agrees_with_every_self_report(state, degree, basis):
    assert None in [diverges(reading, state, degree, basis=basis) for reading in READINGS]
