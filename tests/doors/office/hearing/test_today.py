"""What hearing asks of somebody on the first page of the office."""

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from tests.factories import listening, people, said
from tests.factories.listening import AFTER, OPEN

HOME, TITLE = "office:home", "Uma escola para todos (exemplo)"


@pytest.fixture
def asked(country):
    row = listening.consultation()
    said.say(row)
    return row


def home(client, role, body, at):
    with clock.frozen(at):
        people.signed_in(client, people.person(role, body))
        client.get(reverse(HOME))
        return client.get(reverse(HOME)).content.decode()


def test_who_moderates_is_told_how_many_texts_wait(client, asked):
    page = home(client, "moderator", people.national(), OPEN)
    assert ("1 texto espera decisão." in page, reverse("office:moderating") in page) == (True, True)


def test_who_writes_for_others_is_told_where(client, asked):
    page = home(client, "mediator", people.body(), OPEN)
    assert (TITLE in page, reverse("office:batches", args=[asked.slug]) in page) == (True, True)
    assert "Nada espera por si hoje." not in page


def test_who_answers_is_told_how_many_wait(client, asked, django_assert_max_num_queries):
    page = home(client, "national_coordinator", people.national(), AFTER)
    assert ("1 por responder" in page, reverse("office:responses", args=[asked.slug]) in page) == (True, True)


def test_others_are_told_nothing(client, asked):
    page = home(client, "partner_reporter", people.body(), OPEN)
    assert (TITLE in page, "espera decisão" in page) == (False, False)
