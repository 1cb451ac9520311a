"""The pages of a conference in a browser: nothing for axe to find, nothing beyond the edge, no script that is needed, in two directions."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.doors.web import clock
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from tests.browser import follow
from tests.doors.office.hands import reach
from tests.doors.web.test_browser import RULES
from tests.factories import conferences as make
from tests.factories.conferences import AT, BY

pytestmark = pytest.mark.browser
BASE = "encontros/conferencia-exemplo/"
HOW = [("pt", 320, "light"), ("ar", 360, "dark"), ("pt", 1280, "light")]


@pytest.fixture
def row(transactional_db, monkeypatch):
    """A conference with all that its pages show; the server's clock stands while its call is open."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    found = make.public()
    there = make.room(found, "Sala " + "x" * 60)
    call = make.call(found)
    one = make.accepted(call, title="Título comprido " + "y" * 80)
    make.slot(found, there, 0, abstract=one, chairs=[make.speaker(found, "Moderadora, exemplo")])
    make.slot(found, there, 60, kind="break", title="Pausa")
    gone = make.slot(found, there, 120, title="Cancelada")
    conferences.drop_slot(slot=gone, by=BY, at=AT)
    slot = m.Slot.objects.order_by("pk").first()
    asked = conferences.ask(slot=slot, text="Quanto custa?", language="pt", token="q", at=AT)
    conferences.moderate(question=asked, state="shown", by=BY, at=AT)
    conferences.poll(slot=slot, text="Concorda?", options=["Sim", "Não"], language="pt", by=BY, at=AT)
    return found


def sound(page, width):
    """Fail for what axe finds, and for a page wider than the screen."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("lang", "width", "scheme"), HOW)
def test_axe_finds_nothing_on_the_pages_everybody_reads(row, open_page, lang, width, scheme):
    talk = m.Slot.objects.get(title="Uma comunicação (exemplo)").number
    page = open_page(f"/{lang}/{BASE}programa/", width=width, scheme=scheme)
    for path in ("programa/", f"programa/{talk}/", "atas/"):
        page.goto(f"/{lang}/{BASE}{path}")
        sound(page, width)
        assert page.context.cookies() == []
        assert page.query_selector_all("script") == []


@pytest.mark.parametrize(("lang", "width", "scheme"), HOW)
def test_axe_finds_nothing_on_the_forms(row, open_page, lang, width, scheme):
    talk = m.Slot.objects.get(title="Uma comunicação (exemplo)").number
    page = open_page(f"/{lang}/{BASE}chamada/", width=width, scheme=scheme)
    sound(page, width)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").press("Enter")
    sound(page, width)  # with all that is wrong
    page.goto(f"/{lang}/{BASE}programa/{talk}/perguntas/")
    sound(page, width)


def typed(page, name, text):
    reach(page, f"[name='{name}']")
    page.keyboard.type(text)


def test_an_abstract_is_sent_and_mended_by_keyboard_in_arabic_without_script(row, open_page):
    page = open_page(f"/ar/{BASE}chamada/", width=360, script=False, locale="ar")
    typed(page, "title", "نتعلم البرتغالية معًا")
    typed(page, "text", "سنتان من الدروس.")
    reach(page, "[name='kind']")
    page.keyboard.press("Space")
    reach(page, "[name='topic']")
    page.keyboard.type("Esc")
    typed(page, "name", "مؤلفة (مثال)")
    typed(page, "organisation", "جمعية (مثال)")
    reach(page, "[name='public']")
    page.keyboard.press("Space")
    reach(page, "main form button[type=submit]")
    follow(page)
    one = m.Abstract.objects.get(language="ar")
    assert (one.title, one.topic, one.kind, one.public) == (
        "نتعلم البرتغالية معًا", "Escola", "Comunicação", True
    )  # fmt: skip
    code = "".join(page.locator(".code span").all_inner_texts())
    assert (len(code), code in page.url) == (27, False)
    page.goto("/ar/comprovativo/")
    typed(page, "code", code.lower())
    follow(page)
    reach(page, "form[action$='/chamada/corrigir/'] button")
    follow(page)
    reach(page, "[name='title']")
    page.keyboard.press("Control+a")
    page.keyboard.type("عنوان آخر")
    reach(page, "main form button[type=submit]")
    follow(page)
    one.refresh_from_db()
    assert (one.title, page.errors, page.foreign) == ("عنوان آخر", [], [])
