"""Which version of a plan holds when, and what becomes of a measure it leaves out."""

import pytest

from tests.science.degree.build import at, build, plain, version

JAN, JUN, DEC = "2024-01-31", "2024-06-30", "2024-12-31"


def target(value):
    return {"code": "i", "kind": "product", "target_type": "number", "target": value}


def test_a_measure_is_absent_until_its_version_takes_effect_and_cancelled_once_dropped():
    built = build(
        version(1, None, "A"), version(2, "2024-03-01", "A", "B"), version(3, "2024-06-01", "B", weight=2)
    )
    states = {
        d: [f and f["state"] for f in (plain(at(built, d), 0), plain(at(built, d), 1))]
        for d in (JAN, "2024-03-01", JUN)
    }
    assert states == {
        JAN: ["no_information", None],
        "2024-03-01": ["no_information", "no_information"],
        JUN: ["cancelled", "no_information"],
    }
    dropped = plain(at(built, JUN), 0)
    assert (dropped["planned"], dropped["degree"], dropped["due"]) == (pytest.approx(181 / 365), None, False)
    assert list(at(built, JUN).weight) == [1, 2]
    assert list(at(built, JUN).mv) == [1, 3]


def test_before_the_first_takes_effect_the_first_holds():
    built = build(version(1, "2025-01-01", "A"), version(2, "2025-01-01", "A", weight=3))
    assert (at(built, DEC).weight[0], at(built, "2025-01-01").weight[0]) == (1, 3)


def test_a_version_not_known_yet_is_not_in_use():
    later = version(2, None, "A", weight=3) | {"published_at": "2024-03-01T00:00:00Z"}
    built = build(version(1, None, "A"), later)
    assert (at(built, DEC).weight[0], at(built, DEC, "2024-02-29T23:59:59Z").weight[0]) == (3, 1)
    none = build(later)
    assert plain(at(none, DEC, "2024-02-29T23:59:59Z"), 0) is None
    assert not at(none, DEC, "2024-02-29T23:59:59Z").due[0]


def test_values_carry_over_to_the_definitions_of_the_next_version():
    first, second = version(1, None, "M"), version(2, "2024-07-01", "M")
    first["measures"][0] |= {"indicators": [target(10)]}
    second["measures"][0] |= {"indicators": [target(20)]}
    first["reports"] = [
        {"measure": "M", "reference_date": JAN, "stage": "in_progress", "indicators": {"i": 5}}
    ]
    built = build(first, second)
    assert (at(built, JUN).degree[0], at(built, DEC).degree[0]) == (0.5, 0.25)
