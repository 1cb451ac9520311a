"""From an invitation to the public page, by keyboard alone: a reporter is invited, reports thirty measures in the grid, mends one that came back; the country sees it."""

import re
import time

import pytest
from playwright.sync_api import expect

from rumo.deliver.progress.models import Draft
from rumo.doors.web import clock, formats
from tests.doors.office.signing.conftest import six
from tests.factories import people
from tests.journeys import office
from tests.journeys.office import Hands, code, heading, in_figures, letter, link_in, quiet, said, sound, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEASURES = 30
EMAIL = "relato@exemplo.invalid"
REASON = "Falta confirmar a medida M07: a ata diz 70."
MENDED, MENDED_TO = 7, "70"


@pytest.fixture
def plan(here):
    """A plan of thirty measures."""
    return office.country(MEASURES)


def cell(what, number):
    """The name of a measure's cell begins like this."""
    return re.compile(rf"{what} {code(number)} ")


def figure_of(number):
    """What a measure is measured by."""
    return "Preparação e divulgação" if number % 2 else "Pessoas atendidas( pessoas)?"


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.long), 360])
def test_thirty_measures_by_keyboard_from_the_invitation_to_the_public_page(
    plan, coordinator, desk_of, open_page, tick, width, capsys
):
    chief = desk_of(coordinator, width=width)
    visitor = open_page("/pt/painel/", width=width)
    nothing(visitor)
    invite(chief)
    tick()
    hands = Hands(open_page(link_in(letter(EMAIL, "Convite")), width=width))
    accept(hands)
    hands.page.goto(link_in(reminder(plan, tick)))
    took = type_all(hands, plan.count)
    assert drafted() == plan.count
    send(hands, plan.count)
    give_back(chief, coordinator, plan, tick)
    mend(hands, plan, tick)
    publish(chief, plan)
    published(visitor, plan)
    for page in (chief.page, hands.page, visitor):
        quiet(page)
    with capsys.disabled():
        print(f"\n{width} px: {plan.count} measures in {took[0]} key presses and {took[1]:.0f} s")


def nothing(visitor):
    """Nothing is known of the plan yet."""
    assert office.read_plan(visitor) == ["0,0 %", "0.000000", "0", "0"]
    lede, _words, exact = office.read_measure(visitor, MENDED)
    assert (lede, exact) == ("Sem informação: ainda não há nenhum relatório publicado.", "0.000000")


def invite(chief):
    """The coordinator walks from today's work to the team, and invites somebody to report."""
    chief.go("Equipa")
    chief.go("Município de Lisboa")
    chief.go("Convidar uma pessoa")
    chief.tab_to("Nome ou função")
    chief.type("Ação social, exemplo")
    chief.tab_to("Correio eletrónico")
    chief.type(EMAIL)
    chief.press("Tab")
    chief.tab_to(re.compile("Relato municipal"), key="ArrowDown")
    sound(chief.page)
    chief.go("Enviar convite")
    assert told(chief.page) == f"Convite enviado para {EMAIL}."


def accept(hands):
    """The guest accepts, and sets up the second factor with the key shown as text."""
    assert heading(hands.page) == "Relato municipal"
    hands.tab_to("O seu nome")
    assert hands.page.locator("#name").input_value() == "Ação social, exemplo"
    hands.go("Aceitar o convite")
    hands.go("Ligar aplicação")
    secret = hands.page.locator(".secret").inner_text()
    hands.tab_to("Seis algarismos")
    hands.type(six(secret))
    hands.on()
    assert heading(hands.page) == "Códigos de recuperação"
    hands.go("Já os guardei: continuar")
    assert heading(hands.page) == "Hoje"


def reminder(plan, tick):
    """The letter of the due day."""
    with clock.frozen(people.AT.replace(year=plan.due.year, month=plan.due.month, day=plan.due.day)):
        tick()
    return letter(EMAIL, f"{plan.count} medidas para relatar hoje, último dia do prazo: {office.TITLE}")


def type_all(hands, count):
    """Type stage, figure and a sentence of every measure; wait until all is kept; return key presses and seconds."""
    sound(hands.page)
    hands.tab_to(cell("Estado", 1))
    pressed, begun = hands.presses, time.monotonic()
    for number in range(1, count + 1):
        one = said(number, count)
        hands.type(one.stage[:1])
        hands.tab_to(cell(figure_of(number), number), most=1)
        hands.type(one.typed)
        hands.tab_to(cell("O que foi feito", number), most=1)
        hands.type("Feito em parte.")
        if number < count:
            hands.tab_to(cell("Estado", number + 1), most=2)
    hands.press("Tab")
    expect(hands.page.locator(".cell.pending")).to_have_count(0, timeout=60_000)
    expect(hands.page.locator("#sheet-live")).to_contain_text("Guardado às")
    return hands.presses - pressed, time.monotonic() - begun


def drafted():
    """How many reports in the making say something."""
    return Draft.objects.exclude(said={}).count()


def send(hands, count, script=True):
    """Review and send."""
    if hands.at()[1] != "Rever e enviar":
        hands.tab_to("Rever e enviar", most=5)
    hands.on()
    look = sound if script else quiet
    look(hands.page)
    hands.go("Enviar para aprovação")
    assert heading(hands.page) == f"{count} relatórios à espera de aprovação {office.TITLE}"


def review(chief, plan, script=True):
    """From today's work, where the letter leads, to the reports that wait."""
    chief.page.goto("/pt/gabinete/")
    chief.go(re.compile(f"{plan.count} relatórios · {re.escape(office.TITLE)} · até "))
    look = sound if script else quiet
    look(chief.page)


def give_back(chief, coordinator, plan, tick):
    """The coordinator is told by letter, and returns them all with a reason; a return without one is refused, and loses nothing."""
    tick()
    told_of = letter(coordinator.email, "Relatórios para aprovar")
    assert code(plan.count) in told_of.body
    assert link_in(told_of).endswith("/pt/gabinete/")
    review(chief, plan)
    chief.go("Devolver")
    assert "Diga porque devolve" in chief.page.inner_text(".errors")
    chief.page.errors.clear()  # the browser says that 422 is one
    chief.tab_to(re.compile("Motivo da devolução"))
    chief.type(REASON)
    chief.go("Devolver")
    assert told(chief.page) == f"{plan.count} relatórios devolvidos. Quem os enviou recebe o motivo."


def mend(hands, plan, tick):
    """The reporter reads the reason in the letter, opens it, corrects one measure on its form, and sends all again."""
    tick()
    found = letter(EMAIL, "Relatório devolvido")
    assert REASON in found.body
    hands.page.goto(link_in(found))
    assert hands.page.locator(".why").all_inner_texts() == [f"Devolvido: {REASON}"] * plan.count
    hands.tab_to(re.compile(f"{code(MENDED)} "))
    hands.on()
    assert REASON in hands.page.locator(".notice.warn").inner_text()
    sound(hands.page)
    hands.tab_to(figure_of(MENDED))
    hands.type(MENDED_TO)
    hands.press("Tab")
    expect(hands.page.locator("#sheet-live")).to_contain_text("Guardado às")
    hands.go("Ver todas na grelha", key="Shift+Tab")
    hands.tab_to("Rever e enviar")
    send(hands, plan.count)


def publish(chief, plan, script=True):
    """The coordinator reads again, approves and publishes."""
    review(chief, plan, script)
    chief.go("Aprovar e publicar")
    assert told(chief.page) == f"{plan.count} relatórios aprovados e publicados. O painel já os mostra."


def published(visitor, plan, mended=True):
    """The next request of the public pages says what was reported."""
    all_said = {number: said(number, plan.count).degree for number in range(1, plan.count + 1)}
    if mended:
        all_said[MENDED] = office.Fraction(int(MENDED_TO), 100)
    words, exact = in_figures(sum(all_said.values()) / plan.count)
    assert office.read_plan(visitor) == [words, exact, "1", str(plan.count - 1)]
    day = formats.day(plan.day)
    for number in sorted({1, 2, min(MENDED, plan.count), plan.count}):
        stage = said(number, plan.count).stage.capitalize()
        assert office.read_measure(visitor, number) == [
            f"{stage}, segundo o relatório de {day}.", *in_figures(all_said[number])
        ]  # fmt: skip


def test_three_measures_by_keyboard_without_script(here, coordinator, desk_of, open_page):
    plan = office.country(3)
    hands = desk_of(people.person("municipal_reporter", plan.owner), plan.grid, width=360, script=False)
    for number in range(1, plan.count + 1):
        one = said(number, plan.count)
        hands.tab_to(cell("Estado", number))
        hands.type(one.stage[:1])
        hands.tab_to(cell(figure_of(number), number), most=1)
        hands.type(one.typed if number > 1 else "140")
    hands.on()
    assert "de 0 a 100" in hands.page.inner_text(".errors")
    hands.page.errors.clear()  # the browser says that 422 is one
    hands.tab_to(cell(figure_of(1), 1))
    hands.type(said(1, plan.count).typed)
    hands.on()
    assert told(hands.page) == "Guardado: 6 células."
    hands.tab_to("Rever e enviar")
    send(hands, plan.count, script=False)
    chief, visitor = desk_of(coordinator, script=False), open_page("/pt/painel/", script=False)
    publish(chief, plan, script=False)
    published(visitor, plan, mended=False)
    for page in (chief.page, hands.page, visitor):
        quiet(page)
