"""The seeded story: six phases of a process with who came, minutes of some, one gathering to come; all of it an example."""

import datetime as dt

import pytest

from rumo.doors.desk import seedgathering
from rumo.doors.web import clock
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Gathering, Registration
from tests.factories import people
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
PAGE = f"/pt/encontros/processos/{seedgathering.PROCESS}/"


@pytest.fixture(autouse=True)
def story():
    people.national()
    with clock.frozen(AT):
        assert seedgathering.bring(by=BY, at=AT) == 7
        yield


def test_it_is_brought_once_and_all_of_it_says_that_it_is_an_example():
    assert seedgathering.bring(by=BY, at=AT) == 0
    assert set(Gathering.objects.values_list("synthetic", flat=True)) == {True}
    assert {name.rpartition(", ")[2] for name in Registration.objects.values_list("name", flat=True)} == {
        "exemplo"
    }


def test_the_phases_stand_in_order_of_time_with_counts_that_can_be_added_up_from_what_they_show():
    found = queries.process_told(seedgathering.PROCESS)
    assert [one.row.kind for one in found.stages] == ["diagnosis", "public_session", "exchange", "cocreation", "conference", "public_session"]  # fmt: skip
    assert [one.came.total for one in found.stages] == [35, 51, 15, 34, 14, 14]
    assert (found.total.count, found.total.whole) == (163, True)
    migrants = [one.came.audiences.get("migrants") for one in found.stages]
    assert (migrants, found.audiences["migrants"].count) == ([12, 16, None, 12, None, None], 40)
    assert [one.minutes for one in found.stages] == [True, False, False, True, False, False]


def test_the_gathering_to_come_has_free_places_and_a_waiting_list():
    row = queries.published_one(seedgathering.COMING)
    morning, afternoon = queries.places(row)
    assert (morning.free, afternoon.confirmed, afternoon.waiting) == (15, 3, 2)
    assert morning.session.starts_at > AT + dt.timedelta(days=20)


def test_pages_tell_the_process_and_the_minutes(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        said = client.get(PAGE).content.decode()
    assert ("Houve 163 participações" in said, "≥&nbsp;40" in said, said.count("/ata/")) == (True, True, 2)
    with django_assert_max_num_queries(12):
        minutes = client.get("/pt/encontros/oficina-de-cocriacao-exemplo/ata/").content.decode()
    assert minutes.index("29 de setembro de 2023") < minutes.index("13 de outubro de 2023")
    assert PAGE in client.get("/pt/encontros/oficina-de-cocriacao-exemplo/").content.decode()
    assert PAGE in client.get("/pt/encontros/").content.decode()
    for gone in ("/pt/encontros/processos/nao-ha/", "/pt/encontros/seminario-exemplo/ata/"):
        assert client.get(gone).status_code == 404
