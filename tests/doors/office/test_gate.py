"""The gate of the office: who passes, who is sent where."""

import datetime as dt

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def test_who_is_signed_in_sees_today(client):
    user = people.person("national_coordinator", people.national())
    answer = people.signed_in(client, user).get("/pt/gabinete/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")


def test_who_is_not_is_sent_to_sign_in(client):
    answer = client.get("/pt/gabinete/")
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next=/pt/gabinete/")


def test_a_session_at_rest_ends(client):
    user = people.person("national_coordinator", people.national())
    people.signed_in(client, user)
    with clock.frozen(NOW):
        assert client.get("/pt/gabinete/").status_code == 200
    with clock.frozen(NOW + dt.timedelta(minutes=31)):
        assert client.get("/pt/gabinete/").status_code == 302
