"""Shown figures: half up, six decimals or one."""

from decimal import Decimal

import numpy as np
import pytest

from rumo.science.degree.rounding import percent, six


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (0.4125, "41.3"),
        (0.4124999999999999, "41.3"),
        (0.41249, "41.2"),
        (0.0005, "0.1"),
        (0.00049, "0.0"),
        (1.0, "100.0"),
        (0.0, "0.0"),
        (1e-9, "0.0"),
        (-0.0005, "-0.1"),
        (1 / 3, "33.3"),
        (1.2345, "123.5"),
    ],
)
def test_percent_has_one_decimal_half_up(fraction, shown):
    assert str(percent(fraction)) == shown
    assert percent(np.float64(fraction)) == Decimal(shown)


def test_six_decimals_half_up():
    values = np.array([[1 / 3, 2 / 3], [0.0078125, 0.1 + 0.2], [np.nan, 0.0000005]])
    np.testing.assert_array_equal(six(values), [[0.333333, 0.666667], [0.007813, 0.3], [np.nan, 0.000001]])
