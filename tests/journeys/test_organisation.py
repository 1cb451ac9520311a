"""An organisation asks for an account, is verified, signs in and sends its position with an annex; everyone reads that it is verified."""

import datetime as dt
import re

import pytest
from django.core import mail

from rumo.doors.web import clock
from rumo.listen.contributions import models as m
from tests.factories import listening, people
from tests.journeys.office import heading, letter, quiet, sound, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, NAME = "geral@associacao.exemplo.invalid", "Associação do Bairro (exemplo)"


def asks(page, row):
    """From the page of positions: ask for an account."""
    page.goto(f"/pt/consultas/{row.slug}/posicao/")
    page.get_by_role("link", name="Pedir conta de organização").click()
    sound(page)
    page.get_by_label("Associação", exact=True).check()
    page.get_by_label("Nome da organização").fill(NAME)
    page.get_by_label("Quem faz o pedido").fill("Direção, exemplo")
    page.get_by_label("Correio eletrónico da organização").fill(EMAIL)
    page.get_by_label("O que mostra que fala pela organização").fill("O endereço está na nossa página.")
    page.get_by_role("button", name="Pedir a conta").click()
    assert heading(page) == "Confirmar o endereço"
    sound(page)


def confirms(page):
    """Write the code that the letter brought."""
    found = re.search(
        r"^    ([0-9A-Z]{4}-[0-9A-Z]{4})$", letter(EMAIL, "Código para a conta").body, re.MULTILINE
    )
    page.get_by_label("Código").fill(found[1])
    page.get_by_role("button", name="Confirmar").click()
    assert heading(page) == "O endereço está confirmado"
    sound(page)


def verifies(hands):
    """Somebody of the national team walks from the first page to the decision."""
    page = hands.page
    page.get_by_role("link", name="1 organização espera verificação.").click()
    sound(page)
    page.get_by_role("link", name=NAME).click()
    sound(page)
    page.get_by_role("button", name="É quem diz ser: verificar").click()
    assert told(page) == "Organização verificada. Escrevemos-lhe a dizer que já pode entrar."


def enters(page, row):
    """Sign in from the page of positions with the code of a letter; come back to it."""
    page.goto(f"/pt/consultas/{row.slug}/posicao/")
    page.get_by_role("link", name="Entrar", exact=True).click()
    page.get_by_label("correio eletrónico").fill(EMAIL)
    page.get_by_role("button", name="código").click()
    code = re.search(r"^    ([A-Z-]{9})$", mail.outbox[-1].body, re.MULTILINE)[1]
    page.get_by_label("Código").fill(code)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url("**/posicao/")


@pytest.mark.parametrize("width", [360, 1280])
def test_from_asking_to_a_verified_position(here, desk_of, open_page, tick, tmp_path, width):
    row = listening.consultation(at=clock.now() - dt.timedelta(days=10))
    page = open_page("/pt/", width=width)
    asks(page, row)
    tick()
    confirms(page)
    verifies(desk_of(people.person("national_analyst", people.national())))
    tick()
    assert f"{here}/pt/conta/entrar/" in letter(EMAIL, "A conta de").body
    enters(page, row)
    sound(page)
    annex = tmp_path / "posicao.txt"
    annex.write_text("Os nossos números (exemplo).", encoding="utf-8")
    page.get_by_label("A posição").fill("Faltam mediadores nas escolas.")
    page.get_by_label("Anexos").set_input_files(annex)
    page.get_by_label("Associação", exact=True).check()
    page.get_by_role("button", name="Enviar contributo").click()
    assert heading(page) == "Recebemos o seu contributo"
    sent = m.Contribution.objects.get()
    assert (sent.organisation.name, m.Attachment.objects.get().file.name) == (NAME, "posicao.txt")
    visitor = open_page(f"/pt/contributos/{sent.number}/", width=width)
    assert "organização verificada" in visitor.get_by_role("main").inner_text()
    sound(visitor)
    quiet(page)
