"""The pages of the team: who sees whom, invites, stands in, hands over and ends."""

import datetime as dt

import pytest
from django.urls import reverse

from rumo.ground.outbox.models import Message
from rumo.ground.people import models as m
from rumo.ground.people.queries import who_is
from tests.factories import people as make
from tests.factories import territory
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
GOOD = {
    "email": "nova@exemplo.invalid",
    "name": "Relato municipal, exemplo",
    "role": "municipal_reporter",
    "language": "pt",
}


@pytest.fixture
def town(db):
    territory.load()
    return make.municipality("1106")


@pytest.fixture
def coordinator(client, town):
    user = make.person("municipal_coordinator", town, "Coordenação municipal, exemplo")
    make.signed_in(client, user)
    return user


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def said(answer):
    return answer.content.decode()


def test_a_team_sees_its_own_body_and_the_country_looks_for_any(client, coordinator, town):
    page = said(client.get(at("team")))
    assert town.name in page
    assert 'name="q"' not in page
    make.signed_in(client, make.person("national_coordinator", make.national()))
    assert town.name in said(client.get(at("team"), {"q": "lisboa"}))
    assert "Nenhuma entidade" in said(client.get(at("team"), {"q": "não há"}))


def test_a_body_shows_its_people_invitations_and_substitutions(
    client, coordinator, town, django_assert_max_num_queries
):
    make.person("municipal_reporter", town, "Relato, exemplo")
    client.post(at("invite", town.public_id), GOOD)
    with django_assert_max_num_queries(12):
        page = said(client.get(at("entity", town.public_id)))
    for words in ("Coordenação municipal, exemplo", "Relato, exemplo", "nova@exemplo.invalid"):
        assert words in page


def test_an_invitation_is_sent_from_the_page(client, coordinator, town):
    answer = client.post(at("invite", town.public_id), GOOD)
    assert (answer.status_code, answer["Location"]) == (302, at("entity", town.public_id))
    assert [letter.to for letter in Message.objects.all()] == ["nova@exemplo.invalid"]
    assert "Convite enviado para nova@exemplo.invalid." in said(client.get(answer["Location"]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "x"}, "Escreva um endereço de correio"),
        ({"name": ""}, "Escreva o nome ou a função da pessoa."),
        ({"name": "x" * 201}, "O nome tem mais de 200 carateres"),
        ({"role": "auditor"}, "Escolha a função."),
        ({"role": ""}, "Escolha a função."),
    ],
)
def test_a_wrong_invitation_keeps_what_was_written(client, coordinator, town, change, words):
    answer = client.post(at("invite", town.public_id), {**GOOD, **change})
    assert answer.status_code == 422
    assert words in said(answer)
    assert {**GOOD, **change}["email"] in said(answer)
    assert not m.Invitation.objects.exists()


def test_nobody_invites_themselves_or_twice(client, coordinator, town):
    answer = client.post(at("invite", town.public_id), {**GOOD, "email": coordinator.email.upper()})
    assert "Ninguém se convida a si" in said(answer)
    other = make.person("municipal_reporter", town)
    answer = client.post(at("invite", town.public_id), {**GOOD, "email": other.email, "language": "xx"})
    assert (answer.status_code, "já tem esta função" in said(answer)) == (422, True)


def test_the_invitation_form_offers_the_roles_of_the_body(client, coordinator, town):
    page = said(client.get(at("invite", town.public_id)))
    assert page.count('name="role"') == 6
    assert client.get(at("invite", make.national().public_id)).status_code == 404


def test_an_invitation_is_taken_back_once(client, coordinator, town):
    client.post(at("invite", town.public_id), GOOD)
    row = m.Invitation.objects.get()
    for words in ("Convite retirado.", "Este convite já não está em aberto."):
        answer = client.post(at("invitation-cancel", row.public_id), follow=True)
        assert words in said(answer)


def test_a_partner_body_is_added_and_invited_to(client, coordinator):
    new = at("entity-new")
    assert client.get(new).status_code == 200
    assert client.post(new, {"kind": "national", "name": "x"}).status_code == 422
    assert client.post(new, {"kind": "association", "name": ""}).status_code == 422
    assert client.post(new, {"kind": "association", "name": "x" * 301}).status_code == 422
    answer = client.post(new, {"kind": "association", "name": "Associação (exemplo)"})
    body = m.Entity.objects.get(kind="association")
    assert answer["Location"] == at("invite", body.public_id)
    answer = client.post(answer["Location"], {**GOOD, "role": "partner_reporter"})
    assert answer.status_code == 302
    page = said(client.get(at("entity", body.public_id)))
    assert "Ainda ninguém." in page  # its people are its own affair


def test_who_reports_adds_no_body(client, town):
    make.signed_in(client, make.person("municipal_reporter", town))
    assert client.get(at("entity-new")).status_code == 404


@pytest.fixture
def membership(coordinator, town):
    user = make.person("municipal_reporter", town, "Relato, exemplo")
    return m.Membership.objects.get(user=user)


def test_a_role_has_its_page(client, membership, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = said(client.get(at("membership", membership.public_id)))
    assert "Relata o que foi feito em cada medida do município" in page


def test_a_role_is_ended_when_confirmed(client, membership, town):
    end = at("membership-end", membership.public_id)
    answer = client.post(end)
    assert (answer.status_code, "Confirme que quer terminar esta função." in said(answer)) == (422, True)
    assert client.post(end, {"sure": "yes"})["Location"] == at("entity", town.public_id)
    assert client.post(end, {"sure": "yes"}).status_code == 404
    assert m.Membership.objects.get(pk=membership.pk).revoked_at is not None


def test_ending_ones_own_role_leads_home(client, coordinator):
    own = m.Membership.objects.get(user=coordinator)
    answer = client.post(at("membership-end", own.public_id), {"sure": "yes"})
    assert answer["Location"] == at("home")


def test_a_substitution_is_arranged_and_ended(client, coordinator, membership, town):
    url = at("substitute", membership.public_id)
    days = {"starts_on": "2026-08-01", "ends_on": "2026-08-15"}
    wrong = client.post(url, {**days, "substitute": "ninguém", "starts_on": "agosto"})
    assert (wrong.status_code, "Escolha uma pessoa da equipa." in said(wrong)) == (422, True)
    assert "Escreva o dia, por exemplo 2026-08-01." in said(wrong)
    backwards = client.post(
        url, {"substitute": coordinator.public_id, "starts_on": "2026-08-15", "ends_on": "2026-08-01"}
    )
    assert (backwards.status_code, "2026-08-15" in said(backwards)) == (422, True)
    assert client.post(url, {**days, "substitute": coordinator.public_id}).status_code == 302
    row = m.Substitution.objects.get()
    assert who_is(coordinator, on=dt.date(2026, 8, 15)).has("municipal_reporter")
    end = at("substitution-end", row.public_id)
    assert client.post(end)["Location"] == at("entity", town.public_id)
    assert not who_is(coordinator, on=dt.date(2026, 8, 15)).has("municipal_reporter")


def test_a_role_is_handed_over(client, coordinator, membership):
    url = at("hand-over", membership.public_id)
    assert client.post(url, {"to": membership.user.public_id}).status_code == 422
    assert client.post(url, {"to": coordinator.public_id}).status_code == 302
    assert who_is(coordinator, on=AT.date()).has("municipal_reporter")


def test_other_bodies_are_not_found(client, coordinator):
    porto = make.municipality("1312")
    theirs = m.Membership.objects.get(user=make.person("municipal_reporter", porto))
    make.signed_in(client, coordinator)
    assert client.get(at("entity", porto.public_id)).status_code == 404
    assert client.get(at("membership", theirs.public_id)).status_code == 404
    for name in ("membership-end", "substitute", "hand-over"):
        assert client.post(at(name, theirs.public_id), {"sure": "yes"}).status_code == 404
    assert m.Membership.objects.get(pk=theirs.pk).revoked_at is None


def test_foreign_invitations_and_substitutions_are_not_found(client, coordinator):
    porto = make.municipality("1312")
    chief = make.person("municipal_coordinator", porto)
    make.signed_in(client, chief)
    client.post(at("invite", porto.public_id), GOOD)
    theirs = m.Membership.objects.get(user=chief)
    day = dt.date(2026, 8, 1)
    row = m.Substitution.objects.create(
        membership=theirs, substitute=coordinator, starts_on=day, ends_on=day, made_by=BY, made_at=AT
    )
    make.signed_in(client, coordinator)
    assert client.post(at("invitation-cancel", m.Invitation.objects.get().public_id)).status_code == 404
    assert client.post(at("substitution-end", row.public_id)).status_code == 404
