"""Small counts of one publication: examples, and an attacker with a solver who also knows the rule (trust.md P4)."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.science.privacy import Protected, protected, rounded
from tests.science.privacy.attacker import parts, publish, solved, tables

K = 10


def split(total, *cells):
    """What is shown of one dimension, in order; None when it is left out."""
    found = protected(total, {f"d:{index}": cell for index, cell in enumerate(cells)})
    assert set(found.dimensions) <= {"d"}
    return list(found.dimensions["d"].values()) if found.dimensions else None


@pytest.mark.parametrize(
    ("total", "cells", "shown"),
    [
        (412, (61, 318, 33), [61, 318, 33]),
        (58, (31, 27), [31, 27]),
        (20, (10, 10), [10, 10]),
        (65, (5, 60), None),  # two answers: both or neither
        (60, (0, 60), None),
        (124, (5, 12, 42, 65), [None, None, 42, 65]),  # the smallest other cell hides the small one
        (
            112,
            (5, 12, 15, 80),
            None,
        ),  # 17 hidden beside 15: the hidden ones would be too well known; then 80 alone
        (136, (5, 12, 15, 40, 64), [None, None, None, 40, 64]),
        (127, (7, 40, 80), None),
        (103, (9, 9, 25, 60), [None, None, 25, 60]),
        (131, (0, 0, 21, 50, 60), [None, None, None, 50, 60]),
        (115, (8, 7, 6, 12, 82), None),
        (101, (9, 8, 7, 6, 31, 40), [None, None, None, None, 31, 40]),
        (100, (9, 8, 7, 6, 30, 40), None),
        (92, (9, 8, 7, 3, 27, 38), [None, None, None, None, 27, 38]),
        (70, (30,), None),  # one cell is no split
        (53, (30, 20), None),  # three people nobody named
        (60, (30, 20), [30, 20]),
        (49, (30, 20), None),  # more than all: the categories overlap
        (123, (4, 15, 50, 51), [None, None, 50, 51]),  # a small rest, blurred by nineteen hidden
        (118, (4, 12, 50, 51), None),
        (5, (2, 3), None),
        (0, (0, 0), None),
    ],
)
def test_what_is_shown_of_a_dimension(total, cells, shown):
    assert split(total, *cells) == shown


def test_dimensions_are_protected_each_by_itself():
    by = {"sex:f": 31, "age:18-24": 5, "sex:m": 27, "age:25-64": 53, "origin:br:n": 28, "origin:pt": 30}
    found = protected(58, by)
    assert found == Protected(58, {"sex": {"f": 31, "m": 27}, "origin": {"br:n": 28, "pt": 30}})
    assert [list(cells) for cells in found.dimensions.values()] == [["f", "m"], ["br:n", "pt"]]


@pytest.mark.parametrize(
    ("total", "by"),
    [
        (58.5, {"sex:f": 31, "sex:m": 27}),
        (58, {"sex:f": 31, "sex:m": 27, "age:18-24": 20.5}),
        (58, {"sex:f": 61, "sex:m": -3}),
        (-1, {}),
        (float("inf"), {"sex:f": 31, "sex:m": 27}),
        (58, {"sex:f": 31, "sex:m": float("nan")}),
        (58, {"sex": 31, "sex:": 27, ":f": 31, "": 27}),
        (58, {}),
    ],
)
def test_what_is_no_count_is_never_split(total, by):
    assert protected(total, by) == Protected(total)


def test_k_may_be_another():
    assert protected(65, {"sex:f": 5, "sex:m": 60}, k=5).dimensions == {"sex": {"f": 5, "m": 60}}


def test_shown_cells_are_rounded_and_the_total_is_not():
    exact = Protected(153, {"d": {"a": None, "b": 12, "c": 13, "d": 17, "e": 18, "f": 90}})
    assert rounded(exact) == Protected(153, {"d": {"a": None, "b": 10, "c": 15, "d": 15, "e": 20, "f": 90}})
    assert rounded(exact, base=4).dimensions["d"] == {"a": None, "b": 12, "c": 12, "d": 16, "e": 20, "f": 92}
    assert rounded(exact, base=1) == exact


def withstands(table):
    """No small cell is shown, and to one who knows the rest and that the smallest are hidden these stay k wide; how many are hidden."""
    found, hidden = publish(table), 0
    assert found.total == table[0]
    for dimension, shown in found.dimensions.items():
        cells, rest = parts(table, dimension)
        seen = [value for value in shown.values() if value is not None]
        assert list(shown) == list(cells)
        assert len(seen) >= 2
        assert all(value is None or value == cells[name] >= K for name, value in shown.items())
        for least, greatest in solved(shown, table[0], rest, min(seen)).values():
            assert greatest - least >= K
            hidden += 1
    return hidden


@settings(max_examples=2000)
@given(tables())
def test_an_attacker_with_a_solver_learns_nothing_small(table):
    withstands(table)


@pytest.mark.long
@settings(max_examples=10_000)
@given(tables())
def test_an_attacker_with_more_tables_learns_nothing_small(table):
    withstands(table)


def test_the_attacker_can_tell_a_wrong_design():
    """Hiding small cells and no more: one hidden cell is what is left of the total, and nine, nine, nine are known from their sum."""
    assert solved({"a": None, "b": 50, "c": 60}, 114, rest=0) == {0: (4, 4)}
    assert solved({"a": None, "b": None, "c": 60}, 64, rest=0) == {0: (0, 4), 1: (0, 4)}
    assert solved({"a": None, "b": None, "c": None, "d": 60}, 87, rest=0, most=9) == {
        0: (9, 9),
        1: (9, 9),
        2: (9, 9),
    }
    assert withstands((124, {"sex:a": 5, "sex:b": 12, "sex:c": 42, "sex:d": 65})) == 2


@given(tables())
def test_rounding_shows_nothing_small_and_hides_the_same(table):
    exact = publish(table)
    for dimension, cells in rounded(exact).dimensions.items():
        for name, value in cells.items():
            true = exact.dimensions[dimension][name]
            assert (value is None) == (true is None)
            assert value is None or (value >= K and value % 5 == 0 and abs(value - true) <= 2)


def compositions(total, cells):
    """Every way to put up to `total` people into so many cells."""
    if not cells:
        yield ()
        return
    for first in range(total + 1):
        for others in compositions(total - first, cells - 1):
            yield first, *others


@pytest.mark.parametrize("least", [1, 2])
@pytest.mark.parametrize(("k", "cells", "most"), [(2, 4, 13), (3, 4, 17), (3, 5, 13), (4, 4, 21)])
def test_even_who_runs_the_rule_backwards_is_left_with_every_small_number(k, cells, most, least):
    """All tables of a size, gathered by what is published of them: a hidden cell takes every value below k, whatever the rest."""
    hidden = 0
    for total in range(most):
        alike = defaultdict(list)
        for table in compositions(total, cells):
            found = protected(
                total, {f"d:{index}": value for index, value in enumerate(table)}, k=k, least=least
            )
            if found.dimensions:
                alike[tuple(found.dimensions["d"].values())].append(table)
        for shown, same in alike.items():
            rests = {total - sum(table) for table in same}
            assert not rests & set(range(1, k)) or len(rests) >= k
            for place in [place for place, value in enumerate(shown) if value is None]:
                hidden += 1
                for rest in rests:
                    values = {table[place] for table in same if total - sum(table) == rest}
                    assert values >= set(range(k))
    assert hidden > 50


@given(st.lists(st.integers(0, 200), min_size=2, max_size=2))
def test_two_answers_are_both_shown_or_neither(answers):
    seen, unseen = answers
    found = protected(seen + unseen, {"here:seen": seen, "here:unseen": unseen})
    assert found.dimensions == ({"here": {"seen": seen, "unseen": unseen}} if min(answers) >= K else {})
