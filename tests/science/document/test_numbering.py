"""The numbers of parts, from their depths alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.document import numbers


@pytest.mark.parametrize(
    ("depths", "said"),
    [
        ([], []),
        ([0, 1, 1, 0, 1, 2, 1], ["1", "1.1", "1.2", "2", "2.1", "2.1.1", "2.2"]),
        ([2, 1, 0, 3], ["1.1.1", "1.2", "2", "2.1.1.1"]),
    ],
)
def test_numbers_follow_from_places(depths, said):
    assert numbers(depths) == said


@given(st.lists(st.integers(0, 3)))
def test_no_number_comes_twice_and_each_is_as_deep_as_its_part(depths):
    found = numbers(depths)
    assert (len(set(found)), [number.count(".") for number in found]) == (len(depths), depths)
