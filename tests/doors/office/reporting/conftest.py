"""Somebody who reports for Lisbon, on a plan of three measures, on 20 July 2026."""

import pytest

from rumo.doors.web import clock
from tests.factories import people, reporting


@pytest.fixture
def today():
    """The clock at 20 July 2026, 09:42 in Lisbon's summer."""
    with clock.frozen(reporting.NOW) as at:
        yield at


@pytest.fixture
def plan(country):
    """A plan of three measures, M01 reported last cycle."""
    return reporting.plan(reports=[reporting.said("M01")])


@pytest.fixture
def user(country):
    """A municipal reporter of Lisbon."""
    return reporting.reporter()


@pytest.fixture
def office(client, user, today):
    """A client signed in as that person, on that day."""
    return people.signed_in(client, user)
