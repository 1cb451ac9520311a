"""Templates are typed structures: keys told apart, colours and kinds known, a matrix the zones of its two axes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.listen.gatherings.rules import templates as rules
from rumo.listen.gatherings.rules.templates import BadTemplate, Template, Zone

NINE = [
    "problem_tree", "swot", "needs_resources", "stakeholders", "objective_tree", "indicator_sheet",
    "risk_matrix", "how_might_we", "dot_voting",
]  # fmt: skip
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
ZONES = st.lists(
    st.builds(
        Zone, key=KEYS, label=st.text(min_size=1), colour=st.sampled_from(rules.COLOURS), kind=st.sampled_from(rules.KINDS)
    ),
    min_size=1, max_size=rules.MOST_ZONES, unique_by=lambda zone: zone.key,
)  # fmt: skip
SWOT = rules.TEMPLATES["swot"]


def test_there_are_nine_in_the_order_they_are_offered():
    assert list(rules.TEMPLATES) == NINE
    assert [one.dots for one in rules.TEMPLATES.values()] == [0] * 8 + [5]


@given(zones=ZONES, dots=st.integers(0, 20))
def test_zones_told_apart_make_a_template_in_which_each_is_found(zones, dots):
    made = Template("one", "Um", "", tuple(zones), dots=dots)
    assert [made.zone(zone.key) for zone in zones] == zones
    assert made.zone("") is None


@given(
    rows=st.lists(KEYS, min_size=1, max_size=4, unique=True), columns=st.lists(KEYS, min_size=1, max_size=4, unique=True)
)  # fmt: skip
def test_a_matrix_is_its_cells_row_by_row(rows, columns):
    zones = tuple(rules.crossed([(one, one) for one in rows], [(one, one, "blue") for one in columns]))
    assert [(zone.row, zone.column) for zone in zones] == [
        (row, column) for row in range(len(rows)) for column in range(len(columns))
    ]
    keys = [zone.key for zone in zones]
    if len(set(keys)) == len(keys) and max(map(len, keys)) <= 40:
        made = Template("one", "Um", "", zones, tuple(rows), tuple(columns))
        with pytest.raises(BadTemplate):
            replace(made, zones=(*zones[1:], zones[0]) if len(zones) > 1 else (replace(zones[0], row=None),))


@pytest.mark.parametrize(
    "change",
    [
        {"zones": ()},
        {"zones": tuple(Zone(f"z{number}", "x") for number in range(17))},
        {"zones": (Zone("a", "x"), Zone("a", "y"))},
        {"zones": (Zone("A b", "x"),)},
        {"key": "Análise"},
        {"zones": (Zone("a", "x", "red"),)},
        {"zones": (Zone("a", "x", "blue", "picture"),)},
        {"rows": ("x",)},
        {"columns": ("x",)},
        {"dots": 21},
        {"dots": -1},
    ],
)
def test_what_is_no_template_is_refused(change):
    with pytest.raises(BadTemplate):
        replace(SWOT, **change)


@given(text=st.text())
def test_a_number_is_asked_where_one_is_measured(text):
    number, words = Zone("a", "x", kind="number"), Zone("b", "x")
    assert rules.takes(words, text) is True
    assert rules.takes(number, text) is any(letter.isdecimal() for letter in text)
    assert rules.takes(number, f"{text}7") is True
