"""One's own account: name, language, roles, sessions."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from rumo.doors.web import clock
from rumo.ground.ledger.models import Detail
from rumo.ground.people import actions
from rumo.ground.people.models import Membership, User
from tests.factories import people

pytestmark = pytest.mark.django_db
ACCOUNT = "/pt/conta/"
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def test_name_and_language_change_and_the_change_is_said(client, person):
    people.signed_in(client, person)
    answer = client.post(ACCOUNT, {"name": " Outra  pessoa ", "language": "en"})
    assert (answer.status_code, answer["Location"]) == (303, "/en/conta/")
    person.refresh_from_db()
    assert (person.name, person.language) == ("Outra pessoa", "en")
    assert Detail.objects.filter(verb="people.rename").count() == 1
    assert 'class="notice' in client.get("/en/conta/").content.decode()


@pytest.mark.parametrize(
    ("name", "language", "field"),
    [("", "pt", "name"), ("x" * 201, "pt", "name"), ("a\u202eb", "pt", "name"), ("A", "xx", "language")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, person, name, language, field):
    people.signed_in(client, person)
    answer = client.post(ACCOUNT, {"name": name, "language": language})
    assert (answer.status_code, f'href="#{field}"' in answer.content.decode()) == (422, True)
    person.refresh_from_db()
    assert person.language == "pt"


def test_roles_are_read_with_what_they_do_and_whose_place_is_taken(client, person):
    away = people.person("auditor", people.national(), name="Auditoria, exemplo")
    actions.substitute(
        membership=Membership.objects.get(user=away), substitute=person, by="x", at=people.AT,
        starts_on=NOW.date(), ends_on=NOW.date() + dt.timedelta(days=9),
    )  # fmt: skip
    people.signed_in(client, person)
    with clock.frozen(NOW):
        page = client.get(ACCOUNT).content.decode()
    for words in (
        "Coordenação nacional",
        "Vê todos os planos, aprova",
        "Vê tudo, incluindo",
        "Auditoria, exemplo",
    ):
        assert words in page


def test_queries_stay_few(client, person, django_assert_max_num_queries):
    people.signed_in(client, person)
    client.get(ACCOUNT)
    with django_assert_max_num_queries(12):
        client.get(ACCOUNT)


def test_other_sessions_end_and_this_one_goes_on(client, person):
    other = people.signed_in(Client(), person)
    people.signed_in(client, person)
    assert client.post(reverse("end_other_sessions")).status_code == 303
    assert (client.get(ACCOUNT).status_code, other.get(ACCOUNT).status_code) == (200, 302)
    assert Detail.objects.filter(verb="people.end_sessions", by=person.public_id).count() == 1


def test_nothing_is_ended_by_looking(client, person):
    people.signed_in(client, person)
    assert client.get(reverse("end_other_sessions")).status_code == 405


def test_a_closed_account_s_session_is_over(client, person):
    people.signed_in(client, person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(ACCOUNT).status_code == 302


def test_a_person_without_role_is_told_whom_to_ask(client, db):
    people.signed_in(client, people.account())
    assert "nenhuma função" in client.get(ACCOUNT).content.decode()
