"""What the office's tests stand on: a client for each person."""

import pytest
from django.test import Client


@pytest.fixture
def client_class():
    """The class of test clients, for a test that needs one for each person."""
    return Client
