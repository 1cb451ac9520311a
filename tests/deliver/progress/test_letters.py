"""Who is written to when reports are sent and returned: one letter to each person a plan and day, to nobody who may not decide."""

import pytest

from rumo.deliver.plans.models import Plan
from rumo.deliver.progress import actions
from rumo.ground.outbox.models import Message
from tests.deliver.progress.drafts import AT, DAY, save
from tests.factories import people
from tests.factories import plans as make

GOOD = {"stage": "in_progress", "activities/a1": 0.5}


@pytest.fixture
def town(country):
    """A public plan of M1 and M2, owned by Lisbon's body; the country's coordination has one officer."""
    make.publish(make.Plan())
    body = people.municipality()
    make_owned(body)
    return body


def make_owned(body):
    Plan.objects.update(owner=body)


def sent(by, days=(DAY,)):
    """Two reports sent on each day at once, by somebody; who got which letter."""
    drafts = [save(GOOD, code=code, day=day) for day in days for code in ("M1", "M2")]
    actions.submit(drafts=drafts, confirmed=True, by=by, at=AT)
    rows = Message.objects.filter(kind="report.submitted").order_by("pk")
    return [(row.to, row.payload["date"], row.payload["measures"]) for row in rows]


def test_the_coordinators_of_the_body_are_told_once_a_day_reported_on(town):
    reporter = people.person("municipal_reporter", town)
    one, other = (people.person("municipal_coordinator", town) for _person in range(2))
    people.person("national_coordinator", people.national())
    days = (DAY, DAY.replace(month=5))
    assert sorted(sent(reporter.public_id, days)) == sorted(
        (user.email, day.isoformat(), ["M1", "M2"]) for user in (one, other) for day in days
    )


def test_what_a_coordinator_sends_goes_to_the_other(town):
    one, other = (people.person("municipal_coordinator", town) for _person in range(2))
    assert sent(one.public_id) == [(other.email, DAY.isoformat(), ["M1", "M2"])]


def test_what_the_only_officer_sends_goes_to_the_community_and_the_country(town):
    only = people.person("municipal_coordinator", town)
    near = people.person("municipal_coordinator", people.community(town.municipality.cim.code))
    nation = people.person("national_coordinator", people.national())
    people.person("municipal_coordinator", people.municipality("0211"))
    assert [to for to, _day, _codes in sent(only.public_id)] == [near.email, nation.email]


def test_of_a_plan_that_is_nobody_s_the_country_is_told(town):
    make_owned(None)
    nation = people.person("national_coordinator", people.national())
    assert [to for to, _day, _codes in sent("relato")] == [nation.email]


def test_without_anybody_who_decides_nobody_is_told(town):
    assert sent("relato") == []
