"""A municipality with a public plan of two measures, its coordinator and reporter, and reports sent for approval."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from rumo.deliver.plans.actions import settle_owners
from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import actions
from tests.factories import people as make
from tests.factories import plans

DAY = dt.date(2025, 6, 30)
AT = plans.AT


class World:
    """People, measures and short ways to act on them."""

    def __init__(self):
        self.town = make.municipality("1106")
        plans.publish(
            plans.Plan(
                measures=tuple(
                    plans.Measure(code=code, indicators=(plans.Indicator(),)) for code in ("M1", "M2")
                ),
                reports=(plans.Report(),),
            )
        )
        settle_owners(by=plans.BY, at=AT)
        self.reporter = make.person("municipal_reporter", self.town, "Relato, exemplo")
        self.coordinator = make.person("municipal_coordinator", self.town, "Coordenação, exemplo")

    def measure(self, code="M1"):
        """A measure."""
        return Measure.objects.select_related("plan").get(code=code)

    def saved(self, code="M1", **cells):
        """A report in the making."""
        said = {"stage": "in_progress", "activities/a1": 0.6, **cells}
        return actions.save(
            measure=self.measure(code), municipality=None, reference_date=DAY, changes=said, was={},
            by=self.reporter.public_id, at=AT,
        )  # fmt: skip

    def sent(self, code="M1", by=None, **cells):
        """A report sent for approval."""
        draft = self.saved(code, **cells)
        by = (by or self.reporter).public_id
        return actions.submit(drafts=[draft], confirmed=True, by=by, at=AT)[0]

    def client(self, user):
        """A client signed in."""
        return make.signed_in(Client(), user)


@pytest.fixture
def world(country):
    """The world of approval."""
    return World()


def mark(draft):
    """What a checkbox sends."""
    draft.refresh_from_db()
    return f"{draft.public_id}.{draft.revision}"


def at(name, *args):
    """An address of the office."""
    return reverse(f"office:{name}", args=args)


REVIEW = ("plano-exemplo", "2025-06-30")
