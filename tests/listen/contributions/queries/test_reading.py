"""What is read of contributions: by code, by number, what everyone may read; of who somebody is, nothing (P2)."""

import datetime as dt
import json

import pytest
from django.core import serializers

from rumo.ground.core.fields import token_hash
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.science import codes
from tests.factories import listening, saying
from tests.factories.people import BY
from tests.factories.saying import send
from tests.listen.contributions.holding import file

pytestmark = pytest.mark.django_db
LATER = listening.OPEN + dt.timedelta(hours=1)


def test_a_receipt_finds_its_contribution_and_another_text_none(consultation, django_assert_num_queries):
    got = send(consultation)
    with django_assert_num_queries(2):
        found = queries.by_code(codes.shown(got.code).lower())
        assert (found, found.consultation) == (got.contribution, consultation)
    assert [queries.by_code(text) for text in ("", "abc", got.code[:-1], "\0", "x" * 500)] == [None] * 5
    assert queries.by_number("nobody") is None


def test_a_receipt_of_something_else_finds_none(consultation):
    from rumo.ground.ledger import actions as ledger

    code = ledger.issue(token="other", target="registration:1", at=LATER)
    assert queries.by_code(code) is None


def test_it_is_read_whole(consultation, django_assert_num_queries):
    row = send(consultation, files={"sheet": [file("b"), file("a")]}).contribution
    with django_assert_num_queries(3):
        whole = queries.whole(row)
    assert ([one.position for one in whole.files], len(whole.passages), whole.votes) == ([1, 2], 1, {})


def test_texts_are_shown_newest_first_a_page_at_a_time(consultation, django_assert_num_queries):
    for at in range(5):
        send(consultation, "proposal", f"token {at}")
    for passage in m.Passage.objects.all():
        actions.moderate(passage=passage, shown=True, reason="", note="", by=BY, at=LATER)
    with django_assert_num_queries(2):
        page = queries.shown(consultation, "proposal", start=1, size=2)
        assert [one.contribution.token_hash for one in page] == [token_hash(f"token {at}") for at in (3, 2)]
    assert queries.count(consultation) == 5


def test_nothing_read_says_who_somebody_is(consultation):
    """Every field of every row that a page is made of: none holds an address, facts, or an account."""
    send(
        consultation,
        "proposal",
        email="marca@exemplo.invalid",
        about_me={"age": "idade-marca"},
        identity="doc-marca",
    )
    passage = m.Passage.objects.get()
    actions.moderate(passage=passage, shown=True, reason="", note="", by=BY, at=LATER)
    (shown,) = queries.shown(consultation, "proposal")
    whole = queries.whole(shown.contribution)
    read = serializers.serialize("json", [shown, shown.contribution, *whole.passages])
    assert "marca" not in read
    fields = {name for row in json.loads(read) for name in row["fields"]}
    assert fields & {"email", "account", "user", "ip", "agent", "identity"} == set()
    assert shown.contribution.number.isalnum()
    assert len(shown.contribution.number) == 10
    assert saying.said("proposal").email == ""
