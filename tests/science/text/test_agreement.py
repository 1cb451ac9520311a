"""Agreement of coders against the values their authors published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.agreement import Agreement, alpha, kappa

COHEN = [
    (label, other, times)
    for label, row in zip("abc", ([88, 14, 18], [10, 40, 10], [2, 6, 12]), strict=True)
    for other, times in zip("abc", row, strict=True)
]
"""Cohen 1960, table 1: two judges, 200 cases; observed 0.70, expected 0.41, κ 0.492."""
KRIPPENDORFF = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Krippendorff 2011, section C: four observers, twelve units, gaps; nominal α 0.743."""


def rows(text):
    return [[None if sign == "." else sign for sign in line.split()] for line in text.strip().splitlines()]


def test_kappa_as_cohen_published_it():
    pairs = [(one, other) for one, other, times in COHEN for _time in range(times)]
    found = kappa([one for one, _other in pairs], [other for _one, other in pairs])
    assert found.value == pytest.approx(0.492, abs=5e-4)
    assert (found.units, found.observed, found.expected) == (200, pytest.approx(0.70), pytest.approx(0.41))


def test_alpha_as_krippendorff_published_it():
    found = alpha(rows(KRIPPENDORFF))
    assert found.value == pytest.approx(0.743, abs=5e-4)
    assert found.units == 11


@pytest.mark.parametrize(
    ("coders", "published"),
    [
        ("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0", 0.095),  # section A: two observers, binary
        ("a a b b d c c c e d d a\nb a b b b c c c e d d d", 0.692),  # section B: two observers, nominal
    ],
)
def test_alpha_of_two_observers_as_published(coders, published):
    assert alpha(rows(coders)).value == pytest.approx(published, abs=5e-4)


def test_nothing_to_tell():
    nothing = Agreement(None, 0, 0.0, 0.0)
    assert [kappa([], []), kappa(["a"], [None]), alpha([]), alpha([["a", None], [None, "b"]])] == [
        nothing
    ] * 4
    assert kappa(["a", "a"], ["a", "a"]) == alpha([["a", "a"], ["a", "a"]]) == Agreement(None, 2, 1.0, 1.0)


def test_coders_with_other_units_are_refused():
    for wrong in (lambda: kappa(["a"], []), lambda: alpha([["a"], []])):
        with pytest.raises(ValueError, match="shorter"):
            wrong()


table = st.integers(1, 8).flatmap(
    lambda count: st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=count, max_size=count),
        min_size=2,
        max_size=4,
    )
)


@given(table, st.randoms(use_true_random=False))
def test_names_of_labels_and_order_of_units_and_coders_make_no_difference(coders, chance):
    order = list(range(len(coders[0])))
    chance.shuffle(order)
    named = {"a": 3, "b": ("x", 1), "c": "a", None: None}
    moved = [[named[row[place]] for place in order] for row in reversed(coders)]
    for measure in (lambda labels: kappa(*labels[:2]), alpha):
        last = measure(moved[-2:][::-1] if measure is not alpha else moved)
        before = measure(coders)
        assert last.units == before.units
        assert last.value == (None if before.value is None else pytest.approx(before.value))
        assert before.value is None or before.value <= 1.0


@given(table)
def test_who_agrees_with_oneself_agrees_in_full(coders):
    assert {kappa(row, row).value for row in coders} <= {1.0, None}
    assert {alpha([row, row]).value for row in coders} <= {1.0, None}
