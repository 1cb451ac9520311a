"""What a proposal must say: each thing wrong at its place; euros as people type them; and search that finds in any script."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.core.fields import folded
from rumo.listen.practices.rules import Known, amount, faults, search_text, tidy
from rumo.listen.practices.rules.saying import FILES, LINE, LONG, TEXT, TITLE
from tests.factories import practices as make

KNOWN = Known(("labour", "housing"), ("icc:commitment",))


def wrong(**changes):
    """Where a proposal is wrong."""
    return [fault.place for fault in faults(tidy(make.said(**changes)), KNOWN)]


def test_one_that_says_enough_is_not_wrong():
    assert wrong() == []
    assert (
        wrong(
            cost="", cost_basis="", evidence="", conditions="", languages=(), dimensions=("icc:commitment",)
        )
        == []
    )


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"organisation": " "}, ["organisation"]),
        ({"organisation": "x" * (LINE + 1)}, ["organisation"]),
        ({"title": "\u200b"}, ["title"]),
        ({"title": "x" * (TITLE + 1)}, ["title"]),
        (
            {"problem": "", "done": "", "results": "", "contact": ""},
            ["problem", "done", "results", "contact"],
        ),
        (dict.fromkeys(LONG, "x" * (TEXT + 1)), ["problem", "done", "results", "evidence", "conditions"]),
        ({"cost": "muito"}, ["cost"]),
        ({"cost_basis": ""}, ["cost_basis"]),
        ({"cost_basis": "x" * (LINE + 1)}, ["cost_basis"]),
        ({"areas": ()}, ["areas"]),
        ({"areas": ("labour", "beauty")}, ["areas"]),
        ({"dimensions": ("icc:other",)}, ["dimensions"]),
        ({"languages": ("xx",)}, ["languages"]),
        ({"language": "xx"}, ["languages"]),
        ({"files": (None,) * (FILES + 1)}, ["files"]),
        ({"consent": False}, ["consent"]),
    ],
)
def test_each_thing_wrong_is_told_at_its_place(changes, places):
    assert wrong(**changes) == places


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        ("", None),
        (" € ", None),
        ("12500", "12500.00"),
        ("12 500", "12500.00"),
        ("12.500", "12500.00"),
        ("12.500,5 €", "12500.50"),
        ("1.250.000", "1250000.00"),
        ("12500.5", "12500.50"),
        ("0,994", "0.99"),
    ],
)
def test_euros_are_read_as_people_type_them(typed, euros):
    assert amount(typed) == (Decimal(euros) if euros else None)


@pytest.mark.parametrize("typed", ["-1", "NaN", "Infinity", "1e99", "doze", "1,2,3", "99999999999"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        amount(typed)


@given(st.decimals(0, 9_999_999_999, places=2))
def test_an_amount_written_out_is_read_back(value):
    assert amount(f"{value:.2f}".replace(".", ",")) == value


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(TEXTS, TEXTS)
def test_every_word_of_a_text_is_in_what_search_compares(title, problem):
    told = tidy(make.said(title=title, problem=problem))
    held = search_text(told)
    assert all(word in held for word in folded(told.title, told.problem).split())


@given(TEXTS)
def test_case_and_accents_make_no_difference_in_any_script(text):
    assert folded(folded(text)) == folded(text)
    assert folded(text.casefold()) == folded(text)
