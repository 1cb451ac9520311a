"""Reviewing: taken in hand, returned with a reason, published by another, withdrawn with a reason; each once, each in the ledger."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.models import Detail
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice, Version
from tests.factories import practices as make
from tests.factories.people import AT, BY

LATER = AT + dt.timedelta(days=3)
ACT = {"by": BY, "at": LATER}


def told(verb):
    """How many acts of a verb the ledger has."""
    return Detail.objects.filter(verb=verb).count()


def test_taken_twice_it_is_taken_once():
    row = make.proposed()
    for _ in range(2):
        assert practices.take(practice=row, **ACT).state == "in_review"
    assert told("practice.take") == 1
    practices.publish(practice=row, **ACT)
    with pytest.raises(practices.PracticeRefused):
        practices.take(practice=row, **ACT)


def test_it_is_returned_with_a_reason_of_the_list():
    row = make.proposed()
    with pytest.raises(practices.PracticeRefused) as no:
        practices.return_(practice=row, reason="ugly", note="", **ACT)
    assert no.value.place == "reason"
    with pytest.raises(practices.PracticeRefused) as no:
        practices.return_(practice=row, reason="evidence", note="x" * 2_001, **ACT)
    assert no.value.place == "note"
    for _ in range(2):
        row = practices.return_(practice=row, reason="evidence", note=" Falta. ", **ACT)
    assert (row.state, row.reason, row.note, told("practice.return")) == ("returned", "evidence", "Falta.", 1)
    with pytest.raises(practices.PracticeRefused):
        practices.return_(practice=row, reason="twice", note="", **ACT)
    with pytest.raises(practices.PracticeRefused):
        practices.publish(practice=row, **ACT)


def test_who_proposes_for_a_body_does_not_publish():
    row = make.proposed(by=BY)
    with pytest.raises(practices.PracticeRefused):
        practices.publish(practice=row, **ACT)
    for _ in range(2):
        version = practices.publish(practice=row, by="outra", at=LATER)
    assert (version.published_by, told("practice.publish")) == ("outra", 1)


def test_the_database_too_wants_four_eyes():
    make.proposed(by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.update(published_by=BY, published_at=LATER)


def test_it_is_withdrawn_once_and_says_why():
    row = make.published()
    with pytest.raises(practices.PracticeRefused) as no:
        practices.withdraw(practice=row, reason="evidence", note="", **ACT)
    assert no.value.place == "reason"
    for reason in ("ended", "wrong"):
        row = practices.withdraw(practice=row, reason=reason, note="Acabou.", **ACT)
    assert (row.state, row.reason, row.note, row.withdrawn_at) == ("withdrawn", "ended", "Acabou.", LATER)
    assert told("practice.withdraw") == 1
    assert list(queries.public()) == []
    assert queries.by_slug(row.slug) == row  # its address says that it was


def test_what_was_never_public_has_no_address():
    row = make.proposed()
    assert queries.by_slug(row.slug) is None
    practices.withdraw(practice=row, reason="twice", note="", **ACT)
    assert queries.by_slug(row.slug) is None


@pytest.mark.parametrize(
    "change",
    [
        {"state": "returned"},
        {"state": "withdrawn", "reason": "ended"},
        {"withdrawn_at": LATER},
        {"organisation": ""},
    ],
)
def test_the_database_refuses_a_practice_that_does_not_say_enough(change):
    make.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.update(**change)
