"""One split published again and again: it moves by k or not at all, and who came between is never worked out (trust.md P5)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.science.privacy import Stand, renewed
from tests.science.privacy.attacker import extremes

K = 10
counts = st.one_of(st.integers(0, 3), st.integers(0, 12), st.integers(8, 30), st.integers(20, 400))
steps = st.one_of(st.just(0), st.just(0), st.integers(K, 60), st.integers(0, 30))


def publish(before, *now):
    return renewed(before, sum(now), {str(at): count for at, count in enumerate(now)})


def test_the_first_time_is_a_split_like_any_other():
    assert publish(None, 61, 318, 33) == Stand({"0": 61, "1": 318, "2": 33}, {"0": 61, "1": 318, "2": 33}, ())
    assert publish(None, 5, 12, 42, 65).shown == {"2": 42, "3": 65}
    assert publish(None, 60, 30, 3).shown == {"0": 60}
    assert publish(None, 5, 60) == Stand({}, {"0": 5, "1": 60}, ("0", "1"))


def test_small_steps_wait_for_others():
    first = publish(None, 60, 30, 30)
    second = publish(first, 80, 41, 33)
    assert second.shown == {"0": 80, "1": 30, "2": 30}
    assert publish(second, 92, 52, 48).shown == {"0": 92, "1": 52, "2": 48}


def test_the_few_who_came_are_not_counted_by_what_is_shown():
    """Of two hidden, ten together; a third joins them with one person more, which eleven hidden would have told."""
    first = publish(None, 3, 11, 7, 11)
    assert (first.shown, first.hidden) == ({"1": 11, "3": 11}, ("0", "2"))
    assert publish(first, 3, 21, 7, 12) is first
    assert publish(first, 3, 21, 7, 20) is first
    assert publish(first, 5, 45, 8, 18).shown == {"1": 45, "3": 11}


def test_what_was_hidden_is_shown_once_enough_came():
    first = publish(None, 5, 12, 42, 65)
    assert publish(first, 10, 12, 42, 65) is first
    assert publish(first, 15, 25, 42, 65).shown == {"0": 15, "1": 25, "2": 42, "3": 65}


def test_a_new_category_begins_from_nothing():
    assert renewed(Stand({"a": 20}, {"a": 20}, ()), 60, {"a": 20, "b": 20, "c": 20}).shown == dict.fromkeys(
        "abc", 20
    )


@given(st.lists(counts, min_size=2, max_size=6), st.data())
def test_one_person_more_or_less_changes_nothing_shown(cells, data):
    first = publish(None, *cells)
    at = data.draw(st.integers(0, len(cells) - 1))
    cells[at] += 1 if not cells[at] or data.draw(st.booleans()) else -1
    assert publish(first, *cells).shown == first.shown


@st.composite
def growths(draw):
    first = draw(st.lists(counts, min_size=2, max_size=6))
    return first, [count + draw(steps) for count in first]


def withstands(first, second):
    """No small count or step is shown, and to one who knows that people only came what is hidden stays k wide."""
    before = publish(None, *first)
    after = publish(before, *second)
    assert all(count >= K for count in after.shown.values())
    moved = {name: after.shown[name] - count for name, count in before.shown.items()}
    assert all(step == 0 or step >= K for step in moved.values())
    if after is before:
        return
    size, total = len(first), [sum(first), sum(second)]
    fresh = {name for name in after.shown if after.shown[name] != before.shown.get(name)}
    bounds = [
        (before.shown.get(str(at)),) * 2 if str(at) in before.shown else (0, None) for at in range(size)
    ]
    still = {name for name in before.shown if name not in after.hidden}
    bounds += [(after.shown[str(at)],) * 2 if str(at) in fresh | still else (0, None) for at in range(size)]
    asked = [*[bool(before.shown)] * size, *[str(at) in after.hidden for at in range(size)]]
    wanted = [at for at, (least, most) in enumerate(bounds) if least != most and asked[at]]
    rows = [[1] * size + [0] * size, [0] * size + [1] * size]
    order = [[(at == one) - (at == one + size) for at in range(2 * size)] for one in range(size)]
    found = extremes(wanted, np.array(rows), total, bounds, np.array(order)) if wanted else {}
    assert all(greatest - least >= K for least, greatest in found.values())


@settings(max_examples=300)
@given(growths())
def test_an_attacker_with_the_split_before_learns_nothing_small(pair):
    withstands(*pair)


@pytest.mark.marathon
@settings(max_examples=10_000)
@given(growths())
def test_an_attacker_with_more_splits_learns_nothing_small(pair):
    withstands(*pair)
