"""What the territory's tests share: the loaded tables and the folder of geography from outside."""

from datetime import UTC, datetime

import pytest

from rumo.ground.territory import actions


@pytest.fixture
def territory(db):
    """The territory as `make run` loads it."""
    return actions.load(by="operator", at=datetime(2026, 1, 2, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def geo(shared):
    """Folder of geography from outside."""
    return shared / "data" / "geo"
