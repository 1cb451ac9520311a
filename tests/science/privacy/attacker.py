"""Somebody who has all publications and a solver, and wants to know what is hidden; and tables made up for them to try on."""

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from rumo.science.privacy import protected

SEVERAL = ("sex", "age", "origin")

counts = st.one_of(st.integers(0, 3), st.integers(0, 12), st.integers(8, 30), st.integers(20, 400))
rests = st.one_of(st.just(0), st.just(0), st.integers(1, 12), st.integers(0, 100))


@st.composite
def tables(draw):
    """A total and its parts in one to three dimensions; in the first of them the rest is drawn, often 0."""
    by, sums = {}, []
    for dimension in SEVERAL[: draw(st.integers(1, 3))]:
        cells = draw(st.lists(counts, min_size=2, max_size=6))
        sums.append(sum(cells))
        by |= {f"{dimension}:{index}": value for index, value in enumerate(cells)}
    return max(sums) + draw(rests), by


def parts(table, dimension):
    """The true cells of one dimension, and its rest."""
    total, by = table
    cells = {key.split(":")[1]: value for key, value in by.items() if key.startswith(f"{dimension}:")}
    return cells, total - sum(cells.values())


def extremes(wanted, rows, sums, bounds, order=None):
    """Least and greatest value of each wanted unknown: one program, made of a copy of the problem for each question."""
    questions = [(sign, index) for index in wanted for sign in (1, -1)]
    goal = np.zeros((len(questions), len(bounds)))
    for row, (sign, index) in enumerate(questions):
        goal[row, index] = sign
    copies = np.eye(len(questions))
    found = linprog(
        goal.ravel(),
        A_eq=np.kron(copies, rows),
        b_eq=np.tile(sums, len(questions)),
        A_ub=None if order is None else np.kron(copies, order),
        b_ub=None if order is None else np.zeros(len(questions) * len(order)),
        bounds=bounds * len(questions),
    )
    assert found.status == 0, found.message
    values = (found.x.reshape(len(questions), -1) * goal).sum(axis=1) * [sign for sign, _ in questions]
    return dict(
        zip(wanted, zip(np.round(values[::2], 6), np.round(values[1::2], 6), strict=True), strict=True)
    )


def solved(shown, total, rest=None, most=None):
    """What one publication of a dimension leaves open: {place: (least, greatest)} of its hidden cells.

    rest: known to the attacker, else anything. most: no hidden cell is greater (the rule hides the smallest first).
    """
    values = list(shown.values())
    hidden = [index for index, value in enumerate(values) if value is None]
    bounds = [(0, most) if value is None else (value, value) for value in values]
    bounds.append((0, None) if rest is None else (rest, rest))
    return extremes(hidden, np.ones((1, len(bounds))), [total], bounds) if hidden else {}


def solved_twice(first, second, names, totals, complete, growing):
    """What two publications leave open to one who knows that people only came (or only left): (publication, place) of hidden cells.

    A dimension left out hides every one of `names`; only what a publication lists is asked for. complete: no rest in either.
    """
    size = len(names) + 1
    bounds, wanted = [], []
    for at, shown in enumerate((first, second)):
        values = [(shown or {}).get(name) for name in names]
        bounds += [(0, None) if value is None else (value, value) for value in values]
        bounds.append((0, 0) if complete else (0, None))
        wanted += [at * size + index for index, value in enumerate(values) if shown and value is None]
    rows = np.kron(np.eye(2), np.ones((1, size)))
    order = np.hstack([np.eye(size), -np.eye(size)]) * (1 if growing else -1)
    return extremes(wanted, rows, list(totals), bounds, order) if wanted else {}


def publish(table, k=10):
    """The publication of a table."""
    return protected(*table, k=k)
