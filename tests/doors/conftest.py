"""What the doors stand on in tests: the territory, the national areas, and the plans of the demo where a test asks for them."""

import datetime as dt
import json
from pathlib import Path

import pytest

from rumo.deliver.rollup import actions as rollup
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies import actions as vocabularies
from rumo.ground.vocabularies.queries import area_names
from rumo.science.planfile import parse
from tests.factories import kept, territory
from tests.factories.plans import AT, BY

LATE = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
"""After every publication of the demo: what is said to be published later than now is refused."""

DATA = Path(__file__).resolve().parents[2] / "rumo" / "data"


@pytest.fixture
def country(db):
    """The 308 municipalities and the 13 areas, as `make run` loads them."""
    kept.lay("country", _country)


@pytest.fixture
def bring(country):
    """A function that makes plan files public, given their paths."""
    return _bring


@pytest.fixture
def seeded(db):
    """The plans of the demo with all their reports, and two real ones."""
    kept.lay("seeded", _seeded)


def _country():
    territory.load()
    vocabularies.load(by=BY, at=AT)


def _seeded():
    _country()
    _bring(
        *sorted((DATA / "demo").glob("*.json")),
        DATA / "plans" / "odemira-2015-2017.json",
        DATA / "plans" / "beja-2022.json",
    )


def _bring(*paths):
    areas = area_names()
    towns = set(Municipality.objects.values_list("dico", flat=True))
    for path in paths:
        parsed = parse(json.loads(path.read_text(encoding="utf-8")), areas=areas, municipalities=towns)
        assert not parsed.faults
        rollup.import_plan(document=parsed.plan, publish=True, by=BY, at=LATE)
