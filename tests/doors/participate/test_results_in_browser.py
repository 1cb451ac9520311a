"""The page of results in a browser: nothing for axe to find, nothing beyond the edge, no cookie, no script, in two directions."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.listen.contributions.actions import make_edition
from tests.doors.web.test_browser import RULES
from tests.factories import consultations as make

pytestmark = pytest.mark.browser


@pytest.fixture
def row(transactional_db):
    found = make.consultation()
    make.question(found)
    make.question(found, "m", "multiple")
    for language in ("pt", "en"):
        given = [{"q1": code, "m": [code]} for code in "a" * 60 + "b" * 30 + "c" * 3]
        make.contributions(found, given, language=language)
    make.ballots(found, make.statement(found), [1] * 30 + [-1] * 20 + [0] * 15)
    make_edition(consultation=found, by="clock", at=make.AFTER)
    return found


@pytest.mark.parametrize(("lang", "width"), [("pt", 320), ("ar", 320), ("pt", 1280)])
def test_axe_finds_nothing(row, open_page, lang, width):
    page = open_page(f"/{lang}/consultas/{row.slug}/resultados/", width=width)
    for details in page.query_selector_all("details"):
        details.evaluate("one => { one.open = true }")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.context.cookies() == []
    assert page.query_selector_all("script") == []
