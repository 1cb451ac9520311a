"""Pairs joined into groups, against reachability followed step by step."""

import random

from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.joining import joined


def test_who_goes_with_one_goes_with_all():
    assert joined(6, [(4, 1), (1, 3), (5, 0)]) == [[0, 5], [1, 3, 4], [2]]
    assert (joined(0, []), joined(2, [])) == ([], [[0], [1]])


linked = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15)


def reached(start, pairs):
    known = {start}
    while more := {b for a, b in [*pairs, *((b, a) for a, b in pairs)] if a in known} - known:
        known |= more
    return sorted(known)


@given(linked, st.randoms())
def test_a_group_is_whoever_is_reached(pairs, chance):
    mixed = [pair if chance.random() < 0.5 else pair[::-1] for pair in pairs]
    random.Random(chance.random()).shuffle(mixed)
    groups = joined(10, mixed)
    assert groups == joined(10, pairs)
    assert all(group == reached(place, pairs) for group in groups for place in group)
