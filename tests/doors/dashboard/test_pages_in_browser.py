"""The pages of plans, measures and explanations in a real browser: axe finds nothing, nothing overflows, no script is needed."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.ground.vocabularies import actions as vocabularies
from tests.factories import outside, territory
from tests.factories.plans import AT, BY, publish, rich_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    ("/pt/painel/planos/", 320, "light"),
    ("/pt/painel/planos/?q=xyzzy", 1280, "dark"),
    ("/pt/painel/planos/plano-exemplo/", 320, "dark"),
    ("/ar/painel/planos/plano-exemplo/", 1280, "light"),
    ("/pt/painel/planos/plano-exemplo/versoes/", 320, "light"),
    ("/pt/painel/planos/plano-exemplo/medidas/M1/", 320, "light"),
    ("/ar/painel/planos/plano-exemplo/medidas/M2/", 1280, "dark"),
    ("/pt/painel/como/?scope=plan:plano-exemplo", 1280, "light"),
    ("/pt/painel/como/?scope=measure:plano-exemplo/M1", 320, "dark"),
    ("/pt/painel/como/?scope=municipality:0101", 320, "light"),
    ("/pt/metodologia/", 320, "dark"),
    ("/pt/metodologia/referenciais/", 320, "light"),
    ("/ar/metodologia/referenciais/", 1280, "dark"),
    ("/pt/painel/municipios/lisboa/autoavaliacao/", 320, "light"),
    ("/ar/painel/municipios/lisboa/autoavaliacao/", 1280, "dark"),
    ("/pt/registo/", 320, "light"),
    ("/pt/dados/", 320, "light"),
    ("/pt/pesquisa/?q=lisboa", 320, "light"),
    ("/pt/pesquisa/?q=xyzzy", 1280, "light"),
]


@pytest.fixture
def small(transactional_db):
    """A plan that uses every part of the file, and a municipality that said twice how it stands."""
    territory.load()
    vocabularies.load(by=BY, at=AT)
    publish(rich_plan())
    outside.told(as_on=dt.date(2024, 12, 31))
    outside.told(None, *[3] * 7, synthetic=True)


@pytest.mark.long
def test_axe_finds_nothing_and_nothing_overflows(small, open_page):
    for address, width, scheme in PAGES:
        page = open_page(address, width=width, scheme=scheme)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        assert (page.errors, page.foreign, page.context.cookies()) == ([], [], [])


def test_a_reader_walks_from_the_plan_to_the_proof_without_script(small, open_page):
    page = open_page("/pt/painel/planos/", width=360, script=False)
    page.get_by_role("link", name="Plano (exemplo)").click()
    page.get_by_role("link", name="Atender cada pessoa na sua língua").first.click()
    assert page.get_by_role("link", name="Ata").get_attribute("href") == "https://exemplo.pt/ata"
    page.get_by_role("link", name="Como se calculou?").last.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Como se calculou?"
    page.get_by_role("link", name="Ler a metodologia").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Como se mede o que está feito"
