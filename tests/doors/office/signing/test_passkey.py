"""Passkeys in a real browser, with a virtual authenticator: set up, signed in with, asked again."""

import pytest
from allauth.mfa.models import Authenticator

from tests.doors.office.signing.conftest import code_in, with_app
from tests.factories import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(open_page, live_server, mailoutbox):
    """A page of the live site in a browser that has a key of its own (WebAuthn wants a name, so the host is localhost)."""
    page = open_page("/pt/conta/entrar/")
    assert live_server.url.startswith("http://localhost")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def enter(page, email, mailoutbox):
    """Sign in with the code of the letter."""
    page.get_by_label("Correio eletrónico").fill(email)
    page.get_by_role("button", name="Enviar código").click()
    page.get_by_label("Código", exact=True).fill(code_in(mailoutbox[-1]))
    page.get_by_role("button", name="Entrar", exact=True).click()


def test_a_passkey_is_made_and_signs_in_alone(desk, mailoutbox):
    user = people.person("national_coordinator", people.national())
    enter(desk, user.email, mailoutbox)
    desk.get_by_role("link", name="Criar chave de acesso").click()
    desk.get_by_label("Nome desta chave").fill("Portátil do serviço")
    desk.get_by_role("button", name="Criar a chave").click()
    desk.wait_for_url("**/seguranca/codigos/")
    assert desk.locator(".codes code").count() == 10
    desk.get_by_role("link", name="Já os guardei").click()
    assert desk.get_by_role("heading", level=1).inner_text() == "Hoje"
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Portátil do serviço"

    desk.goto("/pt/conta/")
    desk.get_by_role("button", name="Sair").click()
    desk.wait_for_url("**/conta/entrar/")
    sent = len(mailoutbox)
    desk.get_by_role("button", name="Entrar com chave de acesso").click()
    desk.wait_for_url("**/gabinete/")
    assert desk.get_by_role("heading", level=1).inner_text() == "Hoje"
    assert (len(mailoutbox), desk.errors, desk.foreign) == (sent, [], [])


def test_a_passkey_is_the_second_step_after_a_code_and_is_asked_before_changes(desk, mailoutbox):
    user = people.person("national_coordinator", people.national())
    enter(desk, user.email, mailoutbox)
    desk.get_by_role("link", name="Criar chave de acesso").click()
    desk.get_by_role("button", name="Criar a chave").click()
    desk.wait_for_url("**/seguranca/codigos/")
    desk.goto("/pt/conta/sair/")
    desk.get_by_role("button", name="Sair").click()
    enter(desk, user.email, mailoutbox)
    desk.get_by_role("button", name="Usar chave de acesso").click()
    desk.wait_for_url("**/gabinete/")
    desk.goto("/pt/conta/seguranca/aplicacao/")
    desk.get_by_role("link", name="Confirmar com chave de acesso").click()
    desk.get_by_role("button", name="Usar chave de acesso").click()
    desk.wait_for_url("**/seguranca/aplicacao/")
    assert desk.get_by_role("heading", level=1).inner_text() == "Ligar a aplicação de códigos"


def test_a_browser_without_the_key_says_so_and_the_other_way_stays(open_page, mailoutbox):
    page = open_page("/pt/conta/entrar/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')); }")
    page.get_by_role("button", name="Entrar com chave de acesso").click()
    page.get_by_text("A chave de acesso não respondeu").wait_for()
    user = people.person("national_coordinator", people.national())
    with_app(user)
    enter(page, user.email, mailoutbox)
    assert page.get_by_role("heading", level=1).inner_text() == "Segundo passo"


def test_without_script_there_is_no_dead_button(open_page):
    page = open_page("/pt/conta/entrar/", script=False)
    assert page.get_by_role("button", name="Entrar com chave de acesso").count() == 0
    assert page.get_by_role("button", name="Enviar código").is_visible()
