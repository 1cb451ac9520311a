"""A plan of three measures written by keyboard alone, without script, on a telephone; and axe finds nothing on the pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.vocabularies import actions as vocabularies
from tests.browser import follow
from tests.doors.office.hands import fill, reach, sign_in
from tests.factories import making, people, territory
from tests.factories.plans import AT, BY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PLAN = "/pt/gabinete/planos/lisboa-2026-2028/"


@pytest.fixture
def opened(transactional_db, open_page, live_server):
    """A function that opens a page as the coordination of Lisbon."""
    territory.load()
    vocabularies.load(by=BY, at=AT)
    user = people.person("municipal_coordinator", people.municipality())

    def signed(path, **options):
        page = open_page("/pt/acessibilidade/", **options)
        sign_in(page, user, live_server.url)
        page.goto(path)
        return page

    return signed


def test_a_plan_of_three_measures_is_written_by_keyboard_without_script(opened):
    page = opened("/pt/gabinete/planos/novo/", width=360, script=False)
    fill(page, title="Plano municipal (exemplo)")
    follow(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Plano municipal (exemplo)"
    for code in ("1", "2", "3"):
        reach(page, "a[href$='medidas/nova/']")
        follow(page)
        fill(
            page,
            code=code,
            title=f"Medida {code}",
            activities_0_code=f"{code}.1",
            activities_0_title="Um passo",
        )
        follow(page)
        assert page.locator("[role=status]").inner_text() == f"A medida {code} foi guardada."
    said = document_of(m.PlanVersion.objects.get())
    assert [(one.code, one.activities[0].code) for one in said.measures] == [
        ("1", "1.1"),
        ("2", "2.1"),
        ("3", "3.1"),
    ]
    assert page.evaluate("document.documentElement.scrollWidth") == 360 if page.errors == [] else False


@pytest.mark.long
def test_axe_finds_nothing_and_nothing_overflows(opened):
    page = opened("/pt/gabinete/planos/", width=360)
    making.drafted(3)
    for part in (
        "",
        "versao/",
        "medidas/1/editar/",
        "medidas/nova/",
        "ordem/",
        "importar/",
        "enviar/",
        "responsaveis/?medida=1",
        "versao/apagar/",
        "medidas/1/tirar/",
    ):
        page.goto(PLAN + part)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{part}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") == 360, part
    for path in ("/pt/gabinete/planos/", "/pt/gabinete/planos/novo/", "/pt/gabinete/modelos/"):
        page.goto(path)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
    assert (page.errors, page.foreign) == ([], [])
