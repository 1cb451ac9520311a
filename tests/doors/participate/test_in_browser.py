"""Two kinds of question in a browser: a voice recorded in the page, and a municipality chosen on the map, by keyboard and without script."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.listen.contributions.models import Contribution, Passage
from tests.browser import FLAGS
from tests.factories import listening, territory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS = ({"code": "voz", "kind": "voice"}, {"code": "mapa", "kind": "tile"})
WORDS = {"question:voz": "O que falta na escola?", "question:mapa": "Em que município mora?"}
LOADED = """(player) => new Promise((done) => {
  if (player.readyState) done();
  else player.onloadedmetadata = () => done();
})"""
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def path(transactional_db, settings, tmp_path):
    """Where a consultation of both kinds is answered."""
    settings.FILES_DIR = tmp_path
    territory.load()
    row = listening.consultation(questions=QUESTIONS, words=WORDS, at=clock.now() - dt.timedelta(days=10))
    return f"consultas/{row.slug}/responder/"


def on(page):
    """Go to the next page."""
    with page.expect_navigation():
        page.locator("button[value=seguinte]").click()


def begun(page):
    """Past the first page."""
    page.locator("#audience-2").check()
    on(page)
    return page


def clean(page, width):
    """Nothing for axe to find, nothing beyond the edge, nothing refused by the page's own policy."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("pt", 320, "light"), ("pt", 1280, "dark"), ("ar", 360, "dark")]
)
def test_both_pages_are_clean(path, open_page, lang, width, scheme):
    page = begun(open_page(f"/{lang}/{path}", width=width, scheme=scheme))
    page.locator("[data-do=start]").wait_for()
    assert [page.locator(f"[data-do={name}]").is_visible() for name in ("stop", "drop")] == [False, False]
    clean(page, width)
    on(page)
    clean(page, width)
    x = {dico: page.locator(f"input[value='{dico}']").bounding_box()["x"] for dico in ("1106", "0407")}
    assert x["1106"] < x["0407"]  # the country is not mirrored


@pytest.mark.parametrize("script", [True, False])
def test_a_municipality_is_chosen_on_the_map_by_keyboard(path, open_page, script):
    page = begun(open_page(f"/pt/{path}", width=320, script=script))
    on(page)
    page.locator("input[value='1106']").focus()
    page.keyboard.press("Space")
    assert (
        page.locator("input[value='1106'] + span").evaluate("(name) => getComputedStyle(name).opacity") == "1"
    )
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    if script:
        page.keyboard.press("ArrowUp")
        assert page.locator(".tile input:checked").get_attribute("value") != "1106"
        page.keyboard.press("ArrowDown")
    page.locator(".tile input:checked").wait_for()
    on(page)
    on(page)
    with page.expect_navigation():
        page.locator("button[value=enviar]").click()
    assert len(Contribution.objects.get().answers["mapa"]) == 4


def test_the_list_is_the_other_way(path, open_page):
    page = begun(open_page(f"/pt/{path}", width=320, script=False))
    on(page)
    page.get_by_text("Escolher antes numa lista").click()
    page.locator("#q-mapa-list").select_option(label="Lisboa")
    on(page)
    with page.expect_navigation():
        page.locator("button[value=anterior]").click()
    assert page.locator(".tile input:checked").get_attribute("value") == "1106"


@pytest.fixture
def speaker(browser, chromium_path, live_server):
    """A page whose browser has a microphone, which hums."""
    launched = browser.browser_type.launch(executable_path=chromium_path, args=[*FLAGS, *MICROPHONE])
    page = launched.new_context(base_url=live_server.url, viewport={"width": 360, "height": 800}).new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
    yield page
    launched.close()


def test_a_voice_is_recorded_in_the_page_by_keyboard_and_sent(path, speaker):
    page, status = speaker, ".recorder [role=status]"
    page.goto(f"/pt/{path}")
    begun(page)
    for again in (True, False):
        page.locator("[data-do=start]").focus()
        page.keyboard.press("Enter")
        page.locator(status, has_text="A gravar").wait_for()
        assert page.evaluate("document.activeElement.dataset.do") == "stop"
        page.wait_for_timeout(1300)
        page.keyboard.press("Enter")
        page.locator(status, has_text="Gravação pronta: 0:01").wait_for()
        page.locator(".recorder audio").evaluate(LOADED)
        clean(page, 360)
        if again:
            assert page.evaluate("document.activeElement.dataset.do") == "drop"
            page.keyboard.press("Enter")
            page.locator(status, has_text="Gravação apagada").wait_for()
            assert page.evaluate("document.getElementById('q-voz').files.length") == 0
    page.locator("#q-voz-public").check()
    on(page)
    on(page)
    on(page)
    with page.expect_navigation():
        page.locator("button[value=enviar]").click()
    stored, passage = StoredFile.objects.get(), Passage.objects.get()
    assert (stored.name, stored.media_type, passage.text, passage.public) == (
        "gravacao.webm",
        "audio/webm",
        "",
        True,
    )
    assert b"Chrome" not in stored.path.read_bytes()
    assert page.errors == []


def test_without_a_microphone_it_says_so_and_a_file_may_still_be_chosen(path, open_page):
    page = begun(open_page(f"/pt/{path}", width=360))
    page.locator("[data-do=start]").click()
    page.locator(".recorder [role=status]", has_text="Não foi possível usar o microfone").wait_for()
    assert page.locator("#q-voz").is_enabled()
