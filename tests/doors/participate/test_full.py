"""An embedded database that is full: who sends is told to try again, nothing is kept by halves, and the same form is taken when there is room."""

import pytest
from django.db import connection
from django.test import Client

from rumo.doors.web import clock
from rumo.ground.ledger.models import Detail, Entry, Receipt
from rumo.listen.contributions import models as m
from tests.doors.api.machine import PATH, PROPOSAL, Machine
from tests.doors.api.test_faults import fault
from tests.doors.participate.test_answering import Walk
from tests.factories import listening

# PostgreSQL: tests/faults/test_full.py
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
FORM = f"/pt/consultas/{listening.SLUG}/propostas/"
LONG = "Uma frase que se repete. " * 700
MOST = 2**30
"""Pages of a database where nothing says otherwise."""


@pytest.fixture(autouse=True)
def asked():
    listening.consultation()
    with clock.frozen(listening.OPEN):
        yield
    pages(MOST)


def pages(most=None):
    """How many pages the database has; `most`: how many it may have from now on."""
    with connection.cursor() as cursor:
        if most:
            cursor.execute(f"PRAGMA max_page_count = {most}")
        return cursor.execute("PRAGMA page_count").fetchone()[0]


def until_full(send):
    """Send (by number) until there is no room; return that number and its answer."""
    pages(pages() + 30)
    for number in range(200):
        before = kept()
        answer = send(number)
        if answer.status_code != 201:
            assert kept() == before
            return number, answer
    raise AssertionError("the database was never full")


def kept():
    """Contributions, texts, receipts, acts, details; of each contribution there is one of each."""
    said = m.Contribution.objects.count()
    details = Detail.objects.filter(verb="contribution.submit").count()
    assert (m.Passage.objects.count(), Receipt.objects.count(), details) == (said, said, said)
    return said, Entry.objects.count(), Detail.objects.count(), m.Draft.objects.count()


def test_a_form_is_told_to_come_again_and_is_taken_when_there_is_room():
    forms = {}

    def send(number):
        client = Client(raise_request_exception=False)
        forms[number] = {
            "token": Walk(client, FORM).token,
            "texto": LONG,
            "publico": "1",
            "audience": "residents",
        }
        return client.post(FORM, forms[number])

    number, answer = until_full(send)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], "Traceback" in page) == (503, "5", False)
    assert "Tente de novo daqui a pouco." in page
    assert Client().get(FORM).status_code == 200  # what is read stays up
    before = kept()[0]
    pages(MOST)
    again = Client().post(FORM, forms[number])
    assert (again.status_code, kept()[0]) == (201, before + 1)


def test_so_is_a_machine():
    machine = Machine(Client(raise_request_exception=False))
    body = {**PROPOSAL, "texts": {"proposal": {"text": LONG}}}
    number, answer = until_full(lambda number: machine.send(body, str(number)))
    assert (answer.status_code, fault(answer)["code"], answer["Retry-After"]) == (503, "not_now", "5")
    assert machine.client.get(PATH.removesuffix("/contributions")).status_code == 200
    pages(MOST)
    assert [machine.send(body, str(number)).status_code for _again in range(2)] == [201, 200]
