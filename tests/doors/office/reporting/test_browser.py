"""Reporting in a real browser: by keyboard alone, on a telephone, with and without script; axe finds nothing, nothing is lost."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from rumo.deliver.progress.models import Draft
from rumo.deliver.progress.queries.windows import month_end
from rumo.doors.web import clock
from tests.factories import people, reporting

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LIVE = "#sheet-live"


@pytest.fixture
def base(country):
    """The address of the grid of a plan of four measures, for the end of last month."""
    day = month_end(clock.today())
    reporting.plan(
        count=4, reports=[reporting.said(f"M{n:02d}") for n in (1, 2, 3)], cycles=reporting.cycles(day)
    )
    return f"/pt/gabinete/planos/{reporting.SLUG}/relatar/{day.isoformat()}/"


@pytest.fixture
def signed(open_page, base):
    """A function that opens a page of the office as a municipal reporter."""
    client = people.signed_in(Client(), reporting.reporter())
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "domain": "localhost",
        "path": "/",
    }

    def opened(path="", **options):
        page = open_page("/pt/privacidade/", storage_state={"cookies": [_whole(cookie)]}, **options)
        page.goto(f"{base}{path}")
        return page

    return opened


def _whole(cookie):
    return {**cookie, "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}


def said(code="M01"):
    """What the working copy of a measure says."""
    draft = Draft.objects.filter(measure__code=code).first()
    return draft.said if draft else None


def settled(page):
    """Wait until no cell waits for the server."""
    expect(page.locator(".cell.pending")).to_have_count(0)


def saved(page):
    """Wait until the page says that it saved, and all is saved."""
    settled(page)
    expect(page.locator(LIVE)).to_contain_text("Guardado às")


def labelled(page, name, code="M01"):
    """A field of a measure by its cell's key."""
    return page.locator(f'[name="{code}|{name}"]')


def sound(page):
    """Nothing for axe to find, nothing beyond the edge, no script in error, nobody else asked."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert (page.errors, page.foreign) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "M01/", "M01/prova/", "enviar/", "carregar/", "../../../../"])
def test_axe_finds_nothing_and_nothing_overflows(signed, path, width):
    sound(signed(path, width=width))


def test_the_grid_by_keyboard_alone(signed):
    page = signed()
    labelled(page, "stage").focus()
    page.keyboard.type("em exec")
    page.keyboard.press("Tab")
    page.keyboard.type("55")
    page.keyboard.press("Enter")
    page.keyboard.type("72")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("7")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("3000,50")
    page.keyboard.press("Tab")
    saved(page)
    assert said() == {
        "stage": "in_progress",
        "activities": {"a1": 0.55},
        "indicators": {"i1": 72.0, "i2": 7.0},
        "spent": {"FAMI": "3000.50"},
    }
    page.reload()
    assert labelled(page, "indicators/i1").input_value() == "72"


def test_escape_puts_back_what_was_saved(signed):
    page = signed()
    labelled(page, "indicators/i1").fill("72")
    page.keyboard.press("Enter")
    saved(page)
    labelled(page, "indicators/i1").focus()
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    assert labelled(page, "indicators/i1").input_value() == "72"


def test_a_wrong_cell_says_so_beside_it_and_is_mended(signed):
    page = signed()
    field = labelled(page, "activities/a1")
    field.fill("120")
    page.keyboard.press("Tab")
    page.wait_for_selector('[name="M01|activities/a1"][aria-invalid="true"]')
    assert "de 0 a 100" in page.locator(f"#{field.get_attribute('id')}-said").inner_text()
    field.fill("100")
    page.keyboard.press("Tab")
    saved(page)
    assert (said(), field.get_attribute("aria-invalid")) == ({"activities": {"a1": 1.0}}, None)


def test_a_pasted_column_is_shown_then_taken_then_undone(signed):
    page = signed()
    labelled(page, "activities/a1").focus()
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData("text/plain", "50\\n60\\n6\\n2600\\n30\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    )
    assert "5 células mudam" in page.inner_text(LIVE)
    assert said() is None
    page.keyboard.press("Enter")
    saved(page)
    assert said() == {
        "activities": {"a1": 0.5},
        "indicators": {"i1": 60.0, "i2": 6.0},
        "spent": {"FAMI": "2600.00"},
    }
    assert said("M02") == {"activities": {"a1": 0.3}}
    page.get_by_role("button", name="Anular a colagem").click()
    settled(page)
    page.reload()
    assert (said(), said("M02")) == ({}, {})


def test_a_lost_line_loses_nothing(signed):
    page = signed()
    page.context.set_offline(True)
    labelled(page, "indicators/i1").fill("72")
    page.keyboard.press("Enter")
    page.wait_for_selector(".cell.pending")
    assert "Sem ligação" in page.inner_text(LIVE)
    page.context.set_offline(False)
    saved(page)
    assert said() == {"indicators": {"i1": 72.0}}


def test_two_people_at_one_cell_see_both_texts(signed):
    page = signed()
    reporting.draft(
        reporting.PlanRow.objects.get(),
        cells={"indicators/i1": 50},
        day=month_end(clock.today()),
        at=clock.now(),
    )
    labelled(page, "indicators/i1").fill("72")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Ficar com o meu").wait_for()
    assert "A outra pessoa escreveu: 50" in page.inner_text(".measure")
    page.get_by_role("button", name="Ficar com o meu").press("Enter")
    saved(page)
    assert said() == {"indicators": {"i1": 72.0}}


@pytest.mark.parametrize(("width", "script"), [(360, True), (360, False), (1280, False)])
def test_the_whole_way_on_a_telephone_and_without_script(signed, width, script):
    page = signed(width=width, script=script)
    labelled(page, "stage").select_option("completed")
    labelled(page, "activities/a1").fill("100")
    labelled(page, "indicators/i1").fill("120")
    labelled(page, "indicators/i2").fill("12")
    page.get_by_role("button", name="Rever e enviar").click()
    page.get_by_role("button", name="Enviar para aprovação").click()
    assert page.inner_text("h1").startswith("1 relatório à espera de aprovação")
    page.get_by_role("button", name="Retirar o envio").click()
    assert Draft.objects.get().state == "draft"


def test_the_form_saves_as_it_is_left_and_goes_on(signed):
    page = signed("M01/")
    labelled(page, "narrative").fill("Três sessões.")
    page.keyboard.press("Tab")
    saved(page)
    page.get_by_text("Pessoas atendidas").nth(1).click()
    labelled(page, "indicators/i1/sex:f").fill("31")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Guardar e ir para a seguinte").click()
    assert page.inner_text("h1").find("M02") >= 0
    assert said() == {
        "narrative": "Três sessões.",
        "indicators": {"i1": {"total": None, "by": {"sex:f": 31.0}}},
    }


def test_the_spreadsheet_way(signed, tmp_path):
    page = signed()
    with page.expect_download() as got:
        page.get_by_role("link", name="Descarregar em folha de cálculo").click()
    path = tmp_path / "folha.xlsx"
    got.value.save_as(path)
    page.get_by_role("link", name="Carregar a folha preenchida").click()
    page.set_input_files("#file", path)
    with page.expect_navigation():
        page.get_by_role("button", name="Ver o que muda").press("Enter")
    assert page.inner_text("h1").startswith("A folha não muda nada")
    sound(page)
    assert dt.date.fromisoformat(page.url.split("/relatar/")[1][:10]) < clock.today()
