"""The demonstration's link: on this machine alone, its people alone, once, for a quarter of an hour."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.test import Client

from rumo.doors.web import clock
from rumo.ground.people import actions
from rumo.ground.people.models import User
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_noon():
    """The moment the link is made."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def address():
    """The link of one of the demonstration's people."""
    user = people.person("auditor", people.national())
    return f"/pt/conta/demo/{actions.demo_token(user=user, at=NOW)}/"


def test_the_button_signs_in_without_second_factor_and_every_page_says_so(client, address):
    assert client.get(address).status_code == 200
    assert "_auth_user_id" not in client.session
    answer = client.post(address)
    assert (answer.status_code, answer["Location"]) == (303, "/pt/gabinete/")
    assert "Sessão de demonstração" in client.get("/pt/gabinete/").content.decode()


def test_a_link_serves_once(client, address):
    client.post(address)
    assert Client().post(address).status_code == 410


def test_a_link_is_forgotten_after_a_quarter_of_an_hour(client, address):
    with clock.frozen(NOW + dt.timedelta(minutes=16)):
        assert client.post(address).status_code == 410


def test_an_invented_link_is_refused(client):
    assert client.post("/pt/conta/demo/abc/").status_code == 410


def test_nobody_else_has_one():
    user = people.account(email="pessoa@municipio.pt")
    with pytest.raises(actions.PeopleRefused):
        actions.demo_token(user=user, at=NOW)


def test_an_account_that_is_no_longer_of_the_demonstration_is_refused(client, address):
    User.objects.update(email="pessoa@municipio.pt")
    assert client.post(address).status_code == 410


def test_on_a_public_site_there_is_no_such_page(client, address, settings):
    settings.BASE_URL = urlsplit("https://rumo.example")
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
