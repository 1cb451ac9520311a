"""What the territory's tests share: the loaded tables and the folder of outside data."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rumo.ground.territory import actions

AT = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def territory(db):
    """The territory as `make run` loads it."""
    return actions.load(by="operator", at=AT)


@pytest.fixture(scope="session")
def geo():
    """Folder of geography from outside; its absence fails the continuous run and skips any other."""
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "geo"
    if not folder.is_dir():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "no ../shared/data/geo beside the checkout"
        )
    return folder
