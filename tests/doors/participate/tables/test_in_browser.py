"""A table in a browser: by keyboard, on a narrow screen, in Arabic, without network, without script, two telephones at once."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.listen.contributions import actions as contributions
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Card, CardVote
from tests.doors.office.hands import reach
from tests.factories import tables
from tests.factories.people import AT, BY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def row(transactional_db):
    return tables.canvas()


@pytest.fixture
def sat(row, open_page):
    """A function: a telephone that sat down at the table, in a language."""

    def sit(lang="pt", **options):
        page = open_page(f"/{lang}/mesa/", **options)
        page.locator("#codigo").fill(row.table.join_code)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return page

    return sit


def clean(page, width):
    """Nothing for axe to find, nothing beyond the edge, nothing refused by the page's own policy."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


@pytest.mark.parametrize(
    ("lang", "width", "scheme"), [("pt", 360, "light"), ("ar", 360, "dark"), ("en", 1280, "dark")]
)
def test_the_pages_of_a_table_are_clean(row, sat, lang, width, scheme):
    tables.lay(row, "Umapalavratãocompridaquenãocabenumtelefone" * 4)
    gatherings.vote(**tables.act(row, number=1, mark="a", on=True))
    page = sat(lang, width=width, scheme=scheme)
    clean(page, width)
    page.locator("#a1").click()
    page.locator("#grupo").wait_for()
    clean(page, width)


def test_the_code_on_the_sheet_sits_one_down_and_leaves_the_address(row, open_page):
    page = open_page("/pt/privacidade/")
    page.goto(f"/mesa/#{row.table.join_code}")
    page.locator("#mesa").wait_for()
    assert (page.url.endswith("/pt/mesa/"), page.locator("h1").inner_text()) == (True, "Mesa 1: Análise SWOT")


def test_a_card_is_laid_opened_moved_and_voted_by_keyboard(row, sat):
    page = sat(width=360)
    reach(page, "#texto")
    page.keyboard.type("Rendas altas")
    reach(page, "#zona")
    page.keyboard.press("End")
    reach(page, "[value=juntar]")
    page.keyboard.press("Enter")
    page.locator("[data-zona=threats] #a1").wait_for()
    assert page.evaluate("document.activeElement.id") == "texto"
    reach(page, "#a1")
    page.keyboard.press("Enter")
    page.locator("#grupo").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    reach(page, "#zona")
    page.keyboard.press("Home")
    reach(page, "[value='mover:1']")
    page.keyboard.press("Enter")
    page.locator("[data-zona=strengths] #v1").wait_for()
    reach(page, "#v1")
    page.keyboard.press("Enter")
    page.locator("[value='desvotar:1']").wait_for()
    assert (Card.objects.get().zone, CardVote.objects.count(), page.errors) == ("strengths", 1, [])


def test_what_others_lay_shows_while_one_types(row, sat):
    page = sat()
    page.locator("#texto").fill("a meio")
    tables.lay(row, "De outra pessoa")
    page.get_by_text("De outra pessoa").wait_for()
    assert page.locator("#texto").input_value() == "a meio"


def test_without_network_nothing_is_lost_and_nothing_is_sent_twice(row, sat):
    page = sat()
    page.context.set_offline(True)
    for text in ("um", "dois"):
        page.locator("#texto").fill(text)
        page.locator("[value=juntar]").click()
    page.get_by_text("Sem rede.").wait_for()
    assert Card.objects.count() == 0
    page.context.set_offline(False)
    page.locator("#a2").wait_for()
    page.get_by_text("Tudo enviado.").wait_for()
    assert list(Card.objects.order_by("pk").values_list("text", flat=True)) == ["um", "dois"]
    assert page.evaluate("localStorage.length") == 0


def test_a_table_left_without_network_sends_what_it_holds_when_it_comes_back(row, sat):
    page = sat()
    page.context.set_offline(True)
    page.locator("#texto").fill("guardado")
    page.locator("[value=juntar]").click()
    page.get_by_text("Sem rede.").wait_for()
    page.context.set_offline(False)
    page.goto("/pt/mesa/")
    page.locator("#codigo").fill(row.table.join_code)
    page.keyboard.press("Enter")
    page.locator("#a1").wait_for()
    assert list(Card.objects.values_list("text", flat=True)) == ["guardado"]


def test_two_who_change_one_card_both_see_both(row, sat):
    tables.lay(row, "Como estava")
    page = sat()
    page.locator("#a1").click()
    page.locator("#grupo").wait_for()
    gatherings.reword(**tables.act(row, number=1, text="De outra pessoa", was=0, language="pt"))
    page.locator("#texto").fill("O meu texto")
    page.locator("[value='mudar:1']").click()
    page.get_by_text("De outra pessoa").wait_for()
    assert page.locator("#texto").input_value() == "O meu texto"
    page.locator("[value='mudar:1']").click()
    page.locator("#quadro").wait_for()
    assert Card.objects.get().text == "O meu texto"


def test_a_card_is_dragged_to_another_zone(row, sat):
    tables.lay(row)
    page = sat(width=1280)
    page.locator("[data-cartao='1']").drag_to(page.locator("[data-zona=threats]"))
    page.locator("[data-zona=threats] #a1").wait_for()
    assert Card.objects.get().zone == "threats"


def test_a_table_that_closes_says_so_by_itself(row, sat):
    tables.lay(row)
    page = sat(width=360)
    contributions.hand_in(canvas=row, by=BY, at=AT)
    page.locator(".ticket").wait_for()
    assert page.locator("#novo").count() == 0
    gatherings.synthesise(canvas=row, text="Faltam casas.", by=BY, at=AT)
    gatherings.ask(canvas=row, by=BY, at=AT)
    page.locator("[value=certo]").wait_for()
    clean(page, 360)


def test_without_script_the_same_buttons_serve(row, sat):
    page = sat(script=False)
    page.locator("#texto").fill("Sem guião")
    page.locator("[value=juntar]").click()
    page.locator("#a1").click()
    page.locator("[value='votar:1']").first.click()
    assert (Card.objects.get().text, CardVote.objects.count()) == ("Sem guião", 1)
