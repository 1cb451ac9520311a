"""The hexagons and the assignment that the tile map is made with."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scripts.hexagons import around, centre, holes, pieces, steps
from scripts.tile_map import assign, inside

cells = st.tuples(st.integers(-20, 20), st.integers(-20, 20))


@given(cells)
def test_the_six_around_lie_one_step_and_one_width_away(cell):
    x, y = centre(cell)
    near = around(cell)
    assert len(set(near)) == 6
    assert [steps(cell, other) for other in near] == [1] * 6
    assert np.allclose([np.hypot(centre(other)[0] - x, centre(other)[1] - y) for other in near], 1.0)


@given(cells, cells, cells)
def test_steps_are_a_distance(a, b, c):
    assert steps(a, b) == steps(b, a)
    assert (steps(a, b) == 0) == (a == b)
    assert steps(a, c) <= steps(a, b) + steps(b, c)


@given(cells)
def test_a_ring_encloses_its_centre(cell):
    ring = set(around(cell))
    assert pieces(ring) == [ring]
    assert holes(ring) == {cell}
    assert holes(ring | {cell}) == set()


def test_pieces_come_largest_first():
    assert pieces({(0, 0), (5, 5), (6, 5)}) == [{(5, 5), (6, 5)}, {(0, 0)}]


@given(st.lists(st.lists(st.integers(0, 20), min_size=5, max_size=5), min_size=5, max_size=5))
def test_the_assignment_costs_least(table):
    cost = np.array(table, dtype=float)
    chosen = assign(cost)
    assert sorted(chosen) == list(range(5))
    least = min(sum(cost[i, j] for i, j in enumerate(order)) for order in permutations(range(5)))
    assert cost[np.arange(5), chosen].sum() == least


def test_inside_counts_crossings():
    square = np.array([[0, 0, 2, 0], [2, 0, 2, 2], [2, 2, 0, 2], [0, 2, 0, 0]], dtype=float)
    assert inside(np.array([[1.0, 1.0], [3.0, 1.0], [-1.0, 1.0]]), square).tolist() == [True, False, False]
