"""Sheets typed where there is no network: kept on the device, sent once when there is one, whatever happens between."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Draft, Passage
from tests.factories import listening, people
from tests.factories.people import BY
from tests.journeys.office import sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = ("Mais aulas de português.", "Um campo de jogos.")
COUNT, TOLD, LIST = "#kept [data-count]", "#kept [data-said]", "#kept [data-list]"
WAITING = "Folhas por enviar, guardadas neste aparelho: {}"
ROWS = """() => new Promise((done) => {
  const asked = indexedDB.open("sheets", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("sheets", { keyPath: "id" });
  asked.onsuccess = () => { const all = asked.result.transaction("sheets").objectStore("sheets").getAll(); all.onsuccess = () => { asked.result.close(); done(all.result.length); }; };
})"""


@pytest.fixture
def desk(here, desk_of):
    """A mediator at the page of sheets, which the device has kept."""
    asked = listening.consultation(at=clock.now() - dt.timedelta(days=10))
    pile = contributions.open_batch(consultation=asked, name="Folhas", channel="paper", by=BY, at=clock.now())
    mediator = people.person("mediator", people.national(), name="Mediação, exemplo")
    page = desk_of(
        mediator, f"/pt/gabinete/consultas/{asked.slug}/escrever/{pile.public_id}/folha/", width=360
    ).page
    said(page, "também funciona sem rede")
    return page


def said(page, words, where=TOLD):
    """Wait until the page says so."""
    page.locator(where, has_text=words).wait_for()


def typed(page, text):
    """Type a sheet."""
    page.select_option("#audience", "migrants")
    page.get_by_label("Não", exact=True).check()
    page.locator("#q-q4").fill(text)


def sheet(page, text, button="Guardar e escrever a seguinte"):
    """Type a sheet and press a button under it."""
    typed(page, text)
    page.get_by_role("button", name=button).click()


def two_sheets_without_network(page):
    page.context.set_offline(True)
    for number, text in enumerate(SAID, 1):
        sheet(page, text)
        said(page, WAITING.format(number), COUNT)
        assert page.locator("#q-q4").input_value() == ""


def sent_once(page, left=0):
    """Both sheets are on the server, once, and each gave its receipt; `left`: sheets still being typed."""
    page.locator(f"{LIST} .code").nth(1).wait_for()
    page.locator(COUNT).wait_for(state="hidden")
    assert sorted(Passage.objects.values_list("text", flat=True)) == sorted(SAID)
    assert Contribution.objects.count() == 2
    assert page.evaluate(ROWS) == left


def test_two_sheets_typed_without_network_are_sent_once(desk):
    two_sheets_without_network(desk)
    said(desk, "Sem rede. A folha ficou guardada neste aparelho")
    assert {error.rpartition(" ")[2] for error in desk.errors} == {"net::ERR_INTERNET_DISCONNECTED"}
    desk.errors.clear()
    sound(desk)
    desk.context.set_offline(False)
    sent_once(desk)
    assert {row.entered_by for row in Contribution.objects.all()} != {""}


def test_the_page_is_there_without_network_and_keeps_what_was_being_typed(desk):
    two_sheets_without_network(desk)
    typed(desk, "Meia frase")
    desk.wait_for_timeout(600)
    desk.reload()
    said(desk, WAITING.format(2), COUNT)
    assert desk.locator("#q-q4").input_value() == "Meia frase"
    desk.context.set_offline(False)
    sent_once(desk, left=1)
    desk.get_by_role("button", name="Guardar e escrever a seguinte").click()
    desk.locator(".slip").wait_for()
    assert Contribution.objects.count() == 3
    assert desk.locator("#q-q4").input_value() == ""


def test_a_server_that_fails_once_is_asked_again(desk):
    two_sheets_without_network(desk)
    failed = []

    def once(route):
        if route.request.method == "POST" and not failed:
            failed.append(route.request.url)
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    desk.route("**/folha/**", once)
    desk.context.set_offline(False)
    sent_once(desk)
    assert len(failed) == 1


def test_an_answer_that_was_lost_makes_nothing_twice(desk):
    two_sheets_without_network(desk)
    lost = []

    def once(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    desk.route("**/folha/**", once)
    desk.context.set_offline(False)
    sent_once(desk)
    assert lost == [201]


def test_a_session_that_ended_loses_nothing(desk):
    two_sheets_without_network(desk)
    Session.objects.all().delete()
    desk.context.set_offline(False)
    said(desk, "A sessão terminou")
    assert desk.locator(f"{TOLD} a").get_attribute("href").startswith("/pt/conta/entrar/?next=")
    assert (Contribution.objects.count(), desk.evaluate(ROWS)) == (0, 2)


def test_what_is_not_accepted_is_said_and_opened_to_be_mended(desk):
    desk.context.set_offline(True)
    desk.locator("#q-q4").fill("Sem o resto.")
    desk.get_by_role("button", name="Guardar e escrever a seguinte").click()
    said(desk, WAITING.format(1), COUNT)
    desk.context.set_offline(False)
    said(desk, "Uma folha não foi aceite e continua neste aparelho: Diga em que qualidade participa.", LIST)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Abrir para corrigir").click()
    expect(desk.locator("#q-q4")).to_have_value("Sem o resto.")
    sheet(desk, "Com o resto.")
    desk.locator(".slip").wait_for()
    assert list(Passage.objects.values_list("text", flat=True)) == ["Com o resto."]
    assert desk.evaluate(ROWS) == 0


def test_a_term_that_is_over_is_told_and_the_sheets_stay(desk):
    two_sheets_without_network(desk)
    over = '<div class="office"><h1>Não</h1><p>Já não se escreve nesta consulta.</p></div>'
    desk.route("**/folha/**", lambda route: route.fulfill(status=409, body=over, content_type="text/html"))
    desk.context.set_offline(False)
    said(desk, "Já não se escreve nesta consulta.")
    assert (Contribution.objects.count(), desk.evaluate(ROWS)) == (0, 2)


def test_an_unfinished_sheet_becomes_a_draft_on_the_server(desk):
    desk.context.set_offline(True)
    sheet(desk, "Meia", "Guardar e continuar depois")
    said(desk, WAITING.format(1), COUNT)
    desk.context.set_offline(False)
    said(desk, "Folha por acabar guardada no servidor", LIST)
    assert (Draft.objects.count(), Contribution.objects.count()) == (1, 0)
    desk.reload()
    assert desk.locator("#q-q4").input_value() == "Meia"


def test_the_device_forgets_when_told_and_when_one_signs_out(desk):
    two_sheets_without_network(desk)
    desk.on("dialog", lambda asked: asked.accept())
    desk.get_by_role("button", name="Apagar deste aparelho").click()
    said(desk, "Apagado deste aparelho")
    assert desk.evaluate(ROWS) == 0
    sheet(desk, SAID[0])
    said(desk, WAITING.format(1), COUNT)
    desk.route("**/folha/**", lambda route: route.fulfill(status=503, body=""))
    desk.context.set_offline(False)
    desk.get_by_role("link", name="Sair").click()
    with desk.expect_navigation():
        desk.locator("main form button").click()
    desk.goto("/pt/privacidade/")
    assert desk.evaluate(ROWS) == 0
    assert desk.evaluate("caches.keys()") == []
    assert desk.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert Contribution.objects.count() == 0
