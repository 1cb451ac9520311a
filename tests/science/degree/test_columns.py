"""Joining facts and taking them apart again."""

import random
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.columns import Facts, Joined, concat, split
from rumo.science.degree.evaluate import evaluate
from tests.science.degree import plans
from tests.science.degree.build import build, day

DAYS = [day("2024-03-31"), day("2024-10-01"), day("2025-03-31")]


def test_nothing_to_join():
    with pytest.raises(ValueError, match="at least one part"):
        concat([])


@pytest.mark.parametrize("name", ["measure_colour", "_private"])
def test_what_is_no_column_is_not_joined(name):
    with pytest.raises(AttributeError, match=name):
        getattr(Joined([build({"slug": "p", "measures": []}).facts]), name)


def shared(*facts):
    """The same facts, their municipalities and funders numbered alike (the random plans name them in any order)."""
    return [replace(f, municipalities=3, funders=2) for f in facts]


@given(st.integers(0, 10**9))
def test_figures_of_a_whole_are_those_of_its_parts(seed):
    rng = random.Random(seed)
    parts = shared(*(build(*plans.documents(rng, slug)).facts for slug in "pqr"))
    whole = evaluate(concat(parts), DAYS)
    for name in (
        "degree",
        "planned",
        "upper",
        "state",
        "schedule",
        "due",
        "fresh",
        "stale",
        "spent",
        "budget",
    ):
        apart = np.concatenate([getattr(evaluate(part, DAYS), name) for part in parts], axis=1)
        np.testing.assert_array_equal(getattr(whole, name), apart, err_msg=name)


@given(st.integers(0, 10**9))
def test_split_undoes_concat(seed):
    rng = random.Random(seed)
    parts = shared(*(build(*plans.documents(rng, slug)).facts for slug in "pqr"))
    for before, after in zip(parts, split(concat(parts)), strict=True):
        for f in fields(Facts):
            np.testing.assert_array_equal(getattr(before, f.name), getattr(after, f.name), err_msg=f.name)


def test_tables_out_of_order_are_refused():
    facts = build(
        {"slug": "p", "measures": [{"code": "A"}]}, {"slug": "q", "measures": [{"code": "B"}]}
    ).facts
    with pytest.raises(ValueError, match="the measure table is not in order of plan"):
        split(replace(facts, measure_plan=facts.measure_plan[::-1]))
