"""The web door by itself: no other room, no database."""

import pytest
from django.test import Client

from tests.doors.web import pages


@pytest.fixture(autouse=True)
def little_site(settings):
    """Serve the pages of pages.py, counted from nothing."""
    settings.ROOT_URLCONF = "tests.doors.web.pages"
    settings.PUBLIC_VERSION = "tests.doors.web.pages.token"
    pages.rendered.clear()
    pages.state.update(token="1", asked=0)
    return pages


@pytest.fixture
def client():
    """A reader whose faults come back as pages; each has a server, and so a cache, of its own."""
    return Client(raise_request_exception=False)
