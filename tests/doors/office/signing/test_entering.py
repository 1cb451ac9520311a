"""Signing in with a code by e-mail: who gets in, what others learn (nothing), how sessions begin and end."""

import datetime as dt
import re
import smtplib
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from rumo.doors.web import clock
from rumo.ground.people import actions as actions
from rumo.ground.people.models import User
from tests.doors.office.signing.conftest import CONFIRM, LOGIN, code_in, with_app
from tests.factories import people

pytestmark = pytest.mark.django_db
HOME = "/pt/gabinete/"


class Broken(EmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise smtplib.SMTPServerDisconnected("gone")

    def send_messages(self, messages):
        return self.open()


def test_a_code_by_mail_signs_in_and_leads_to_the_second_factor(client, person, entered):
    answer = entered(person.email)
    assert (answer.status_code, answer["Location"]) == (303, HOME)
    assert client.get(HOME)["Location"] == reverse("second_factor")
    assert client.get(reverse("second_factor")).status_code == 200


def test_the_letter_is_plain_and_in_the_person_s_language(client, person, mailoutbox):
    User.objects.filter(pk=person.pk).update(language="en")
    client.post(LOGIN, {"login": person.email.upper()})
    (letter,) = mailoutbox
    assert (letter.to, letter.alternatives, "\n" in letter.subject) == ([person.email], [], False)
    assert letter.subject.endswith(code_in(letter))


def test_who_was_on_the_way_somewhere_arrives_there(person, entered):
    with_app(person)
    answer = entered(person.email, following="?next=/pt/conta/")
    assert answer["Location"] == reverse("mfa_authenticate")


def test_a_wrong_code_is_422_and_the_third_ends_the_code(client, person, mailoutbox):
    client.post(LOGIN, {"login": person.email})
    wrong = [client.post(CONFIRM, {"code": "AAAA-AAAA"}).status_code for _ in range(3)]
    assert wrong == [422, 422, 303]
    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 303


def test_a_code_is_asked_again_twice(client, person, mailoutbox):
    client.post(LOGIN, {"login": person.email})
    for _ in range(3):
        client.post(CONFIRM, {"action": "resend"})
    assert len(mailoutbox) == 3
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[0])}).status_code == 422
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[2])})["Location"] == HOME


def test_a_closed_account_gets_no_letter(client, person, mailoutbox):
    actions.set_active(user=person, active=False, by="x", at=people.AT)
    client.post(LOGIN, {"login": person.email})
    assert mailoutbox == []


@pytest.mark.parametrize("address", ["", "nada", "a@b", "x" * 300 + "@exemplo.pt", "a\x00b@exemplo.pt"])
def test_an_address_that_is_none_is_said(client, address):
    answer = client.post(LOGIN, {"login": address})
    assert answer.status_code == 422
    assert 'href="#login"' in answer.content.decode()


def test_nobody_learns_whether_an_address_has_an_account(person, mailoutbox):
    """S15."""
    told = []
    for address in (person.email, "ninguem@exemplo.pt"):
        client = Client()
        asked = client.post(LOGIN, {"login": address})
        shown = client.get(asked["Location"])
        body = shown.content.decode().replace(address, "@").split("<form", 1)[0]
        wrong = [client.post(CONFIRM, {"code": "AAAA-AAAA"}).status_code for _ in range(3)]
        resent = client.post(LOGIN, {"login": address}).status_code
        told.append(
            (
                asked.status_code,
                asked["Location"],
                shown.status_code,
                body,
                wrong,
                resent,
                sorted(client.cookies),
            )
        )
    assert told[0] == told[1]
    assert {letter.to[0] for letter in mailoutbox} == {person.email}


def test_mail_that_is_down_is_said_in_one_line_for_everybody(client, person, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    answers = [client.post(LOGIN, {"login": address}) for address in (person.email, "ninguem@exemplo.pt")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert "O código não saiu" in answers[0].content.decode()


def test_mail_that_goes_down_before_the_second_code_is_said_too(client, person, settings):
    client.post(LOGIN, {"login": person.email})
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    assert client.post(CONFIRM, {"action": "resend"}).status_code == 503


def test_guessing_stops_at_nine_and_the_right_code_works_from_elsewhere(person, mailoutbox, entered):
    """S12: a thousand tries from one network are nine; the person signs in from another all the same."""
    real = 0
    for _ in range(1000 // 3):
        client = Client()
        if client.post(LOGIN, {"login": person.email}).status_code != 303:
            break
        real += sum(client.post(CONFIRM, {"code": "AAAA-AAAA"}).status_code in (422, 303) for _ in range(3))
    assert real == 9
    assert Client().post(LOGIN, {"login": person.email}).status_code == 422
    assert entered(person.email, client=Client(), REMOTE_ADDR="198.51.100.7")["Location"] == HOME


def test_an_address_header_from_outside_counts_for_nothing(person):
    asked = [
        Client().post(LOGIN, {"login": person.email}, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}").status_code
        for n in range(4)
    ]
    assert asked == [303, 303, 303, 422]


def test_a_town_hall_behind_one_address_signs_in(db):
    """S20: forty people in a minute."""
    users = [people.account() for _ in range(40)]
    assert {Client().post(LOGIN, {"login": user.email}).status_code for user in users} == {303}
    assert len(mail.outbox) == 40


def test_a_flood_is_slowed_with_a_page_that_says_so(client, db):
    codes = [client.post(LOGIN, {"login": f"a{n}@exemplo.pt"}).status_code for n in range(61)]
    assert codes[-1] == 429
    assert "Demasiados pedidos" in client.post(LOGIN, {"login": "a@exemplo.pt"}).content.decode()


def test_the_session_before_is_not_the_session_after(client, person, mailoutbox):
    """S16: fixation, rotation."""
    client.post(LOGIN, {"login": person.email})
    before = client.session.session_key
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_key_brought_from_outside_is_not_taken(client, person, entered, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    entered(person.email)
    assert client.session.session_key != "a" * 32


def test_signing_out_ends_the_session_on_the_server(client, person):
    people.signed_in(client, person)
    key = client.session.session_key
    asked = client.get(reverse("account_logout"))
    assert (asked.status_code, "Clear-Site-Data" in asked) == (200, False)
    assert Session.objects.filter(session_key=key).exists()
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer["Clear-Site-Data"]) == (303, '"storage"')
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get(HOME).status_code == 302


def test_twelve_hours_are_a_day_s_work_whatever_is_done_meanwhile(client, person):
    start = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)
    people.signed_in(client, person)
    for minutes in range(0, 12 * 60 + 1, 20):
        with clock.frozen(start + dt.timedelta(minutes=minutes)):
            assert client.get(HOME).status_code == 200
    with clock.frozen(start + dt.timedelta(hours=12, minutes=10)):
        assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("name", ["account", "mfa_activate_totp", "second_factor"])
def test_half_an_hour_s_rest_ends_it_on_the_account_s_pages_too(client, person, name):
    people.signed_in(client, person)
    start = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)
    with clock.frozen(start):
        assert client.get(reverse(name)).status_code == 200
    with clock.frozen(start + dt.timedelta(minutes=31)):
        assert client.get(reverse(name)).status_code == 302
    assert "_auth_user_id" not in client.session


FORMS = [
    LOGIN,
    CONFIRM,
    "/pt/conta/",
    "/pt/conta/sair/",
    "/pt/conta/outras-sessoes/",
    "/pt/conta/convite/abc/",
    "/pt/conta/demo/abc/",
    "/pt/conta/entrar/chave/",
    "/pt/conta/entrar/segundo-passo/",
    "/pt/conta/seguranca/aplicacao/",
    "/pt/conta/seguranca/chaves/nova/",
    "/pt/conta/seguranca/codigos/novos/",
]


@pytest.mark.parametrize("address", FORMS)
def test_a_form_without_its_proof_is_refused(person, address):
    """S9: no token, another site's, another session's."""
    client = people.signed_in(Client(enforce_csrf_checks=True), person)
    other = Client(enforce_csrf_checks=True)
    other.get(LOGIN)
    stolen = next(value.value for name, value in other.cookies.items() if name.endswith("csrf"))
    own = "b" * 32
    client.cookies["csrf"] = own
    refused = [
        client.post(address),
        client.post(address, {"csrfmiddlewaretoken": stolen}),
        client.post(address, {"csrfmiddlewaretoken": own}, HTTP_ORIGIN="https://mau.example"),
    ]
    assert [answer.status_code for answer in refused] == [403, 403, 403]


PAYLOADS = [
    f"{start}{end}"
    for start in ("//", "/\\", "\\\\", "///", "https:", "http://", "https://", "http:", "//\t", "/%09/", "\x01//", "javascript:")
    for end in ("mau.example", "mau.example/pt/", "mau.example@localhost", "localhost.mau.example", "mau.example\r\nSet-Cookie: a=b")
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_address_leads_off_the_site(client, person, entered, payload):
    """S10: sixty of them."""
    assert len(PAYLOADS) == 60
    inside = entered(person.email, following=f"?next={quote(payload)}")["Location"]
    outside = client.post(f"{reverse('account_logout')}?next={quote(payload)}")["Location"]
    for led in (inside, outside):
        assert re.match(r"/(?![/\\\s])[ -~]*$", led)
        assert urlsplit(urljoin("http://testserver/pt/", led)).netloc == "testserver"


def test_pages_of_signing_in_are_never_kept(client, db):
    answer = client.get(LOGIN)
    assert (answer["Cache-Control"], answer["X-Frame-Options"]) == ("no-store, private", "DENY")
    assert "publickey-credentials-get=(self)" in answer["Permissions-Policy"]
    assert "publickey-credentials-get=()" in client.get("/pt/acessibilidade/")["Permissions-Policy"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("account_signup", 200),
        ("account_inactive", 200),
        ("account_request_login_code", 302),
        ("account_email_verification_sent", 302),
        ("account_email", 302),
        ("mfa_index", 302),
        ("mfa_list_webauthn", 302),
        ("mfa_authenticate", 302),
        ("socialaccount_connections", 302),
        ("socialaccount_login_error", 401),
        ("socialaccount_login_cancelled", 200),
        ("socialaccount_signup", 302),
        ("account_reauthenticate", 302),
        ("mfa_reauthenticate", 302),
    ],
)
def test_every_other_address_of_the_library_answers(client, db, name, status):
    assert client.get(reverse(name)).status_code == status


@pytest.mark.parametrize("path", ["palavra-passe/", "password/reset/", "registo/", "entrar/identidade/oidc/"])
def test_there_is_no_other(client, db, path):
    assert client.get(f"/pt/conta/{path}").status_code == 404
