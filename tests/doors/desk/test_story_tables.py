"""What the seeded story's tables wrote and its conferences tell: brought once, all of it an example, every page of it there."""

import re

import pytest

from rumo.doors.desk import seedconference, seedgathering, seedtables
from rumo.doors.web import clock
from rumo.ground.ledger.rules.receipts import code_of
from rumo.listen.conferences.models import Abstract, Review, Slot, Speaker
from rumo.listen.conferences.queries.programme import standing
from rumo.listen.conferences.rules.clashing import troubles
from rumo.listen.contributions.actions import token_of
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.gatherings.models import Canvas, Card, Gathering
from tests.factories import conferences, people
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def story():
    people.national()
    conferences.reviewer()
    with clock.frozen(AT):
        seedgathering.bring(by=BY, at=AT)
        assert (seedtables.bring(by=BY), seedconference.bring(by=BY, at=AT)) == (2, 2)
        yield


def test_a_second_time_brings_nothing():
    assert (seedtables.bring(by=BY), seedconference.bring(by=BY, at=AT)) == (0, 0)


def test_tables_are_handed_in_validated_and_said_to_be_examples():
    assert set(Canvas.objects.values_list("state", flat=True)) == {"validated"}
    assert (Card.objects.count(), Passage.objects.filter(state="shown").count()) == (11, 11)
    assert {text.endswith("(exemplo)") for text in Card.objects.values_list("text", flat=True)} == {True}
    assert set(Contribution.objects.values_list("kind", "channel")) == {("card", "workshop")}


def test_the_receipt_of_a_table_and_its_public_page_are_there(client):
    canvas = Canvas.objects.order_by("pk").first()
    said = Contribution.objects.get(canvas=canvas)
    assert "só está em português" in client.get(f"/pt/contributos/{said.number}/").content.decode()
    page = client.get("/pt/comprovativo/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    told = {"code": code_of(token_of(canvas)), **({"token": token[1]} if token else {})}
    answer = client.post("/pt/comprovativo/", told)
    assert (answer.status_code, said.number in answer.content.decode()) == (200, True)


def test_the_seminar_has_a_programme_that_clashes_nowhere_and_proceedings(client):
    row = Gathering.objects.get(slug=seedconference.HELD)
    assert troubles(standing(row)) == []
    assert Slot.objects.filter(gathering=row).count() == 6
    assert {name.endswith(", exemplo") for name in Speaker.objects.values_list("name", flat=True)} == {True}
    programme = client.get(f"/pt/encontros/{row.slug}/programa/").content.decode()
    proceedings = client.get(f"/pt/encontros/{row.slug}/atas/").content.decode()
    for one in seedconference.PAPERS:
        assert (one.title in programme, one.title in proceedings) == (one.accepted, one.accepted)


def test_the_conference_to_come_takes_abstracts_and_has_two_to_review(client):
    assert client.get(f"/pt/encontros/{seedconference.COMING}/chamada/").status_code == 200
    assert Review.objects.filter(state="assigned").count() == 2
    waiting = Abstract.objects.filter(decision="", call__gathering__slug=seedconference.COMING)
    assert waiting.count() == 2
