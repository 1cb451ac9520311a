"""While somebody writes, their browser finds a proof; it takes them past a busy minute, and the page that asks to wait sends by itself once."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from rumo.doors.web import clock
from rumo.listen.contributions import models as m
from rumo.science import work
from tests.factories import listening
from tests.journeys.office import sound

pytestmark = pytest.mark.django_db(transaction=True)
PATH = f"/pt/consultas/{listening.SLUG}/propostas/"


@pytest.fixture(autouse=True)
def busy(monkeypatch, settings):
    """A consultation that is open, and an address from which one form a minute may be sent; the clock stands."""
    listening.consultation()
    monkeypatch.setattr(clock, "now", lambda: listening.OPEN)
    settings.SENDS_A_MINUTE = 1
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def write(page, text):
    page.goto(PATH)
    page.locator("#texto").fill(text)
    page.locator("#audience-1").check()


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Enviar contributo").press("Enter")


def test_a_proof_is_found_while_somebody_writes(open_page, settings):
    page = open_page(PATH, width=360)
    assert page.locator("input[name=prova]").input_value() == ""
    for text in ("A primeira.", "A segunda."):
        write(page, text)
        expect(page.locator("input[name=prova]")).to_have_value(re.compile(r"\d"), timeout=30_000)
        token, proof = (page.locator(f"input[name={name}]").input_value() for name in ("token", "prova"))
        assert work.holds(token, proof, bits=settings.PROOF_BITS)
        send(page)
    assert (m.Contribution.objects.count(), page.errors, page.foreign) == (2, [], [])


def test_a_form_sent_too_early_is_sent_again_by_the_page_that_asks_to_wait(open_page, settings):
    settings.PROOF_BITS = 12
    page = open_page(PATH)
    write(page, "A primeira.")
    send(page)
    write(page, "A segunda.")
    page.locator("input[name=prova]").evaluate("field => field.form.elements.prova.remove()")
    page.get_by_role("button", name="Enviar contributo").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recebemos o seu contributo")
    assert m.Contribution.objects.count() == 2


def test_without_script_the_page_that_asks_to_wait_holds_everything(open_page, monkeypatch):
    page = open_page(PATH, width=320, script=False)
    for text in ("A primeira.", "A segunda."):
        write(page, text)
        send(page)
    monkeypatch.setattr(clock, "now", lambda: listening.OPEN.replace(minute=1))
    with page.expect_navigation():
        page.get_by_role("button", name="Enviar de novo").press("Enter")
    assert sorted(m.Passage.objects.values_list("text", flat=True)) == ["A primeira.", "A segunda."]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_that_asks_to_wait_is_sound(open_page, settings, width):
    settings.SENDS_A_MINUTE = 0
    page = open_page(PATH, width=width)
    write(page, "A primeira.")
    page.locator("input[name=prova]").evaluate("field => { field.value = '1'; }")  # one that does not hold
    send(page)
    page.errors.clear()  # the browser says that 429 is one
    sound(page)
