"""The second factor: an app's codes and recovery codes, set up once, asked at each sign-in, never taken below one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse

from tests.doors.office.signing.conftest import six, with_app

pytestmark = pytest.mark.django_db
HOME = "/pt/gabinete/"
PROVE = "/pt/conta/entrar/segundo-passo/"


def enrol(client):
    """Set up an app on the page; returns its secret and the answer."""
    shown = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret" dir="ltr">([A-Z2-7]+)<', shown).group(1)
    return secret, client.post(reverse("mfa_activate_totp"), {"code": six(secret)})


def test_an_app_is_set_up_and_its_recovery_codes_are_shown_once(client, person, entered):
    entered(person.email)
    before = client.session.session_key
    secret, answer = enrol(client)
    assert (answer.status_code, answer["Location"]) == (303, reverse("mfa_view_recovery_codes"))
    assert client.session.session_key != before
    first = client.get(answer["Location"]).content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code>", first)) == 10
    assert client.get(HOME).status_code == 200
    kept = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in kept


def test_codes_are_shown_once_and_new_ones_made_after_the_second_factor(client, person, entered):
    entered(person.email)
    secret, answer = enrol(client)
    client.get(answer["Location"])
    shown = client.get(answer["Location"]).content.decode()
    assert ("<code>" in shown, "Fazer códigos novos" in shown) == (False, True)
    client.post(reverse("account_logout"))
    entered(person.email)
    client.post(PROVE, {"code": six(secret, ago=1)})
    asked = client.get(reverse("mfa_generate_recovery_codes"))
    assert (asked.status_code, asked["Location"].split("?")[0]) == (302, reverse("mfa_reauthenticate"))
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(asked["Location"], {"code": "000"}).status_code == 422
    back = client.post(asked["Location"], {"code": six(secret, ago=-1)})
    assert back["Location"] == reverse("mfa_generate_recovery_codes")
    assert client.get(back["Location"]).status_code == 200
    assert client.post(back["Location"])["Location"] == reverse("mfa_view_recovery_codes")


def test_a_wrong_first_code_sets_nothing_up(client, person, entered):
    entered(person.email)
    client.get(reverse("mfa_activate_totp"))
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert (answer.status_code, Authenticator.objects.count()) == (422, 0)


def test_who_has_an_app_is_asked_at_each_sign_in(client, person, entered):
    secret = with_app(person)
    assert entered(person.email)["Location"] == PROVE
    assert client.get(HOME).status_code == 302
    assert client.get(PROVE).status_code == 200
    assert client.post(PROVE, {"code": "abc"}).status_code == 422
    assert client.post(PROVE, {"code": six(secret)})["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_a_code_of_the_app_serves_once(client, person, entered):
    secret = with_app(person)
    code = six(secret)
    entered(person.email)
    client.post(PROVE, {"code": code})
    other = Client()
    entered(person.email, client=other)
    assert other.post(PROVE, {"code": code}).status_code == 422


def test_a_recovery_code_stands_in_once(client, person, entered):
    with_app(person)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    entered(person.email)
    assert client.post(PROVE, {"code": code})["Location"] == HOME
    other = Client()
    entered(person.email, client=other)
    assert other.post(PROVE, {"code": code}).status_code == 422


def test_guessing_stops_at_ten_and_the_person_gets_in_from_elsewhere(client, person, entered):
    """S12: of a thousand guesses at the app's code ten are looked at, and nobody else is locked out."""
    secret = with_app(person)
    entered(person.email)
    said = [client.post(PROVE, {"code": "abcdef"}).content.decode() for _ in range(1000 // 20)]
    assert sum("não está certo" in one for one in said) == 10
    assert "Foram tentativas a mais" in client.post(PROVE, {"code": six(secret)}).content.decode()
    other = Client()
    entered(person.email, client=other, REMOTE_ADDR="198.51.100.7")
    assert other.post(PROVE, {"code": six(secret)}, REMOTE_ADDR="198.51.100.7")["Location"] == HOME


def test_the_only_second_factor_cannot_be_taken(client, person, entered):
    secret = with_app(person)
    entered(person.email)
    client.post(PROVE, {"code": six(secret)})
    asked = client.get(reverse("mfa_deactivate_totp"))
    client.post(asked["Location"], {"code": six(secret, ago=1)})
    page = client.get(reverse("mfa_deactivate_totp"))
    assert "É o seu único segundo passo" in page.content.decode()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 422
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_key_that_is_the_only_one_stays_and_another_s_key_is_nobody_s(client, person, entered):
    secret = with_app(person)
    key = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Portátil", "credential": {}}
    )
    entered(person.email)
    client.post(PROVE, {"code": six(secret)})
    address = reverse("mfa_remove_webauthn", args=[key.pk])
    assert client.get(address).status_code == 302
    client.post(reverse("mfa_reauthenticate"), {"code": six(secret, ago=1)})
    Authenticator.objects.filter(type="totp").delete()
    assert (client.get(address).status_code, client.post(address).status_code) == (409, 409)
    with_app(person)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303
    assert client.get(address).status_code == 404


def test_who_has_one_is_not_led_to_set_it_up(client, person, entered):
    secret = with_app(person)
    entered(person.email)
    client.post(PROVE, {"code": six(secret)})
    assert client.get(reverse("second_factor"))["Location"] == HOME


def test_a_session_without_the_second_factor_changes_nothing_of_it(client, person, entered):
    with_app(person)
    entered(person.email)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "account"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
