"""Gatherings for tests: published, with sessions of some places, and people who register.

Drafted and published at AT; sessions stand on DAY; BEFORE is an instant at which one may register, AFTER one when all is over.
"""

import base64
import datetime as dt

from rumo.ground.ledger.rules.seals import unseal
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Gathering, Session
from rumo.listen.gatherings.rules import Coming, Frame, When
from tests.factories import people
from tests.factories.people import AT, BY

DAY = dt.datetime(2026, 3, 7, 10, tzinfo=dt.UTC)
BEFORE = dt.datetime(2026, 2, 2, 12, tzinfo=dt.UTC)
AFTER = DAY + dt.timedelta(days=2)
SLUG = "oficina-na-biblioteca"
FRAME = {
    "kind": "cocreation",
    "title": "Oficina na biblioteca (exemplo)",
    "summary": "O que falta na escola, e o que se faz (exemplo).",
    "directions": "Elétrico até à praça. Entrada sem degraus (exemplo).",
}


def frame(**more):
    """What a gathering is."""
    return Frame(**{**FRAME, **more})


def when(start=DAY, hours=2, **more):
    """A session, of ten places unless told."""
    said = {"place": "Biblioteca municipal (exemplo)", "capacity": 10, **more}
    return When(start, start + dt.timedelta(hours=hours), **said)


def drafted(slug=SLUG, owner=None, sessions=None, at=AT, **more):
    """A gathering in preparation, with one session unless told."""
    row = gatherings.draft(
        slug=slug, owner=owner or people.national(), said=frame(**more), synthetic=True, by=BY, at=at
    )
    for one in sessions if sessions is not None else [when()]:
        gatherings.put_session(gathering=row, said=one, by=BY, at=at)
    return row


def gathering(slug=SLUG, owner=None, sessions=None, at=AT, **more):
    """One that is published."""
    row = drafted(slug, owner, sessions, at, **more)
    return gatherings.publish(gathering=row, by=BY, at=at)


def session(row, number=1):
    """A session of it, as it stands now."""
    one = Session.objects.get(gathering=row, number=number)
    one.gathering = again(row)
    return one


def coming(name="Pessoa, exemplo", sessions=(1,), **more):
    """What somebody says who registers."""
    said = {"audience": "migrants", "email": "pessoa@exemplo.invalid", **more}
    return Coming(name=name, sessions=tuple(sessions), **said)


def registered(row, token="t", at=BEFORE, **more):
    """Somebody registered: what they get."""
    return gatherings.register(gathering=again(row), said=coming(**more), token=token, at=at)


def again(row):
    """A gathering as it stands now."""
    return Gathering.objects.select_related("owner").get(pk=row.pk)


def told(message):
    """What a letter says, opened as whoever sends it does."""
    return unseal(message.payload["key"], base64.b64decode(message.payload["sealed"]))
