"""What the tests of practices share: the country and the areas, and the last act in the ledger."""

import pytest

from rumo.ground.ledger.models import Detail
from rumo.ground.vocabularies import actions as vocabularies
from tests.factories import territory
from tests.factories.people import AT, BY


@pytest.fixture(autouse=True)
def areas(db):
    """The municipalities and the national areas, as they come with the product."""
    territory.load()
    vocabularies.load(by=BY, at=AT)


@pytest.fixture
def last():
    """A function that returns the verb of the last act in the ledger, who did it, to what, and what it changed."""

    def told():
        detail = Detail.objects.order_by("-pk").first()
        return detail.verb, detail.by, detail.target, detail.new

    return told
