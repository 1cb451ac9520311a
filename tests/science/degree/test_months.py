"""Time lines are the roll-up at month ends."""

import datetime as dt
import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.months import day_sums, month_ends, month_sums
from rumo.science.degree.roll import roll
from tests.science.degree import plans
from tests.science.degree.build import build, day, instant


def test_month_ends():
    assert month_ends(dt.date(2023, 12, 15), 3).tolist() == [
        day(d) for d in ("2023-12-31", "2024-01-31", "2024-02-29")
    ]


@given(st.integers(0, 10**9))
def test_month_sums_are_the_roll_up_at_month_ends(seed):
    rng = random.Random(seed)
    built = build(*plans.documents(rng, "p"), *plans.documents(rng, "q"))
    measure = np.array([i for i in range(built.facts.measures) for _ in range(2)], dtype=np.int64)
    group = np.array([g for i in range(built.facts.measures) for g in (i % 2, 2)], dtype=np.int64)
    known = rng.choice([None, instant(plans.date(rng) + "T10:00:00Z")])
    line = month_sums(built.facts, dt.date(2023, 12, 1), 20, measure, group, 3, known)
    sums = roll(evaluate(built.facts, line.days, known), None, measure, group, 3)
    for name in ("degree", "weight", "planned", "planned_weight", "informed_weight"):
        np.testing.assert_array_equal(getattr(line, name), getattr(sums, name), err_msg=name)


def test_any_days():
    built = build({"slug": "p", "measures": [{"code": "A", "start": "2024-01-01", "end": "2024-01-11"}]})
    one = np.array([0])
    days = np.array([day("2024-01-02"), day("2024-01-06")], dtype=np.int32)
    assert day_sums(built.facts, days, one, one, 1).planned.tolist() == [[0.1], [0.5]]
