"""The pages in a real browser: axe finds nothing, nothing overflows, thumbs find their targets, no script is needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.doors.conftest import DATA

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    "/",
    "/painel/",
    "/painel/?as_of=2025-06-30&exemplos=nao",
    "/painel/regioes/PT1C/",
    "/painel/municipios/evora/",
    "/painel/municipios/agueda/",
    "/painel/areas/labour/",
    "/painel/em-atraso/",
    "/painel/em-atraso/?region=PT1C",
    "/painel/medidas/",
    "/painel/medidas/?state=feita",
    "/painel/comparar/?com=municipality:0705&com=municipality:1512&com=region:PT11&com=zz",
]
SHAPES = [("pt", 320, "light"), ("pt", 1280, "dark"), ("ar", 360, "dark")]
SMALL = """() => [...document.querySelectorAll('main a, main button, main select, main input:not([type=hidden]), main summary')]
    .filter(e => !e.closest('svg, p:not(.permalink):not(.files), .crumbs, .errors, .skip-map'))
    .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height < 43.5).map(([words, box]) => `${box.height} ${words}`)"""


@pytest.fixture
def site(transactional_db, bring):
    """The demo, and one real plan."""
    bring(*sorted((DATA / "demo").glob("*.json")), DATA / "plans" / "odemira-2015-2017.json")


@pytest.mark.long
def test_axe_finds_nothing_and_nothing_overflows(site, open_page):
    faults = []
    for number, address in enumerate(PAGES):
        lang, width, scheme = SHAPES[number % len(SHAPES)]
        page = open_page(f"/{lang}{address}", width=width, scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options=RULES)
        if found.violations_count:
            faults.append((address, found.generate_report()))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append((address, "overflows"))
        small = page.evaluate(SMALL)
        if small:
            faults.append((address, small[:5]))
        assert (page.foreign, page.context.cookies()) == ([], [])
    assert faults == [], "\n".join(map(str, faults))


def test_the_country_is_read_without_script(site, open_page):
    page = open_page("/pt/painel/", script=False)
    page.get_by_label("Procurar um município ou uma medida").fill("évora")
    page.get_by_role("button", name="Procurar").click()
    assert "Évora" in page.inner_text("main")


def test_another_day_is_asked_for_by_a_form(site, open_page):
    page = open_page("/pt/painel/?exemplos=sim", script=False)
    page.get_by_label("Como estava em").fill("2025-06-30")
    page.get_by_role("button", name="Ver esse dia").click()
    assert "exemplos=sim&as_of=2025-06-30" in page.url
    assert "como estava em 30 de junho de 2025" in page.inner_text("aside.time")
