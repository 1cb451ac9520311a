"""A report cell by cell: addresses, values read, put and got, faults, and the report it becomes."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.planfile import cells
from rumo.science.planfile import document as pf
from rumo.science.planfile.values import Wrong

MEASURE = pf.Measure(
    "M1",
    "Medida",
    activities=(pf.Activity("a1"), pf.Activity("a/2")),
    indicators=(
        pf.Indicator("i1", target_type="number", target=30.0),
        pf.Indicator("i1/b", target_type="number", baseline=-5.0, target=5.0),
    ),
)


def read(cell, raw):
    """Read a raw value into a cell of the measure."""
    return cells.read(cells.address(cell, MEASURE), raw, MEASURE)


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        ("stage", ("stage", "", "")),
        ("narrative", ("narrative", "", "")),
        ("activities/a/2", ("activities", "a/2", "")),
        ("indicators/i1", ("indicators", "i1", "")),
        ("indicators/i1/sex:f", ("indicators", "i1", "sex:f")),
        ("indicators/i1/b", ("indicators", "i1/b", "")),
        ("indicators/i1/b/sex:f", ("indicators", "i1/b", "sex:f")),
        ("spent/Fundo/Município", ("spent", "Fundo/Município", "")),
    ],
)
def test_where_a_cell_stands(cell, where):
    at = cells.address(cell, MEASURE)
    assert (at.family, at.code, at.part) == where
    assert at.cell == cell


@pytest.mark.parametrize(
    "cell", ["", "evidence", "stage/x", "narrative/x", "activities", "activities/", "activities/z", "indicators/z", "spent/ ", "withdrawn", "indicators/i1/ x"]
)  # fmt: skip
def test_a_cell_that_does_not_exist(cell):
    with pytest.raises(Wrong):
        cells.address(cell, MEASURE)


@pytest.mark.parametrize(
    ("cell", "raw", "kept"),
    [
        ("stage", "completed", "completed"),
        ("stage", None, None),
        ("activities/a1", 1, 1.0),
        ("activities/a1", "", None),
        ("indicators/i1", 12, 12.0),
        ("indicators/i1/b", -2, -2.0),
        ("spent/FAMI", "12.5", "12.50"),
        ("spent/FAMI", 3, "3.00"),
        ("spent/FAMI", Decimal("7.1"), "7.10"),
        ("narrative", " a\r\nb ", "a\nb"),
        ("narrative", "  ", None),
    ],
)
def test_what_is_kept_of_what_is_written(cell, raw, kept):
    assert read(cell, raw) == kept


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        ("stage", "done"),
        ("stage", 1),
        ("activities/a1", 1.01),
        ("activities/a1", -0.1),
        ("activities/a1", "0,5"),
        ("activities/a1", True),
        ("indicators/i1", float("nan")),
        ("indicators/i1", float("inf")),
        ("indicators/i1", -1),
        ("indicators/i1/b/sex:f", -1),
        ("indicators/i1", []),
        ("spent/FAMI", -1),
        ("spent/FAMI", "1.234"),
        ("spent/FAMI", "NaN"),
        ("narrative", "x" * 20_001),
        ("reason", "x" * 2_001),
        ("narrative", "a\x00b"),
        ("narrative", 7),
    ],
)
def test_what_is_refused(cell, raw):
    with pytest.raises(Wrong):
        read(cell, raw)


CELL = st.sampled_from(
    ["stage", "narrative", "activities/a1", "activities/a/2", "indicators/i1", "indicators/i1/sex:f", "indicators/i1/b", "spent/FAMI"]
)  # fmt: skip
NUMBERS = st.integers(1, 9).map(float) | st.none()


@given(st.lists(st.tuples(CELL, NUMBERS)))
def test_a_report_says_the_last_thing_put_in_each_cell_and_nothing_else(writes):
    said, wanted = {}, {}
    for cell, value in writes:
        before = dict(said)
        at = cells.address(cell, MEASURE)
        new = cells.put(said, at, value)
        assert said == before
        said = new
        wanted[cell] = value
        assert cells.get(said, at) == value
    assert cells.flat(said) == {cell: value for cell, value in wanted.items() if value is not None}


def test_an_emptied_family_is_gone():
    at = cells.address("indicators/i1/sex:f", MEASURE)
    said = cells.put({}, at, 3.0)
    assert said == {"indicators": {"i1": {"total": None, "by": {"sex:f": 3.0}}}}
    assert cells.put(said, at, None) == {}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, ["stage"]),
        ({"stage": "completed"}, []),
        ({"stage": "suspended"}, ["reason"]),
        ({"stage": "suspended", "reason": "Obras."}, []),
        ({"stage": "completed", "activities": {"gone": 0.5, "a1": 2}}, ["activities/a1", "activities/gone"]),
        (
            {"stage": "completed", "indicators": {"i1": {"total": None, "by": {"sex:f": 1}}}},
            ["indicators/i1"],
        ),
        ({"stage": "completed", "indicators": {"i1": {"total": 3, "by": {"sex:f": 1}}, "i1/b": 4}}, []),
    ],
)
def test_what_keeps_a_report_from_being_sent(said, wrong):
    assert [cell for cell, _why in cells.faults(said, MEASURE)] == wrong


def test_the_report_it_becomes():
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    said = {
        "stage": "in_progress",
        "activities": {"a1": 0.5},
        "indicators": {"i1": {"total": 3.0, "by": {"sex:f": 2.0}}, "i1/b": 4.0},
        "spent": {"FAMI": "4.00"},
        "narrative": "x",
        "evidence": [{"kind": "link", "url": "https://exemplo.pt", "on": "2025-01-01", "file": "abc", "accepted": True}, {"title": "Ata"}],
    }  # fmt: skip
    day = dt.date(2025, 6, 30)
    made = cells.report_of(said, measure="M1", day=day, municipality="1106", version=2, published_at=at)
    assert made == pf.Report(
        measure="M1", reference_date=day, stage="in_progress", published_at=at, version=2, municipality="1106",
        activities={"a1": 0.5}, indicators={"i1": pf.Value(3.0, {"sex:f": 2.0}), "i1/b": pf.Value(4.0)},
        spent={"FAMI": Decimal("4.00")}, narrative="x",
        evidence=(pf.Evidence(None, "link", None, "https://exemplo.pt", None, True, dt.date(2025, 1, 1)), pf.Evidence("Ata")),
    )  # fmt: skip
