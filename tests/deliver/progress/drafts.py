"""Short ways to write reports in the making in tests."""

import datetime as dt

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import actions
from tests.factories import plans as make

DAY = dt.date(2025, 6, 30)
AT = make.AT


def measure(code="M1"):
    """A measure, with its plan."""
    return Measure.objects.select_related("plan").get(code=code)


def save(changes, was=None, *, code="M1", by="relato", place=None, day=DAY, at=AT):
    """Save cells of the report of a measure."""
    return actions.save(
        measure=measure(code),
        municipality=place,
        reference_date=day,
        changes=changes,
        was=was or {},
        by=by,
        at=at,
    )


def send(draft, by="relato", confirmed=True):
    """Send a report."""
    return actions.submit(drafts=[draft], confirmed=confirmed, by=by, at=AT)[0]
