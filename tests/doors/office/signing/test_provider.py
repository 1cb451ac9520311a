"""Signing in through a real identity provider, in a real browser: it lets in who has an account, and makes none."""

import pytest
from django.conf import settings as known

from rumo.ground.people.models import User
from tests.doors import identity
from tests.doors.office.signing.conftest import six, with_app
from tests.factories import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provider(live_server, settings):
    """The provider's address, on loopback, and the site set to use it."""
    with identity.running(f"{live_server.url}/conta/identidade/oidc/volta/") as address:
        settings.OIDC_SERVER = address
        app = {"provider_id": "oidc", "name": "Autarquia", "client_id": "rumo", "secret": identity.SECRET}
        app["settings"] = {"server_url": address}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield address


def through(open_page, provider, name, start="/pt/conta/entrar/"):
    """Go through the provider as one of its people; returns the page that follows."""
    page = open_page(start)
    page.get_by_role("button", name="Entrar com Autarquia").click()
    page.wait_for_url(f"{provider}/quem/*")
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()
    return page


def test_who_has_an_account_is_let_in_to_set_up_the_second_factor(open_page, provider):
    people.account(email="conhecida@exemplo.invalid")
    page = through(open_page, provider, "conhecida")
    assert page.get_by_role("heading", level=1).inner_text() == "Um segundo passo para a sua conta"
    assert User.objects.count() == 1


def test_the_second_factor_is_asked_and_the_way_is_kept(open_page, provider):
    user = people.person("national_coordinator", people.national())
    User.objects.filter(pk=user.pk).update(email="conhecida@exemplo.invalid")
    secret = with_app(user)
    page = through(open_page, provider, "conhecida", start="/pt/conta/entrar/?next=/pt/conta/")
    page.get_by_label("Código da aplicação").fill(six(secret))
    page.get_by_role("button", name="Continuar").click()
    assert page.get_by_role("heading", level=1).inner_text() == "A sua conta"


@pytest.mark.parametrize("name", ["por-verificar", "desconhecida"])
def test_nobody_else_is_let_in_and_no_account_is_made(open_page, provider, name):
    people.account(email="conhecida@exemplo.invalid")
    page = through(open_page, provider, name)
    assert page.get_by_role("heading", level=1).inner_text() == "Sem conta com este endereço"
    assert User.objects.count() == 1
    page.goto("/pt/gabinete/")
    assert page.get_by_role("heading", level=1).inner_text() == "Entrar"


def test_a_closed_account_stays_closed(open_page, provider):
    people.account(email="conhecida@exemplo.invalid", is_active=False)
    page = through(open_page, provider, "conhecida")
    assert page.get_by_role("heading", level=1).inner_text() == "Esta conta está fechada"


def test_an_answer_nobody_asked_for_lets_nobody_in(client, provider):
    answer = client.get("/conta/identidade/oidc/volta/?code=abc&state=def")
    assert (answer.status_code, "_auth_user_id" in client.session) == (401, False)


def test_without_a_provider_there_is_no_button(client, db):
    assert known.OIDC_SERVER == ""
    assert "Entrar com Autarquia" not in client.get("/pt/conta/entrar/").content.decode()
    assert client.get("/pt/conta/entrar/identidade/oidc/").status_code == 404
    assert client.get("/conta/identidade/oidc/volta/").status_code == 404
