"""The radar's geometry and what changed: inside the circle, in order around it, broken where a level is not known."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rumo.science import radar

LEVELS = st.lists(st.one_of(st.none(), st.integers(0, radar.MOST)), min_size=1, max_size=30)
KEYS = st.dictionaries(
    st.text("abc", min_size=1, max_size=2), st.one_of(st.none(), st.integers(0, radar.MOST))
)


def turn(point):
    """How far around, clockwise from the top, as a fraction."""
    x, y = point
    return math.atan2(x, -y) / (2 * math.pi) % 1


@given(LEVELS)
def test_points_lie_within_the_circle_further_out_the_higher_and_none_where_it_is_not_known(levels):
    for level, point in zip(levels, radar.points(levels), strict=True):
        assert (point is None) == (level is None)
        if point is not None:
            out = math.hypot(*point)
            assert 0 < out <= 1 + 1e-12
            assert math.isclose(out, radar.reach(level))


@given(LEVELS)
def test_points_go_around_clockwise_from_the_top_each_by_the_same_step(levels):
    for index, point in enumerate(radar.points(levels)):
        if point is not None:
            away = abs(turn(point) - index / len(levels))
            assert min(away, 1 - away) < 1e-9


def test_reach_rises_evenly_to_the_circle():
    out = [radar.reach(level) for level in range(radar.MOST + 1)]
    assert (out[0], out[-1]) == (radar.INNER, 1.0)
    steps = {round(after - before, 9) for before, after in pairwise(out)}
    assert len(steps) == 1


def test_four_dimensions_stand_up_end_down_start():
    found = [tuple(round(v, 9) + 0 for v in point) for point in radar.points([4, 4, 4, 4])]
    assert found == [(0, -1), (1, 0), (0, 1), (-1, 0)]


@given(LEVELS)
def test_the_outline_holds_every_known_dimension_once_and_no_other(levels):
    count, found = len(levels), radar.stretches(levels)
    known = [index for index, level in enumerate(levels) if level is not None]
    if len(known) == count and count > 1:
        assert found == [[*range(count), 0]]
        return
    assert sorted(index for stretch in found for index in stretch) == known


@given(LEVELS)
def test_a_stretch_goes_from_neighbour_to_neighbour_and_ends_only_at_a_gap(levels):
    count = len(levels)
    for stretch in radar.stretches(levels):
        for here, after in pairwise(stretch):
            assert after == (here + 1) % count
        if None in levels:
            assert levels[stretch[0] - 1] is None
            assert levels[(stretch[-1] + 1) % count] is None


def test_stretches_at_their_ends():
    assert radar.stretches([]) == []
    assert radar.stretches([3]) == [[0]]
    assert radar.stretches([None]) == []
    assert radar.stretches([1, 2]) == [[0, 1, 0]]
    assert radar.stretches([1, None, 0, 3]) == [[2, 3, 0]]
    assert radar.stretches([None, 1, None, 2, None]) == [[1], [3]]


@given(KEYS, KEYS)
def test_change_is_now_less_then_and_only_where_both_are_known(then, now):
    found = radar.changes(then, now)
    assert [change.key for change in found] == list(now)
    for change in found:
        assert (change.then, change.now) == (then.get(change.key), now[change.key])
        if change.then is None or change.now is None:
            assert change.by is None
        else:
            assert change.then + change.by == change.now


@given(KEYS)
def test_nothing_changes_from_a_set_to_itself_and_nothing_is_known_from_no_set(levels):
    assert {change.by for change in radar.changes(levels, levels)} <= {0, None}
    assert {change.by for change in radar.changes({}, levels)} <= {None}
