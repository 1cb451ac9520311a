"""What the people room stands on in tests: the territory."""

import pytest

from tests.factories import territory


@pytest.fixture
def country(db):
    """The 308 municipalities and their communities."""
    territory.load()
