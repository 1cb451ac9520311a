"""What the rooms of delivery stand on in tests: the territory and the national areas."""

import pytest

from rumo.ground.vocabularies import actions as vocabularies
from tests.factories import kept, territory
from tests.factories.plans import AT, BY


@pytest.fixture
def country(db):
    """The 308 municipalities and the 13 areas, as `make run` loads them."""
    kept.lay("country", _country)


def _country():
    territory.load()
    vocabularies.load(by=BY, at=AT)
