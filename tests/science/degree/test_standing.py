"""The arrays against the formula written out in plain Python, on random plans with everything in them."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.evaluate import evaluate
from tests.science.degree import plans, reference
from tests.science.degree.build import build, day, instant, plain

OFFSETS = (-20, 0, 14, 15, 44, 60, 100, 150, 181, 200, 225, 300, 365, 450, 700)
DATES = [(plans.FIRST + dt.timedelta(days=n)).isoformat() for n in OFFSETS]


@given(st.integers(0, 10**9))
def test_every_figure_is_the_one_of_the_plain_formula(seed):
    rng = random.Random(seed)
    documents = plans.documents(rng)
    built = build(*documents)
    known_at = rng.choice([None, plans.date(rng) + "T10:00:00Z"])
    figures = evaluate(built.facts, [day(x) for x in DATES], known_at and instant(known_at))
    for row, date in enumerate(DATES):
        for i, key in enumerate(built.measures):
            wanted = reference.figures(documents, key.split("/")[1], date, known_at)
            assert plain(figures.rows(row), i) == near(wanted), (date, key, known_at)


def near(figures):
    """The same dictionary, its floats compared to 1e-9."""
    if figures is None:
        return None
    return {k: pytest.approx(v, abs=1e-9) if isinstance(v, float) else v for k, v in figures.items()}
