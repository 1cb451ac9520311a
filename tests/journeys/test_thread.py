"""The whole pipeline in a browser: an answer becomes a theme, a finding, a clause, a measure; the dashboard leads back to it, and its receipt says what became of it."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.doors.web import clock
from rumo.listen.contributions.models import Contribution
from tests.factories import listening, people, reporting
from tests.factories.people import AT, BY
from tests.journeys.office import sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Trabalho até às sete: uma aula depois das oito deixava-me vir."
FINDING = "Quem trabalha de dia não consegue ir às aulas."
CLAUSE = "Há aulas a horas a que possa ir quem trabalha de dia."


@pytest.fixture
def at(monkeypatch):
    """The server's clock, which stands where the story is."""
    now = {"now": listening.OPEN}
    monkeypatch.setattr(clock, "now", lambda: now["now"])
    return now


@pytest.fixture
def story(here, at):
    """An open consultation shown at once, and a plan with a measure that was reported on."""
    listening.consultation(moderation="post")
    plan = reporting.plan(1, [reporting.said("M01")])
    plans.settle_owners(by=BY, at=AT)
    return plan


def save(page, name):
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).press("Enter")


def follow(page, name):
    """Follow a link in what the page says."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.press("Enter")


def speak(page):
    """Say it, without an account; return the receipt's code."""
    page.goto(f"/pt/consultas/{listening.SLUG}/propostas/")
    page.locator("#texto").fill(SAID)
    page.locator("[name=publico]").check()
    page.locator("[name=audience]").first.check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.press("Enter")
    return "-".join(page.locator(".code span").all_inner_texts())


def find(page, boss):
    """Read it with a theme and write what is found; another person publishes it."""
    page.goto("/pt/gabinete/sintese/nova/")
    page.locator("#title").fill("O que se ouviu (exemplo)")
    page.locator("[name=sources]").first.check()
    save(page, "Começar a ler")
    follow(page, "Escreva o primeiro")
    page.locator("#name").fill("Horas das aulas")
    page.locator("#definition").fill("Quem diz a que horas pode vir.")
    save(page, "Acrescentar o tema")
    follow(page, "Ler")
    page.locator("[name=text]").first.check()
    page.locator("#into").select_option(label="Horas das aulas")
    page.locator("#quote").fill("uma aula depois das oito")
    save(page, "Guardar")
    sound(page)
    follow(page, "Constatações")
    follow(page, "Escrever uma constatação")
    page.locator("#sentence").fill(FINDING)
    page.locator("#dissent").fill("Ninguém discordou.")
    page.locator("[name=themes]").first.check()
    save(page, "Guardar")
    sound(page)
    boss.goto(page.url)
    save(boss, "Publicar a constatação")


def guide(page, boss):
    """Write a clause that rests on the finding; another person publishes the guidelines."""
    page.goto("/pt/gabinete/orientacoes/nova/")
    page.locator("#title").fill("Orientações (exemplo)")
    page.locator("#slug").fill("orientacoes-exemplo")
    save(page, "Começar")
    follow(page, "Escrever no princípio")
    page.locator("[name=kind][value=clause]").check()
    page.locator("#text").fill(CLAUSE)
    save(page, "Guardar")
    follow(page, "De onde vem")
    page.locator("#finding").select_option(label=FINDING)
    page.locator("form:has(#finding) button").press("Enter")
    page.wait_for_load_state()
    sound(page)
    page.goto("/pt/gabinete/orientacoes/orientacoes-exemplo/")
    save(page, "Enviar")
    boss.goto(page.url)
    boss.locator("#effective_on").fill("2026-03-01")
    save(boss, "Publicar")


def plan_it(page, slug):
    """Say that a measure applies the clause."""
    page.goto(f"/pt/gabinete/planos/{slug}/medidas/M01/praticas/")
    page.locator("#clause").select_option(index=0)
    with page.expect_navigation():
        page.locator("form:has(#clause) button").press("Enter")


def test_from_an_answer_to_the_dashboard_and_back_to_its_receipt(story, at, open_page, desk_of):
    visitor = open_page("/pt/privacidade/")
    code = speak(visitor)
    number = Contribution.objects.get().number
    at["now"] = listening.AFTER
    analyst = desk_of(people.person("national_analyst", people.national())).page
    boss = desk_of(people.person("national_coordinator", people.national())).page
    find(analyst, boss)
    guide(analyst, boss)
    plan_it(desk_of(people.person("municipal_coordinator", people.municipality())).page, story.slug)
    visitor.goto(f"/pt/painel/planos/{story.slug}/medidas/M01/")
    follow(visitor, "Ver de quem e de que orientação veio")
    assert (FINDING in visitor.inner_text("main"), CLAUSE in visitor.inner_text("main")) == (True, True)
    sound(visitor)
    follow(visitor, f"Contributo {number}")
    assert SAID in visitor.inner_text("main")
    sound(visitor)
    visitor.goto("/pt/comprovativo/")
    visitor.locator("#code").fill(code)
    with visitor.expect_navigation():
        visitor.locator("main form button").first.press("Enter")
    told = visitor.inner_text("main")
    assert [words in told for words in (FINDING, CLAUSE, "M01", "1 relatório")] == [True] * 4
    sound(visitor)
