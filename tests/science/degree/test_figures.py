"""Schedule classes at their very thresholds, what a blank sheet holds, and figures cut into parts and joined again."""

import random
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.columns import ALWAYS, NO_DAY
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.figures import SCHEDULE, STATES, Figures, blank, joined, schedule
from tests.science.degree import plans
from tests.science.degree.build import build, day, version


@pytest.mark.parametrize(
    ("state", "d", "p", "expected"),
    [
        ("cancelled", np.nan, 0.5, "cancelled"),
        ("suspended", 1.0, 0.5, "suspended"),
        ("no_information", np.nan, np.nan, "no_information"),
        ("in_progress", 1.0, np.nan, "done"),
        ("in_progress", 1 - 1e-10, 0.2, "done"),
        ("in_progress", 1 - 1e-8, np.nan, "no_schedule"),
        ("not_started", 0.0, np.nan, "no_schedule"),
        ("not_started", 0.0, 0.0, "not_due"),
        ("not_started", 1e-10, 1e-10, "not_due"),
        ("in_progress", 0.1, 0.0, "on_track"),
        ("in_progress", 0.6, 0.5, "on_track"),
        ("in_progress", 0.6 + 1e-10, 0.5, "on_track"),
        ("in_progress", 0.6 + 1e-8, 0.5, "ahead"),
        ("in_progress", 0.4, 0.5, "on_track"),
        ("in_progress", 0.4 - 1e-8, 0.5, "delayed"),
        ("in_progress", 0.25, 0.5, "delayed"),
        ("in_progress", 0.7 - 0.25 - 1e-17, 0.7, "delayed"),
        ("in_progress", 0.25 - 1e-8, 0.5, "critical"),
    ],
)
def test_schedule(state, d, p, expected):
    found = schedule(np.array([STATES.index(state)], dtype=np.int8), np.array([d]), np.array([p]))
    assert SCHEDULE[found[0]] == expected


def test_blank():
    sheet = blank(np.array([5, 6], dtype=np.int32), 3).rows(1)
    assert (sheet.days, sheet.state.tolist(), sheet.schedule.tolist()) == (6, [-1] * 3, [-1] * 3)
    assert (sheet.newest[0], sheet.newest_published[0], sheet.mv[0]) == (NO_DAY, ALWAYS, -1)
    assert not sheet.present.any()
    assert not sheet.live.any()
    assert np.isnan(sheet.degree).all()


@given(st.integers(0, 10**9), st.integers(0, 12))
def test_joined_undoes_cut(seed, at):
    facts = build(*plans.documents(random.Random(seed), "p")).facts
    whole = evaluate(facts, [day("2024-03-31"), day("2025-03-31")])
    parts = [whole.cut(slice(None, at), 0), whole.cut(slice(at, None), 0)]
    for f in fields(Figures):
        np.testing.assert_array_equal(getattr(joined(parts), f.name), getattr(whole, f.name), err_msg=f.name)


def test_a_cut_numbers_the_versions_of_its_measures_anew_and_leaves_none_none():
    facts = build(version(1, None, "A"), version(2, "2024-03-01", "A", "B")).facts
    whole = evaluate(facts, [day("2024-01-31"), day("2024-03-01")])
    assert whole.mv.tolist() == [[0, -1], [1, 2]]
    assert whole.cut(slice(None), 10).mv.tolist() == [[10, -1], [11, 12]]
    assert whole.cut(slice(1, 2), np.array([-2])).mv.tolist() == [[-1], [0]]
