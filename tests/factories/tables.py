"""Tables for tests: at a gathering of the national body, with a canvas of a template."""

import datetime as dt
from itertools import count

from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Gathering
from tests.factories import people
from tests.factories.people import AT, BY

_numbers = count(1)


def gathering(slug="oficina-exemplo", owner=None, **more):
    """A workshop that is published."""
    said = {"kind": "diagnosis", "title": "Oficina de diagnóstico (exemplo)", "synthetic": True, **more}
    return Gathering.objects.create(
        slug=slug, owner=owner or people.national(), state="published", recorded_at=AT, changed_at=AT,
        published_at=AT, **said,
    )  # fmt: skip


def token():
    """A one-time token as the forms of a table carry it, another each time."""
    return f"{next(_numbers):032x}"


def canvas(template="swot", at_gathering=None, number=1, **more):
    """A canvas of a table; of several opened, the last."""
    made = gatherings.open_tables(
        gathering=at_gathering or gathering(**more), template=template, count=number, name="", token=token(),
        by=BY, at=AT,
    )  # fmt: skip
    return made[-1]


def act(row, **more):
    """What every act on a canvas is given."""
    return {"canvas": row, "token": token(), "by": "participant", "at": AT + dt.timedelta(minutes=1), **more}


def lay(row, text="Faltam casas (exemplo)", zone="strengths", **more):
    """A card laid on a canvas."""
    return gatherings.lay(**act(row, zone=zone, text=text, language="pt", **more))
