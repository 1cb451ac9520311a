"""Pages in languages that are not whole, as a browser has them: axe finds nothing, nothing overflows, the switch opens without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from tests.factories import listening, said
from tests.factories.listening import OPEN

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def opened(monkeypatch):
    row = listening.consultation(languages=["pt", "en", "ar", "bn", "ne"])
    one = said.say(row, text="আমাদের আরও শিক্ষক দরকার।", language="bn")
    one.consultation = row
    passage = said.passage(one)
    contributions.moderate(passage=passage, shown=True, reason="", note="", by="b", at=OPEN)
    kept = {passage.pk: ((passage.text, ""), ("Precisamos de mais professores.", ""))}
    contributions.translate_by_machine(language="pt", said=kept, by="engine", at=OPEN)
    monkeypatch.setattr(clock, "now", lambda: OPEN)
    return row, one


def sound(page, width):
    """See that axe finds nothing and that the page is no wider than the screen."""
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") == width, page.url


@pytest.mark.parametrize(("code", "width"), [("ne", 360), ("ur", 360), ("bn", 1280), ("zh", 320)])
def test_from_the_question_of_language_to_the_receipt(opened, open_page, code, width):
    row, one = opened
    page = open_page(f"/consultas/{row.slug}/", width=width, script=True, locale=code)
    sound(page, width)
    page.locator(f".tongues a[hreflang={code}]").click()
    assert page.evaluate("document.documentElement.lang") == code
    sound(page, width)
    page.locator(".languages summary").click()
    assert page.locator(".languages a").count() == 13
    sound(page, width)
    page.goto(f"/{code}/consultas/{row.slug}/responder/")
    page.locator("#audience-2").check()
    for _step in range(2):
        sound(page, width)
        with page.expect_navigation():
            page.locator("button[name=ir][value=seguinte]").press("Enter")
    sound(page, width)  # what is to be mended, in the reader's language
    assert page.locator(".summary, [role=alert]").count() >= 1
    for path in (
        f"/{code}/contributos/{one.number}/",
        f"/{code}/consultas/{row.slug}/propostas/",
        f"/{code}/comprovativo/",
    ):
        page.goto(path)
        sound(page, width)
    assert page.foreign == []
