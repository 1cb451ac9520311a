"""Processes in the office: begun by those who write for a body, listed with their phases, chosen where a gathering is written."""

import re

import pytest

from rumo.ground.people import models as m
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Process
from tests.factories import meeting, people
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
HERE = "/pt/gabinete/encontros/processos/"
SAID = {"slug": "escola", "title": "Escola para todos (exemplo)", "summary": "x"}
FRAME = {
    "kind": "diagnosis", "title": "Nova (exemplo)", "summary": "x", "language": "pt", "zone": "Europe/Lisbon",
}  # fmt: skip


@pytest.fixture
def town(country):
    return people.municipality()


@pytest.fixture
def desk(town, client):
    """The desk of a coordinator of Lisbon."""
    return people.signed_in(client, people.person("municipal_coordinator", town))


def begun(owner, slug="escola"):
    return gatherings.begin_process(
        slug=slug, owner=owner, title="Escola (exemplo)", summary="", by=BY, at=AT
    )


def mended(answer):
    assert answer.status_code == 422
    return re.findall(r'<li><a href="#([\w-]+)"', answer.content.decode())


def offered(page):
    """The processes one may choose from, and the one chosen."""
    found = re.search(r'<select id="process".*?</select>', page, re.DOTALL)
    return re.findall(r'<option value="([\w-]*)"( selected)?>', found.group()) if found else None


def test_one_is_begun_and_listed_with_its_phases(desk, town):
    assert "Ainda não há processos" in desk.get(HERE).content.decode()
    assert desk.post(f"{HERE}novo/", {**SAID, "owner": town.public_id}).status_code == 303
    row = Process.objects.get()
    assert (row.owner, row.title) == (town, SAID["title"])
    assert "Ainda sem encontros" in desk.get(HERE).content.decode()
    meeting.drafted(owner=town, process=row)
    page = desk.get(HERE).content.decode()
    assert ("Sem encontros publicados" in page, meeting.FRAME["title"] in page) == (True, True)
    gatherings.publish(gathering=meeting.Gathering.objects.get(), by=BY, at=AT)
    assert "/encontros/processos/escola/" in desk.get(HERE).content.decode()


@pytest.mark.parametrize(
    ("said", "place"),
    [({"slug": "Á"}, "slug"), ({"slug": "a\x00b"}, "slug"), ({"title": ""}, "title"), ({"owner": "\x00"}, "owner"), ({"slug": "ha"}, "slug")],
)  # fmt: skip
def test_what_it_is_not_is_said_at_its_field(desk, town, said, place):
    begun(town, "ha")
    assert mended(desk.post(f"{HERE}novo/", {**SAID, "owner": town.public_id, **said})) == [place]
    assert Process.objects.count() == 1


def test_who_writes_for_several_bodies_says_of_which(client, town):
    user = people.person("facilitator", town)
    m.Membership.objects.create(
        user=user, entity=people.national(), role="facilitator", granted_by=BY, granted_at=AT
    )
    begun(town)
    begun(people.national(), "alheio")
    desk = people.signed_in(client, user)
    assert "Escolha</option>" in desk.get(f"{HERE}novo/").content.decode()
    page = desk.get("/pt/gabinete/encontros/novo/").content.decode()
    assert f"Escola (exemplo) · {town.name}" in page


def test_a_gathering_is_put_in_a_process_of_its_body(desk, town):
    row = meeting.gathering(owner=town)
    place = f"/pt/gabinete/encontros/{row.slug}/quadro/"
    begun(people.national(), "alheio")
    assert offered(desk.get(place).content.decode()) is None
    begun(town)
    assert offered(desk.get(place).content.decode()) == [("", " selected"), ("escola", "")]
    for other in ("alheio", "nenhum", "x\x00"):
        assert mended(desk.post(place, {**FRAME, "process": other})) == ["process"]
    assert desk.post(place, {**FRAME, "process": "escola"}).status_code == 303
    assert meeting.again(row).process.slug == "escola"
    assert offered(desk.get(place).content.decode()) == [("", ""), ("escola", " selected")]
    assert desk.post(place, FRAME).status_code == 303
    assert meeting.again(row).process is None


def test_a_new_gathering_is_in_a_process_of_the_body_it_is_of(desk, town):
    begun(town)
    begun(people.national(), "alheio")
    said = {**FRAME, "slug": "nova", "owner": town.public_id}
    assert offered(desk.get("/pt/gabinete/encontros/novo/").content.decode()) == [("", " selected"), ("escola", "")]  # fmt: skip
    assert mended(desk.post("/pt/gabinete/encontros/novo/", {**said, "process": "alheio"})) == ["process"]
    assert desk.post("/pt/gabinete/encontros/novo/", {**said, "process": "escola"}).status_code == 303


def test_the_list_asks_the_same_however_long(desk, town, django_assert_max_num_queries):
    for n in range(8):
        meeting.drafted(slug=f"fase-{n}", owner=town, process=begun(town, f"p-{n}"))
    desk.get(HERE)
    with django_assert_max_num_queries(12):
        desk.get(HERE)
