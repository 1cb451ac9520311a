"""Translations in the office, as a browser has them: axe finds nothing, nothing overflows, in Portuguese and in Arabic."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.doors.desk import translating
from rumo.doors.web import clock
from rumo.listen.consultations import actions as consultations
from tests.doors.office.hands import sign_in
from tests.factories import engines, listening, people, said, territory
from tests.factories.listening import OPEN
from tests.factories.people import BY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def opened(monkeypatch, settings):
    """A consultation in five languages: English by a machine, Arabic asked for in vain; somebody speaks Bengali."""
    territory.load()
    row = listening.consultation(languages=["pt", "en", "ar", "bn", "ne"])
    text = {"title": ("A school for all", "reviewed"), "summary": ("Why", "human")}
    act = {"consultation": row, "by": BY, "at": OPEN}
    consultations.translate(language="en", texts=text, **act)
    monkeypatch.setattr(clock, "now", lambda: OPEN)
    settings.TRANSLATION_ENGINE = engines.FAKE
    consultations.ask_translation(language="en", **act)
    translating.translate_waiting()
    settings.TRANSLATION_ENGINE = engines.SHORT
    consultations.ask_translation(language="ar", **act)
    translating.translate_waiting()
    one = said.say(row, text="আমাদের আরও শিক্ষক দরকার।", language="bn")
    return row, one


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("pt", 360, "light"), ("ar", 360, "dark"), ("pt", 1280, "light")]
)
def test_axe_finds_nothing_and_nothing_overflows(opened, open_page, live_server, language, width, scheme):
    row, one = opened
    page = open_page("/pt/acessibilidade/", width=width, scheme=scheme)
    sign_in(page, people.person("national_coordinator", people.national()), live_server.url)
    base = f"/{language}/gabinete/consultas/{row.slug}/"
    for path in (
        "traducoes/",
        "traducoes/ar/",
        "moderar/",
        "responder/",
        f"contributos/{one.number}/traduzir/?para={language}",
    ):
        answer = page.goto(base + path)
        assert answer.status == 200, path
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    assert (page.errors, page.foreign) == ([], [])
