"""What the tests of consultations share: the last act in the ledger, and a consultation in preparation."""

import pytest

from rumo.ground.ledger.models import Detail
from tests.factories import listening as make
from tests.factories.people import AT, BY


@pytest.fixture
def row(db):
    """A consultation in preparation, ready to be published."""
    return make.drafted()


@pytest.fixture
def act(row):
    """What every act on it is told: on what, by whom, when."""
    return {"consultation": row, "by": BY, "at": AT}


@pytest.fixture
def last():
    """A function that returns the verb of the last act in the ledger, and what it changed."""

    def told():
        detail = Detail.objects.order_by("-pk").first()
        return detail.verb, detail.target, detail.new

    return told
