"""Order, dates and knowledge: what may not change a figure, and what comes back exactly."""

import random
from dataclasses import fields, replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.figures import Figures
from tests.science.degree import plans
from tests.science.degree.build import build, day, instant

seeds = st.integers(0, 10**9)
DAYS = list(range(day("2023-12-20"), day("2025-06-01"), 17))
# tables no other table points into may come in any order, and so may reports with what hangs on them
LOOSE = ("cycle", "place", "def", "milestone", "budget", "value", "evidence", "spent")


def same(a, b, exact=True):
    for f in fields(Figures):
        x, y = getattr(a, f.name), getattr(b, f.name)
        if exact or x.dtype.kind != "f":
            np.testing.assert_array_equal(x, y, err_msg=f.name)
        else:
            np.testing.assert_allclose(x, y, rtol=0, atol=1e-12, err_msg=f.name)


def shuffled(facts, seed):
    """The same facts, rows in another order."""
    rng = np.random.default_rng(seed)
    out = {}
    for table in LOOSE:
        names = [f.name for f in fields(facts) if f.name.startswith(f"{table}_")]
        order = rng.permutation(len(getattr(facts, names[0])))
        out |= {name: getattr(facts, name)[order] for name in names}
    order = rng.permutation(len(facts.report_day))
    out |= {f.name: getattr(facts, f.name)[order] for f in fields(facts) if f.name.startswith("report_")}
    place = np.argsort(order).astype(np.int32)
    out |= {f"{table}_report": place[out[f"{table}_report"]] for table in ("value", "evidence", "spent")}
    return replace(facts, **out)


@given(seeds)
def test_the_order_of_rows_is_irrelevant(seed):
    facts = build(*plans.documents(random.Random(seed))).facts
    same(evaluate(facts, DAYS), evaluate(shuffled(facts, seed), DAYS))


@given(seeds)
def test_many_dates_are_each_date(seed):
    rng = random.Random(seed)
    facts = build(*plans.documents(rng)).facts
    asked = rng.sample(DAYS, 7)
    together = evaluate(facts, asked)
    for i, date in enumerate(asked):
        same(together.rows(slice(i, i + 1)), evaluate(facts, [date]))


@given(seeds)
def test_what_was_known_then_comes_back_exactly(seed):
    """Everything published after an instant, or withdrawn or corrected after it, changes nothing known at it."""
    rng = random.Random(seed)
    documents = plans.documents(rng)
    limit = plans.date(rng) + "T10:00:00Z"
    everything = build(*documents)
    then = [d for d in documents if d["published_at"] is None or d["published_at"] <= limit]
    reports = [r for r in documents[-1]["reports"] if r["published_at"] is None or r["published_at"] <= limit]
    # codes keep their places: versions of the time first say nothing, so that both worlds list the same measures
    silent = [d | {"published_at": "2999-01-01T00:00:00Z", "reports": []} for d in documents]
    past = build(
        *silent, *[d | {"reports": []} for d in then], silent[0] | {"measures": [], "reports": reports}
    )
    order = [past.measures.index(key) for key in everything.measures]
    a = evaluate(everything.facts, DAYS, instant(limit))
    b = evaluate(past.facts, DAYS, instant(limit))
    for f in fields(Figures):
        if f.name not in ("days", "mv"):
            np.testing.assert_allclose(
                getattr(a, f.name), getattr(b, f.name)[:, order], atol=1e-12, err_msg=f.name
            )
