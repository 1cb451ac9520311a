"""Pages of signing in, looked at in a real browser: nothing for axe to find, nothing wider than the screen, nothing refused."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.ground.outbox.models import Message
from rumo.ground.people import actions
from tests.doors.office.signing.conftest import code_in, six, with_app
from tests.factories import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def clean(page, width):
    """Nothing to find on the page as it is."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (page.errors, page.foreign) == ([], [])


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_from_the_sign_in_page_to_the_account(open_page, mailoutbox, width):
    user = people.person("national_coordinator", people.national())
    page = open_page("/pt/conta/entrar/", width=width)
    clean(page, width)
    page.get_by_label("Correio eletrónico").fill(user.email)
    page.keyboard.press("Enter")
    page.get_by_label("Código", exact=True).wait_for()
    clean(page, width)
    page.get_by_label("Código", exact=True).fill(code_in(mailoutbox[-1]).lower())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Um segundo passo").wait_for()
    clean(page, width)
    page.get_by_role("link", name="Criar chave de acesso").click()
    clean(page, width)
    page.goto("/pt/conta/seguranca/aplicacao/")
    clean(page, width)
    page.get_by_label("Seis algarismos").fill(six(page.locator(".secret").inner_text()))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Códigos de recuperação").wait_for()
    clean(page, width)
    for path in ("", "sair/", "seguranca/codigos/", "seguranca/codigos/novos/", "seguranca/aplicacao/tirar/"):
        page.goto(f"/pt/conta/{path}")
        clean(page, width)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_second_step_and_confirming(open_page, mailoutbox, width):
    user = people.person("national_coordinator", people.national())
    secret = with_app(user)
    page = open_page("/pt/conta/entrar/", width=width)
    page.get_by_label("Correio eletrónico").fill(user.email)
    page.keyboard.press("Enter")
    page.get_by_label("Código", exact=True).wait_for()
    page.get_by_label("Código", exact=True).fill(code_in(mailoutbox[-1]))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Segundo passo").wait_for()
    clean(page, width)
    page.get_by_label("Código da aplicação").fill(six(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hoje", exact=True).wait_for()
    page.goto("/pt/conta/seguranca/codigos/novos/")
    page.get_by_role("heading", name="Confirme que é a mesma pessoa").wait_for()
    clean(page, width)


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_an_invitation_is_accepted_through_its_page(open_page, width):
    actions.invite(
        entity=people.national(), role="auditor", email="nova@exemplo.invalid", name="", language="pt",
        by="x", inviter="Coordenação nacional, exemplo", at=people.AT.replace(year=2100),
    )  # fmt: skip
    path = f"/pt/conta/convite/{Message.objects.get().payload['token']}/"
    page = open_page(path, width=width)
    clean(page, width)
    page.get_by_label("O seu nome").fill("Auditoria, exemplo")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Um segundo passo").wait_for()
    page.errors.clear()
    page.goto(path)
    page.errors.clear()  # the browser says that 404 is one
    clean(page, width)


def test_wrong_codes_are_said_without_losing_the_place(open_page, mailoutbox):
    user = people.person("national_coordinator", people.national())
    page = open_page("/pt/conta/entrar/", width=320, script=False)
    page.get_by_label("Correio eletrónico").fill(user.email)
    page.get_by_role("button", name="Enviar código").click()
    page.get_by_label("Código", exact=True).fill("AAAA-AAAA")
    page.get_by_role("button", name="Entrar", exact=True).click()
    assert page.get_by_role("alert").get_by_role("link").get_attribute("href") == "#code"
    assert page.get_by_text("Este código não está certo").count() == 2
