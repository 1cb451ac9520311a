"""Practices in a browser: axe finds nothing and nothing overflows; one is proposed by keyboard, 360 px wide, in Arabic, without script."""

import pytest
from playwright.sync_api import expect

from rumo.doors.web import clock
from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.practices import actions as practices
from rumo.listen.practices.models import Facet, Practice, Version
from tests.browser import follow
from tests.factories import people, territory
from tests.factories import practices as make
from tests.factories.people import AT, BY
from tests.journeys.office import sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXTS = {
    "organisation": "جمعية الحي",
    "title": "مكتب متنقل",
    "problem": "من يسكن بعيدا لا يصل إلى المكتب.",
    "done": "سيارة تمر كل أسبوع.",
    "results": "وصل عدد أكبر من الناس.",
    "contact": "https://jamaia.exemplo.invalid",
}


@pytest.fixture
def here(monkeypatch):
    """Two practices, one with a chain; the clock stands."""
    territory.load()
    vocabularies.load(by=BY, at=AT)
    monkeypatch.setattr(clock, "now", lambda: AT)
    first = make.published(
        "a", title="Balcão móvel " + "muito" * 30, municipality=people.municipality().municipality
    )
    second = make.published("b", title="مكتب", language="ar")
    one = make.adopted(first, people.body(name="Um (exemplo)"), 2024, changed="x" * 120)
    two = make.adopted(first, people.body(name="Dois (exemplo)"), 2025, adopted_from=one)
    make.adopted(first, people.body(name="Três (exemplo)"), 2025, adopted_from=two)
    practices.recognise(practice=first, entity=people.body(), sentence="Boa.", language="pt", by=BY, at=AT)
    return first, second


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("pt", 360, "light"), ("ar", 360, "dark"), ("pt", 1280, "light")]
)
def test_axe_finds_nothing_and_nothing_overflows(here, open_page, language, width, scheme):
    base = f"/{language}/boas-praticas/"
    page = open_page(base, width=width, scheme=scheme)
    sound(page)
    first, second = (row.slug for row in here)
    for path in (f"{first}/", f"comparar/?p={first}&p={second}", "comparar/", "propor/", "?q=nada"):
        page.goto(base + path)
        sound(page)


def test_one_is_proposed_by_keyboard_in_arabic(here, open_page):
    page = open_page("/ar/boas-praticas/", width=360, script=False, locale="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("a.button").first.focus()
    follow(page)
    for name, text in TEXTS.items():
        page.locator(f"#{name}").focus()
        page.keyboard.type(text)
    page.locator("#areas-1").focus()
    page.keyboard.press("Space")
    page.locator("button.button[type=submit]").last.focus()
    follow(page)  # nothing lost: what is missing is told at the head
    assert page.locator(".errors a").get_attribute("href") == "#consent"
    page.errors.clear()  # the browser says that 422 is one
    page.locator(".errors a").focus()
    page.keyboard.press("Enter")
    page.locator("#consent").focus()
    page.keyboard.press("Space")
    page.locator("button.button[type=submit]").last.focus()
    follow(page)
    row = Practice.objects.get(state="proposed")
    version = Version.objects.get(practice=row)
    assert (version.title, version.language, row.organisation) == (
        TEXTS["title"],
        "ar",
        TEXTS["organisation"],
    )
    assert Facet.objects.filter(version=version, kind="area").count() == 1
    assert row.number in page.inner_text(".ticket")
    assert (page.errors, page.foreign) == ([], [])
