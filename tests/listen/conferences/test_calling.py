"""The call: what it must say, and that what abstracts chose from only grows."""

import datetime as dt

import pytest

from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from rumo.listen.conferences.rules import permits
from tests.factories import conferences as make
from tests.factories import gatherings, people
from tests.factories.conferences import AT, BY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("closes_at", {"closes_at": make.OPENS}),
        ("topics", {"topics": []}),
        ("topics", {"topics": ["a", " a "]}),
        ("topics", {"topics": ["x" * 101]}),
        ("criteria", {"criteria": [str(n) for n in range(31)]}),
        ("kinds", {"kinds": [("", 20)]}),
        ("kinds", {"kinds": [("Comunicação", 0)]}),
        ("languages", {"languages": []}),
        ("languages", {"languages": ["xx"]}),
        ("text", {"text": "x" * 4001}),
    ],
)
def test_a_call_is_checked(field, over):
    with pytest.raises(conferences.ConferenceRefused) as refused:
        make.call(make.conference(), **over)
    assert (list(refused.value.faults), m.Call.objects.count()) == ([field], 0)


def test_only_a_conference_has_one():
    with pytest.raises(conferences.ConferenceRefused, match="Só uma conferência"):
        make.call(gatherings.gathering(kind="exchange"))


def test_what_abstracts_chose_stays():
    row = make.conference()
    call = make.call(row)
    one = make.abstract(call)
    review = conferences.assign(abstract=one, membership=make.reviewer(), by=BY, at=AT)
    scores = {"Clareza": 1, "Interesse": 1}
    conferences.review(review=review, scores=scores, to_authors="", to_committee="", by=BY, at=AT)
    with pytest.raises(conferences.ConferenceRefused) as refused:
        make.call(row, topics=["Habitação"], kinds=[("Poster", 5)], languages=["en"], criteria=["Rigor"])
    assert sorted(refused.value.faults) == ["criteria", "kinds", "languages", "topics"]
    make.call(row, topics=["Escola", "Saúde"], closes_at=make.CLOSES + dt.timedelta(days=1))
    call.refresh_from_db()
    assert (call.topics, m.Call.objects.count()) == (["Escola", "Saúde"], 1)


def test_a_call_is_open_while_the_conference_is_public():
    row = make.conference(state="draft", published_at=None)
    call = make.call(row)
    assert permits.call_is_open(call, at=AT) is False
    row.state, row.published_at = "published", AT
    assert permits.call_is_open(call, at=AT) is True


def test_who_runs_hosts_and_sees_a_conference():
    row = make.conference()
    other = make.conference(slug="outra", owner=people.body())
    told = {}
    for role in ("national_coordinator", "facilitator", "moderator", "auditor", "reviewer"):
        who = people.who(people.person(role, people.national()))
        seen = permits.visible_to(who)
        told[role] = (
            permits.can_run(who, row), permits.can_host(who, row), permits.can_run(who, other), seen.count()
        )  # fmt: skip
    assert told == {
        "national_coordinator": (True, True, False, 2),
        "facilitator": (False, True, False, 1),
        "moderator": (False, True, False, 1),
        "auditor": (False, False, False, 2),
        "reviewer": (False, False, False, 0),
    }
