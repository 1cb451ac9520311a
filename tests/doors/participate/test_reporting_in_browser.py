"""The report of a consultation in a browser: nothing for axe to find, nothing beyond the edge, no cookie, no script, in two directions."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.listen.contributions.actions import make_edition
from tests.doors.participate.test_reporting import written
from tests.doors.web.test_browser import RULES
from tests.factories import consultations as make

pytestmark = pytest.mark.browser


@pytest.fixture
def row(transactional_db):
    found = make.consultation()
    make.question(found)
    make.contributions(found, [{"q1": code} for code in "a" * 60 + "b" * 30 + "c" * 3])
    written(found, "x" * 200)
    written(found, "Propomos mediadores.", "position", organisation_name="Associação (exemplo)")
    written(found, "Cale-se.", state="hidden")
    make_edition(consultation=found, by="clock", at=make.AFTER)
    return found


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("pt", 320, "light"), ("ar", 320, "dark"), ("pt", 1280, "light")]
)
def test_axe_finds_nothing(row, open_page, lang, width, scheme):
    page = open_page(f"/{lang}/consultas/{row.slug}/relatorio/", width=width, scheme=scheme)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.context.cookies() == []
    assert page.query_selector_all("script") == []
