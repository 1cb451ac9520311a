"""The territory for tests, as `make run` loads it."""

import datetime as dt

from rumo.ground.territory import actions as territory
from rumo.ground.territory.models import Region
from tests.factories import kept

AT = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
BY = "coordenacao-exemplo"


def load():
    """Lay the 308 municipalities and their regions where there are none, and the act of loading them into the ledger."""
    kept.lay("territory", _make)


def _make():
    if not Region.objects.exists():
        territory.load(by=BY, at=AT)
