"""The eight shared cases: every figure of every measure and every total, to 1e-6."""

import json

import numpy as np
import pytest

from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.roll import fractions, roll
from tests.science.degree.build import build, day, instant, plain


@pytest.mark.parametrize("number", range(1, 9))
def test_case(shared, number):
    folder = shared / "data" / "degree"
    built = build(json.loads((folder / f"caso-{number}.json").read_text(encoding="utf-8")))
    expected = json.loads((folder / f"caso-{number}.expected.json").read_text(encoding="utf-8"))["expected"]
    for moment in expected:
        known = moment["known_at"] and instant(moment["known_at"])
        figures = evaluate(built.facts, [day(moment["as_of"])], known)
        for code, wanted in moment["measures"].items():
            found = plain(figures.rows(0), built.index(code))
            assert {name: found[name] for name in wanted} == {
                name: pytest.approx(value, abs=1e-6) if isinstance(value, float) else value
                for name, value in wanted.items()
            }, (moment["as_of"], moment["known_at"], code)
        everything = np.arange(built.facts.measures)
        total = fractions(roll(figures, 0, everything, np.zeros_like(everything), 1))[0]
        assert {name: total[name] for name in moment["total"]} == {
            name: pytest.approx(value, abs=1e-6) if isinstance(value, float) else value
            for name, value in moment["total"].items()
        }
