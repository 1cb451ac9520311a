"""Every language says from which side it is read."""

import pytest

from rumo.science.text.languages import NAMES, RIGHT_TO_LEFT, direction


@pytest.mark.parametrize(
    ("code", "way"), [("pt", "ltr"), ("ar", "rtl"), ("ur", "rtl"), ("zh", "ltr"), ("", "ltr")]
)
def test_how_a_language_is_written(code, way):
    assert direction(code) == way


def test_every_language_from_right_to_left_is_one_that_is_known():
    assert set(NAMES) >= RIGHT_TO_LEFT
