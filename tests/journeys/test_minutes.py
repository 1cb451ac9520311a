"""Minutes by keyboard, without script too: one brings what a table wrote, adds what follows, mends, hands in; another publishes; anybody reads."""

import datetime as dt
import re

import pytest

from rumo.doors.web import clock
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.rules import When
from tests.factories import meeting, people, tables
from tests.journeys import office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DUE = "2027-06-30"


@pytest.fixture
def row(here):
    """A gathering of Lisbon that was two days ago, at a table of which two cards were laid."""
    now = clock.now()
    one = When(now - dt.timedelta(days=2), now - dt.timedelta(days=2, hours=-3), place="Biblioteca (exemplo)")
    made = meeting.gathering(owner=people.municipality(), sessions=[one], at=now - dt.timedelta(days=9))
    board = tables.canvas(at_gathering=made)
    tables.lay(board, "Faltam intérpretes")
    tables.lay(board, "Há uma escola aberta")
    return made


@pytest.mark.parametrize(("width", "script"), [(360, False), (1280, True)])
def test_minutes_are_written_by_one_and_published_by_another(row, coordinator, desk_of, open_page, width, script):  # fmt: skip
    check = office.sound if script else (lambda page: None)  # axe is script
    writer = people.person("facilitator", people.municipality(), name="Facilitação, exemplo")
    hands = desk_of(writer, f"/pt/gabinete/encontros/{row.slug}/", width=width, script=script)
    for name in ("Ata", "Escrever a ata", "Trazer 2 cartões"):
        check(hands.page)
        hands.go(name)
    check(hands.page)
    assert hands.page.evaluate("document.activeElement.id") == "text-1"
    hands.go(re.compile(".*Descer o ponto 1$"))
    hands.go("A fazer")
    assert hands.page.evaluate("document.activeElement.id") == "text-3"
    hands.type("Pedir intérpretes")
    hands.go("Guardar a ata")  # nobody does it, by no day
    hands.page.errors.clear()  # a browser takes a 422 for an error of the page
    check(hands.page)
    assert hands.page.locator(".errors li").count() == 2
    hands.tab_to(re.compile("Quem o faz"))
    hands.type("Câmara municipal, exemplo")
    hands.page.locator("#due-3").fill(DUE)
    hands.go("Guardar a ata")
    check(hands.page)
    hands.go("Entregar a ata")
    assert hands.page.locator("text=Quem escreveu não publica").count() == 1
    other = desk_of(coordinator, f"/pt/gabinete/encontros/{row.slug}/ata/", width=width, script=script)
    check(other.page)
    other.go("Publicar a ata")
    check(other.page)
    assert office.told(other.page) == "A ata está publicada."
    items = queries.items_of(queries.published_minutes(row))
    assert [(one.kind, one.text, one.from_card) for one in items] == [
        ("agreement", "Há uma escola aberta", "1.2"),
        ("agreement", "Faltam intérpretes", "1.1"),
        ("follow_up", "Pedir intérpretes", ""),
    ]
    reader = open_page(f"/pt/encontros/{row.slug}/ata/", width=width)
    assert "Câmara municipal, exemplo" in reader.inner_text("main")
