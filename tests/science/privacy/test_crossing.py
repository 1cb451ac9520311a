"""Two splits crossed: an attacker with every margin, and the table published before, learns no small number (trust.md P4 and P5)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import block_diag
from scipy.optimize import linprog

from rumo.science.privacy import DARK, crossed

K = 10
counts = st.one_of(st.integers(0, 3), st.integers(0, 15), st.integers(8, 60), st.integers(20, 500))
more = st.one_of(st.just(0), st.just(0), st.integers(0, 12), st.integers(0, 80))


@st.composite
def tables(draw):
    """A table of two to five rows and two to five columns, and which margins are shown."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    cells = draw(st.lists(counts, min_size=rows * columns, max_size=rows * columns))
    known = [
        draw(st.lists(st.sampled_from([True, True, True, False]), min_size=n, max_size=n))
        for n in (rows, columns)
    ]
    return np.array(cells, dtype=np.int64).reshape(rows, columns), *known


def known(margin, wanted):
    """Which margins can be shown: none that is small, nor a small sum of those that are not."""
    found = [bool(each) and (people == 0 or people >= K) for each, people in zip(wanted, margin, strict=True)]
    order = sorted((people, at) for at, people in enumerate(margin) if found[at] and people)
    apart = sum(people for people, each in zip(margin, found, strict=True) if not each)
    while 0 < apart < K and order:
        people, at = order.pop(0)
        found[at], apart = False, apart + people
    return found


@st.composite
def growths(draw):
    """A table, what it grew into, and which margins are shown of the first and of both."""
    now, rows, columns = draw(tables())
    came = np.array(draw(st.lists(more, min_size=now.size, max_size=now.size))).reshape(now.shape)
    first = [known(now.sum(axis=1), rows), known(now.sum(axis=0), columns)]
    first = [
        [each and people > 0 for each, people in zip(line, now.sum(axis=axis), strict=True)]
        for axis, line in ((1, first[0]), (0, first[1]))
    ]
    second = [known(came.sum(axis=1), first[0]), known(came.sum(axis=0), first[1])]
    return (now, *first), (now + came, *second)


def margins(true, rows, columns):
    """The equations of every margin that is shown, and of the whole."""
    places = np.arange(true.size).reshape(true.shape)
    lines = [places.ravel()]
    lines += [line for line, each in zip([*places, *places.T], [*rows, *columns], strict=True) if each]
    found = np.zeros((len(lines), true.size))
    for number, line in enumerate(lines):
        found[number, line] = 1
    return found


def narrowest(publications, wanted):
    """The narrowest range of the wanted cells of publications (true, shown, rows, columns) to one who knows that people only came."""
    size, each = len(publications), publications[0][0].size
    equations = [margins(true, rows, columns) for true, _shown, rows, columns in publications]
    known_sums = [lines @ true.ravel() for lines, (true, *_more) in zip(equations, publications, strict=True)]
    limits = [
        (int(value), int(value)) if value != DARK else (0, None)
        for _true, shown, *_more in publications
        for value in shown.ravel()
    ]
    order = np.hstack([np.eye(each), -np.eye(each)]) if size == 2 else None
    found = []
    for at in wanted:
        goal = np.zeros(size * each)
        goal[at] = 1
        ends = [
            linprog(
                sign * goal,
                A_eq=block_diag(*equations),
                b_eq=np.concatenate(known_sums),
                A_ub=order,
                b_ub=None if order is None else np.zeros(each),
                bounds=limits,
            )
            for sign in (1, -1)
        ]
        assert all(end.status == 0 for end in ends), ends
        found.append(-ends[1].fun - ends[0].fun)
    return min(found, default=np.inf)


def fresh(before, after, now):
    """What a publication tells of the table as it is: what it renewed, nothing else."""
    old = np.full_like(now, DARK) if before is None else before.shown
    return np.where(after.shown != old, after.shown, DARK)


def merged(found, true):
    """The table of the lines that were protected, with what is told of it, in lines apart."""
    lines = np.zeros(found.moved.shape, dtype=np.int64)
    for (row, column), value in np.ndenumerate(true):
        if found.rows[row] >= 0 and found.columns[column] >= 0:
            lines[found.rows[row], found.columns[column]] += value
    return lines, np.where(found.hidden, DARK, lines)


def withstands(now, rows, columns):
    """No small cell is shown, and all hidden ones are k wide to one who knows every margin of the table and every cell not hidden in it."""
    found = crossed(None, now, rows, columns)
    if found is None:
        return False
    assert ((found.shown == DARK) | ((found.shown == now) & (now >= K))).all()
    assert (found.shown[~np.array(rows)] == DARK).all()
    assert (found.shown[:, ~np.array(columns)] == DARK).all()
    table, told = merged(found, now)
    wanted = np.flatnonzero(told == DARK).tolist()
    every = [(table, told, [True] * len(table), [True] * len(table.T))]
    assert narrowest(every, wanted) >= K - 1e-6
    return True


@settings(max_examples=200)
@given(tables())
def test_an_attacker_with_every_margin_learns_nothing_small(table):
    withstands(*table)


@pytest.mark.marathon
@settings(max_examples=10_000)
@given(tables())
def test_an_attacker_with_every_margin_of_more_tables_learns_nothing_small(table):
    withstands(*table)


def withstands_two(first, second):
    """The same beside the table published before, to one who knows that people only came: no step is small, no hidden cell narrow."""
    before = crossed(None, *first)
    after = crossed(before, *second)
    if before is None or after is before:
        return False
    both = (before.shown != DARK) & (after.shown != DARK)
    steps = np.abs(after.shown - before.shown)[both]
    assert ((steps == 0) | (steps >= K)).all()
    assert not ((before.shown != DARK) & (after.shown == DARK)).any()
    renewed = fresh(before, after, second[0])
    kinds = [(first[0], before.shown, *first[1:]), (second[0], renewed, *second[1:])]
    size = first[0].size
    wanted = [at for at, value in enumerate(before.shown.ravel()) if value == DARK and _apart(before, at)]
    wanted += [size + at for at, value in enumerate(renewed.ravel()) if value == DARK and _apart(after, at)]
    assert narrowest(kinds, wanted) >= K - 1e-6
    return True


def _apart(found, at):
    """Whether a cell is hidden in the table that was protected, and a line of its own in both ways."""
    row, column = divmod(at, len(found.columns))
    lines = found.rows[row], found.columns[column]
    alone = found.rows.count(lines[0]) == 1 == found.columns.count(lines[1])
    return min(lines) >= 0 and alone and found.hidden[lines]


@settings(max_examples=200)
@given(growths())
def test_an_attacker_with_the_table_before_learns_nothing_small(pair):
    withstands_two(*pair)


@pytest.mark.marathon
@settings(max_examples=10_000)
@given(growths())
def test_an_attacker_with_more_tables_before_learns_nothing_small(pair):
    withstands_two(*pair)


def test_the_attacker_can_tell_a_wrong_design():
    """A small cell hidden alone is what the margins leave; so is one hidden with another in its row alone."""
    table, margins_known = np.array([[5, 60], [70, 80]]), [True, True]
    alone, row = np.array([[DARK, 60], [70, 80]]), np.array([[DARK, DARK], [70, 80]])
    for told in (alone, row):
        assert narrowest([(table, told, margins_known, margins_known)], [0]) == 0
    assert crossed(None, table, margins_known, margins_known) is None


def test_a_cell_is_hidden_with_the_cheapest_rectangle():
    table = np.array([[5, 60, 300], [70, 80, 300], [200, 200, 200]])
    found = crossed(None, table, [True] * 3, [True] * 3)
    assert found.shown.tolist() == [[DARK, DARK, 300], [DARK, DARK, 300], [200, 200, 200]]


def test_one_person_more_changes_nothing_shown():
    table = np.array([[40, 60], [70, 80]])
    first = crossed(None, table, [True, True], [True, True])
    assert first.shown.tolist() == table.tolist()
    for row, column in np.ndindex(2, 2):
        more = table.copy()
        more[row, column] += 1
        assert crossed(first, more, [True, True], [True, True]) is first


def test_lines_whose_margin_is_hidden_are_never_shown():
    table = np.array([[40, 60, 20], [70, 80, 30], [20, 30, 15]])
    found = crossed(None, table, [True, True, False], [True, True, False])
    assert found.shown.tolist() == [[40, 60, DARK], [70, 80, DARK], [DARK, DARK, DARK]]


def test_a_table_too_small_to_have_rectangles_is_not_shown():
    assert crossed(None, np.array([[40, 60]]), [True], [True, True]) is None
    assert crossed(None, np.zeros((2, 2), dtype=np.int64), [True, True], [True, True]) is None
