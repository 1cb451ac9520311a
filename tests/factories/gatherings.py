"""Gatherings for tests: one that is public, with a session on a day."""

import datetime as dt

from rumo.listen.gatherings.models import Gathering, Session
from tests.factories import people

MORNING = dt.datetime(2026, 6, 4, 9, tzinfo=dt.UTC)
AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def gathering(**over):
    """A public conference of the national body, unless told otherwise."""
    said = {
        "slug": "conferencia-exemplo", "kind": "conference", "title": "Conferência (exemplo)", "synthetic": True,
        "state": "published", "published_at": AT, "recorded_at": AT, "changed_at": AT, **over,
    }  # fmt: skip
    return Gathering.objects.create(**{"owner": said.get("owner") or people.national(), **said})


def session(row, starts_at=MORNING, hours=8, **over):
    """A session of a gathering: from nine to five of its first day unless told."""
    number = Session.objects.filter(gathering=row).count() + 1
    said = {"place": "Centro de congressos (exemplo)", "number": number, **over}
    return Session.objects.create(
        gathering=row, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=hours), **said
    )
