"""Plans in the making, for tests: begun by a municipality, with measures as the office says them."""

from rumo.deliver.plans import actions as plans
from tests.factories import people
from tests.factories.plans import AT, BY

HEAD = {
    "title": "Plano municipal (exemplo)",
    "municipalities": ["1106"],
    "period": {"start": "2026-01-01", "end": "2028-12-31"},
}


def started(owner=None, **said):
    """An empty draft of Lisbon, 2026 to 2028."""
    owner = owner or people.municipality()
    return plans.start(owner=owner, said={**HEAD, **said}, by=BY, at=AT)


def measure(code="1", **more):
    """A measure as the plan file says it."""
    return {"code": code, "title": f"Medida {code}", "activities": [{"code": "a1"}], **more}


def add(version, code="1", revision=None, **more):
    """Write a measure into a draft."""
    return plans.revise_measure(version=version, said=measure(code, **more), revision=revision, by=BY, at=AT)


def drafted(count=1, owner=None):
    """A draft with some measures: 1, 2 …"""
    version = started(owner)
    for number in range(1, count + 1):
        add(version, str(number))
    return version
