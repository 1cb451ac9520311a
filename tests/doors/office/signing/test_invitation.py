"""An invitation: looked at without a trace, accepted once, never written in a journal."""

import datetime as dt
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from rumo.doors.office.signing.masking import Tokens
from rumo.doors.web import clock
from rumo.ground.ledger.models import Entry
from rumo.ground.outbox.models import Message
from rumo.ground.people import actions
from rumo.ground.people.models import Invitation, Membership, User
from tests.doors.office.signing.conftest import with_app
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def token(person):
    """The token of an invitation to be the country's auditor."""
    actions.invite(
        entity=people.national(), role="auditor", email="nova@exemplo.pt", name="Pessoa nova", language="pt",
        by=person.public_id, inviter=person.name, at=NOW,
    )  # fmt: skip
    return Message.objects.get().payload["token"]


@pytest.fixture(autouse=True)
def at_noon():
    """The day of the invitation."""
    with clock.frozen(NOW):
        yield


def address(token):
    return reverse("invitation", args=[token])


def test_looking_says_who_invites_to_what_until_when_and_writes_nothing(client, token, person):
    before = (Entry.objects.count(), User.objects.count(), Invitation.objects.get().accepted_at)
    answer = client.get(address(token))
    page = re.sub(r"<[^>]+>", "", answer.content.decode())
    for words in (
        person.name,
        "Auditoria",
        "Instituto nacional (exemplo)",
        "não muda nada",
        "4 de dezembro de 2026",
    ):
        assert words in page
    assert (Entry.objects.count(), User.objects.count(), Invitation.objects.get().accepted_at) == before
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("strict-origin", "no-store, private")


def test_accepting_makes_the_account_signs_in_and_leads_to_the_second_factor(client, token):
    answer = client.post(address(token), {"name": "Pessoa  nova"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("second_factor"))
    user = User.objects.get(email="nova@exemplo.pt")
    assert (user.name, client.session["_auth_user_id"]) == ("Pessoa nova", str(user.pk))
    assert Membership.objects.get(user=user).role == "auditor"
    assert client.get(address(token)).status_code == 404
    assert client.post(address(token)).status_code == 404


@pytest.mark.parametrize("name", [" ", "x" * 201, "a\x00b"])
def test_a_name_is_needed(client, token, name):
    assert client.post(address(token), {"name": name}).status_code == 422
    assert not User.objects.filter(email="nova@exemplo.pt").exists()


def test_out_of_date_and_invented_tokens_read_the_same(client, token):
    with clock.frozen(NOW + dt.timedelta(days=15)):
        late, wrong = client.get(address(token)), client.get(address("a" * 32))
    assert (late.status_code, wrong.status_code) == (404, 404)
    assert late.content.decode().replace(token, "") == wrong.content.decode().replace("a" * 32, "")


def test_who_is_signed_in_as_somebody_else_is_told(client, token, person):
    people.signed_in(client, person)
    assert "Entrou como" in client.get(address(token)).content.decode()
    assert client.post(address(token), {"name": "x"}).status_code == 409
    assert Invitation.objects.get().accepted_at is None


def test_who_is_signed_in_as_the_guest_goes_to_work(client, token):
    user = people.account(email="nova@exemplo.pt")
    people.signed_in(client, user)
    assert client.post(address(token))["Location"] == reverse("office:home")


def test_a_guest_with_a_second_factor_proves_it_first(client, token):
    with_app(people.account(email="nova@exemplo.pt"))
    assert client.post(address(token))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_told_why(client, token):
    people.account(email="nova@exemplo.pt", is_active=False)
    answer = client.post(address(token))
    assert (answer.status_code, "está fechada" in answer.content.decode()) == (410, True)


def test_tokens_are_blotted_out_of_the_journal(token, caplog):
    caplog.handler.addFilter(Tokens())
    with caplog.at_level(logging.WARNING):
        Client().get(address("segredo-que-ninguem-le"))
        Client(enforce_csrf_checks=True).post(address("segredo-que-ninguem-le"))
    assert "segredo" not in caplog.text
    assert "/pt/conta/convite/…" in caplog.text


def test_what_holds_no_token_stays_as_it_is():
    record = logging.LogRecord("a", 30, "a.py", 1, "read %s", ("/pt/conta/entrar/",), None)
    assert Tokens().filter(record)
    assert (record.msg, record.args) == ("read %s", ("/pt/conta/entrar/",))
