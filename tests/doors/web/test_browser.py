"""The style guide in a real browser: every component, in both directions, widths and schemes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize(
    ("lang", "width", "scheme"),
    [
        ("pt", 320, "light"),
        ("pt", 1280, "dark"),
        ("ar", 320, "dark"),
        ("ar", 1280, "light"),
        ("en", 640, "light"),
    ],
)
def test_axe_finds_nothing_and_nothing_overflows(look, lang, width, scheme):
    page = look(f"/{lang}/estilo/", width=width, color_scheme=scheme, reduced_motion="reduce")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (page.errors, page.context.cookies()) == ([], [])


@pytest.mark.parametrize("name", ["acessibilidade", "privacidade", "nada"])
def test_axe_finds_nothing_on_the_plain_pages(look, name):
    found = Axe().run(look(f"/pt/{name}/", width=320), options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_forced_colours_keep_everything_readable(look):
    found = Axe().run(look("/pt/estilo/", forced_colors="active"), options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_the_first_key_skips_to_the_content(look):
    page = look("/pt/estilo/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_arrows_walk_the_map_and_the_tile_says_its_name(look):
    page = look("/pt/estilo/")
    tiles = page.locator("svg.tiles a")
    stops = tiles.evaluate_all("tiles => tiles.map(tile => tile.getAttribute('tabindex'))")
    assert stops == ["0", *["-1"] * (len(stops) - 1)]
    tiles.first.focus()
    for key, name in [
        ("ArrowRight", "Município 2"),
        ("ArrowDown", "Município 6"),
        ("ArrowUp", "Município 2"),
    ]:
        page.keyboard.press(key)
        said = page.evaluate("document.activeElement.textContent")
        assert said.partition(":")[0] == name
        assert page.evaluate("getComputedStyle(document.activeElement.lastElementChild).opacity") == "1"
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.textContent").partition(":")[0] == "Município 2"


def test_without_script_every_tile_is_a_stop(look):
    page = look("/pt/estilo/", script=False)
    assert page.locator("svg.tiles a[tabindex]").count() == 0
    assert page.locator("svg.tiles a[href]").count() == 38


def test_what_is_pressed_is_large_enough(look):
    page = look("/pt/estilo/", width=360)
    sizes = page.locator("nav a, .button, summary, .go, .list a, .glyph.row").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert [size for size in sizes if size[1] < 38 or size[0] < 38] == []


def test_an_embed_breaks_none_of_its_own_rules(look):
    page = look("/pt/incorporar/pais/")
    assert page.errors == []
    assert page.locator("form, input, button").count() == 0


def test_another_site_may_frame_an_embed_and_nothing_else(look, server):
    page = look(server.url.replace("127.0.0.1", "localhost") + "/pt/moldura/")
    embed, home = page.frames[1:]
    assert embed.locator("main").count() == 1
    assert home.url == "chrome-error://chromewebdata/"
    assert any("frame" in error for error in page.errors)
