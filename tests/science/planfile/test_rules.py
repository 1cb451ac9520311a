"""Small rules of degree/1 that a plan file alone decides."""

import pytest

from rumo.science.planfile import document as doc
from rumo.science.planfile import in_degree, resolved_basis, resolved_direction

PRODUCT = doc.Indicator("i", kind="product", target_type="evidence")
RESULT = doc.Indicator("r", kind="result", target_type="number", target=3.0)
OPEN = doc.Indicator("o", kind="product", target_type="none")


@pytest.mark.parametrize(("indicator", "enters"), [(PRODUCT, True), (RESULT, False), (OPEN, False)])
def test_only_products_with_a_target_enter_the_degree(indicator, enters):
    assert in_degree(indicator) is enters


@pytest.mark.parametrize(
    ("measure", "basis"),
    [
        (doc.Measure("1", "x", indicators=(RESULT, PRODUCT), activities=(doc.Activity("a"),)), "indicators"),
        (doc.Measure("1", "x", indicators=(RESULT, OPEN), activities=(doc.Activity("a"),)), "activities"),
        (doc.Measure("1", "x", indicators=(RESULT,)), "stage"),
        (doc.Measure("1", "x", indicators=(PRODUCT,), basis="stage"), "stage"),
    ],
)
def test_the_basis_is_what_the_measure_has_data_for(measure, basis):
    assert resolved_basis(measure) == basis


@pytest.mark.parametrize(
    ("baseline", "target", "written", "direction"),
    [
        (None, 3.0, None, "increase"),
        (10.0, 3.0, None, "decrease"),
        (3.0, 3.0, None, "increase"),
        (3.0, 3.0, "decrease", "decrease"),
    ],
)
def test_the_direction_follows_the_target(baseline, target, written, direction):
    indicator = doc.Indicator("i", target_type="number", baseline=baseline, target=target, direction=written)
    assert resolved_direction(indicator) == direction


def test_a_target_that_is_no_number_goes_as_written():
    assert resolved_direction(doc.Indicator("i", target_type="date", direction="decrease")) == "decrease"
