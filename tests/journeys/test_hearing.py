"""A mediator types three sheets of paper by keyboard alone, and somebody else compares them with the paper."""

import datetime as dt

import pytest

from rumo.doors.web import clock
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.contributions.queries import by_code
from tests.factories import listening, people
from tests.journeys.office import heading, quiet, sound, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = ("Mais aulas de português.", "Um campo de jogos.", "Salas quentes no inverno.")
TEXT = "O que mudava? (facultativo)"
CONSENT = "Este texto pode ser publicado, sem o meu nome (O que mudava?)"


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.long)])
def test_three_sheets_are_typed_and_read_again(here, desk_of, width):
    asked = listening.consultation(at=clock.now() - dt.timedelta(days=10))
    association = people.body()
    mediator = desk_of(people.person("mediator", association), width=width)
    hands = mediator
    hands.go(listening_title(asked))
    hands.tab_to("Nome do conjunto")
    hands.type("Folhas de maio")
    hands.tab_to("em papel")
    hands.press("Space")
    hands.go("Abrir e escrever a primeira folha")
    assert told(hands.page) == "Conjunto aberto."
    hands.tab_to("Em que qualidade", key="Shift+Tab")
    hands.type("Vim")
    hands.tab_to("Sim")
    codes, presses = [], hands.presses
    for text in SAID:
        codes.append(typed(hands, text))
    assert hands.presses - presses < 100  # for three sheets, the texts themselves included
    rows = [by_code(code) for code in codes]
    assert list(Contribution.objects.order_by("pk")) == rows
    assert [(row.audience, row.answers) for row in rows] == [("migrants", {"q1": "no", "q2": ["rooms"]})] * 3
    assert list(Passage.objects.order_by("pk").values_list("text", "public")) == [
        (text, True) for text in SAID
    ]
    reader(desk_of(people.person("mediator", association, name="Leitora, exemplo"), width=width))
    assert not Contribution.objects.filter(second_read_by="").exists()
    quiet(hands.page)


def listening_title(asked):
    """The name of a consultation, as the office's first page links it."""
    return "Uma escola para todos (exemplo)"


def typed(hands, text):
    """Type a sheet from its first question, which has the focus; return the code of its receipt."""
    assert hands.at() == ("radio", "Sim")
    hands.shows()
    hands.press("ArrowDown")
    hands.tab_to("Salas")
    hands.press("Space")
    for _stop in (
        "Aulas de português",
        "1",
        TEXT,
    ):  # the browser brings only the line one writes on into sight
        hands.press("Tab")
    assert hands.at() == ("textbox", TEXT)
    hands.page.keyboard.insert_text(text)
    hands.tab_to(CONSENT)
    hands.press("Space")
    hands.go("Guardar e escrever a seguinte")
    assert heading(hands.page) == "Folha seguinte"
    sound(hands.page)
    return hands.page.locator(".slip .code").inner_text()


def reader(hands):
    """Compare every sheet of the batch with the paper."""
    hands.go(listening_title(None))
    hands.go("Folhas de maio")
    assert [hands.page.locator("blockquote").nth(n).inner_text() for n in range(3)] == list(SAID)
    sound(hands.page)
    for number in (1, 2, 3):
        hands.go(f"Conferi com a folha {number}")
        assert told(hands.page).endswith("conferida.")
    assert hands.page.locator(".tag.good").count() == 3
    quiet(hands.page)
