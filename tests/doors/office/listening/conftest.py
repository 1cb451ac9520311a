"""What the tests of consultations in the office stand on: the clock held, and the people of Lisbon signed in."""

import pytest

from rumo.doors.web import clock
from tests.factories import listening as make
from tests.factories import people


@pytest.fixture(autouse=True)
def one_day():
    """Hold the clock on the day on which consultations are published."""
    with clock.frozen(make.AT):
        yield


@pytest.fixture
def town(country):
    """The body of Lisbon."""
    return people.municipality()


@pytest.fixture
def coordinator(client_class, town):
    """The coordination of Lisbon, signed in."""
    return people.signed_in(client_class(), people.person("municipal_coordinator", town))


@pytest.fixture
def drafted(town):
    """A consultation of Lisbon in preparation, ready to be published."""
    return make.drafted(owner=town)


@pytest.fixture
def published(town):
    """A consultation of Lisbon that is open on the day after."""
    return make.consultation(owner=town)
