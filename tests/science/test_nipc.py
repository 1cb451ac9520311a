"""The tax number of a legal person: its check digit, and whose numbers it is told from."""

import pytest

from rumo.science import nipc


@pytest.mark.parametrize("number", ["500000000", "500000301", "600000001", "501234560", "599999993"])
def test_right_numbers(number):
    total = sum(int(figure) * (9 - at) for at, figure in enumerate(number[:8]))
    assert (nipc.is_right(number), (total + int(number[8])) % 11 in (0, 1)) == (True, True)


def test_every_other_last_figure_is_wrong():
    for first in range(50000000, 50000200):
        right = [figure for figure in range(10) if nipc.is_right(f"{first}{figure}")]
        assert len(right) == 1


@pytest.mark.parametrize("number", ["", "5000000", "50000000a", "5000000000", "٥٠٠٠٠٠٠٠٠"])
def test_what_is_no_number(number):
    assert nipc.is_right(number) is False


@pytest.mark.parametrize(
    ("written", "bare"), [("PT 500 000 000", "500000000"), ("500.000-000", "500000000"), ("pt5", "5")]
)
def test_a_number_is_read_however_it_is_written(written, bare):
    assert nipc.bare(written) == bare


@pytest.mark.parametrize(
    ("number", "person"),
    [("123456789", True), ("299999999", True), ("451234567", True), ("501234567", False), ("41", False)],
)
def test_a_persons_number_is_told_from_an_organisations(number, person):
    assert nipc.is_of_a_person(number) is person
