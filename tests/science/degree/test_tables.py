"""Numbering codes: counted or sorted, the answer is that of `np.unique`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.tables import numbered


@pytest.mark.parametrize(
    ("codes", "distinct", "index"),
    [
        ([], [], []),
        ([7, 5, 7, 6], [5, 6, 7], [2, 0, 2, 1]),
        ([-3, 0, -3], [-3, 0], [0, 1, 0]),
        ([2**40, 1, 2**40], [1, 2**40], [1, 0, 1]),
    ],
)
def test_the_distinct_codes_and_which_each_is(codes, distinct, index):
    found = numbered(np.array(codes, dtype=np.int64))
    assert [column.tolist() for column in found] == [distinct, index]


@given(st.lists(st.integers(0, 30) | st.integers(-(2**40), 2**40)))
def test_far_apart_or_close_together_it_is_what_unique_answers(codes):
    array = np.array(codes, dtype=np.int64)
    distinct, index = np.unique(array, return_inverse=True)
    found = numbered(array)
    assert [column.tolist() for column in found] == [distinct.tolist(), index.tolist()]
    assert [column.dtype for column in found] == [np.int64, np.int64]
