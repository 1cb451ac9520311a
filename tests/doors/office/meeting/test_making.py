"""Gatherings made in the office: what was typed stays on the page with what to mend, and nothing is half-written."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.doors.web import clock
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.actions.visiting import write_note
from rumo.listen.gatherings.models import Document, Gathering, InCharge, Item, Seat, Session
from rumo.listen.gatherings.rules import Noted
from tests.factories import listening, meeting, people
from tests.factories.meeting import BEFORE, DAY
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
HERE = f"/pt/gabinete/encontros/{meeting.SLUG}/"
FRAME = {
    "slug": "nova", "kind": "diagnosis", "title": "Nova (exemplo)", "summary": "x", "language": "pt",
    "zone": "Europe/Lisbon", "registration": "yes", "ends": "2026-03-01T18:00",
}  # fmt: skip
SESSION = {
    "title": "Manhã", "day": "2026-03-08", "starts": "10:00", "ends": "12:00", "place": "Sala", "capacity": "5",
    "agenda": "10:00 Um",
}  # fmt: skip


@pytest.fixture(autouse=True)
def then():
    """An instant before the sessions."""
    with clock.frozen(BEFORE):
        yield


@pytest.fixture
def desk(country, client):
    """The desk of a coordinator of Lisbon."""
    return people.signed_in(client, people.person("municipal_coordinator", people.municipality()))


@pytest.fixture
def row(country):
    """A gathering of Lisbon that is published."""
    return meeting.gathering(owner=people.municipality())


def mended(answer):
    """Where a page says something is to be mended."""
    assert answer.status_code == 422
    return re.findall(r'<li><a href="#([\w-]+)"', answer.content.decode())


def test_one_is_made_written_and_published(desk):
    listening.consultation()
    body = people.municipality().public_id
    answer = desk.post(
        "/pt/gabinete/encontros/novo/", {**FRAME, "owner": body, "consultation": listening.SLUG}
    )
    assert (answer.status_code, answer["Location"]) == (303, "/pt/gabinete/encontros/nova/")
    row = Gathering.objects.get(slug="nova")
    assert (row.consultation.slug, row.registration_ends_at.isoformat()) == (
        listening.SLUG,
        "2026-03-01T18:00:00+00:00",
    )
    assert mended(desk.post("/pt/gabinete/encontros/nova/publicar/")) == ["main"]
    assert (
        desk.post(
            "/pt/gabinete/encontros/nova/sessoes/nova/", {**SESSION, "municipality": "1106"}
        ).status_code
        == 303
    )
    session = Session.objects.get(gathering=row)
    assert (session.capacity, session.municipality.dico, Item.objects.get().title) == (5, "1106", "Um")
    assert desk.post("/pt/gabinete/encontros/nova/publicar/").status_code == 303
    assert desk.get("/pt/gabinete/encontros/nova/publicar/").status_code == 409
    said = desk.get("/pt/gabinete/encontros/nova/sessoes/1/").content.decode()
    assert [f'value="{value}"' in said for value in ("2026-03-08", "10:00", "12:00")] == [True] * 3


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"slug": "Á"}, "slug"),
        ({"title": ""}, "title"),
        ({"kind": "x"}, "kind"),
        ({"ends": "ontem"}, "ends"),
        ({"ends": "9999-12-31T23:59"}, "ends"),
        ({"consultation": "nenhuma\x00"}, "consultation"),
        ({"owner": "x"}, "owner"),
    ],
)
def test_what_a_gathering_is_not_is_said_at_its_field(desk, said, place):
    typed = {**FRAME, "owner": people.municipality().public_id, **said}
    assert mended(desk.post("/pt/gabinete/encontros/novo/", typed)) == [place]
    assert Gathering.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"day": "amanhã"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"starts": "25:00"}, "starts"),
        ({"ends": ""}, "ends"),
        ({"ends": "09:00"}, "ends"),
        ({"capacity": "muitos"}, "capacity"),
        ({"capacity": "0"}, "capacity"),
        ({"place": "", "online": "ftp://a"}, "online"),
        ({"agenda": "Um"}, "agenda"),
    ],
)
def test_what_a_session_is_not_is_said_at_its_field(desk, row, said, place):
    assert mended(desk.post(f"{HERE}sessoes/nova/", {**SESSION, "municipality": "\x00", **said})) == [place]
    assert Session.objects.count() == 1


def test_a_frame_is_written_and_who_comes_is_told(desk, row):
    assert desk.post(f"{HERE}quadro/", {**FRAME, "title": "Outra (exemplo)"}).status_code == 303
    assert (meeting.again(row).title, meeting.again(row).revision) == ("Outra (exemplo)", 1)
    assert mended(desk.post(f"{HERE}quadro/", {**FRAME, "title": ""})) == ["title"]


def test_people_and_documents(desk, row):
    assert desk.post(f"{HERE}pessoas/", {"people": "Atas: A, exemplo\n\nMesa: B, exemplo"}).status_code == 303
    assert InCharge.objects.count() == 2
    assert mended(desk.post(f"{HERE}pessoas/", {"people": "sem dois pontos"})) == ["people"]
    assert mended(desk.post(f"{HERE}documentos/")) == ["file"]
    bad = SimpleUploadedFile("a.exe", io.BytesIO(b"MZ\x00").read())
    assert mended(desk.post(f"{HERE}documentos/", {"file": bad})) == ["file"]
    assert desk.post(f"{HERE}documentos/", {"file": SimpleUploadedFile("a.txt", b"texto")}).status_code == 303
    assert Document.objects.count() == 1
    assert desk.post(f"{HERE}documentos/1/retirar/").status_code == 303
    assert desk.post(f"{HERE}documentos/99999999/retirar/").status_code == 303
    assert Document.objects.count() == 0


def test_a_session_is_taken_away_or_not(desk, row):
    assert desk.post(f"{HERE}sessoes/1/tirar/").status_code == 409
    assert desk.post(f"{HERE}sessoes/99999999/tirar/").status_code == 404
    gatherings.put_session(gathering=row, said=meeting.when(), by=BY, at=BEFORE)
    assert desk.post(f"{HERE}sessoes/2/tirar/").status_code == 303


def test_it_is_cancelled_with_a_reason(desk, row):
    assert mended(desk.post(f"{HERE}anular/", {"reason": ""})) == ["reason"]
    assert desk.post(f"{HERE}anular/", {"reason": "Chuva (exemplo)"}).status_code == 303
    assert desk.post(f"{HERE}anular/", {"reason": "x"}).status_code == 409
    assert mended(desk.post(f"{HERE}quadro/", FRAME)) == ["title"]


def test_who_comes_is_noted_by_list_by_number_and_by_code(desk, row):
    got = [meeting.registered(row, token, needs={"interpretation": "ar"}) for token in "abc"]
    numbers = [one.registration.public_id for one in got]
    path = f"{HERE}sessoes/1/presencas/"
    assert mended(desk.post(path)) == ["badge"]
    assert mended(desk.post(path, {"badge": "x\x00"})) == ["badge"]
    assert mended(desk.post(path, {"came": ["\x00", numbers[0]]})) == ["badge"]
    assert Seat.objects.filter(attended_at__isnull=False).count() == 0
    desk.post(path, {"came": numbers[:1]})
    desk.post(path, {"badge": numbers[1].upper()})
    desk.post(path, {"badge": got[2].code.lower()})
    desk.post(path, {"badge": numbers[1]})
    assert Seat.objects.filter(attended_at=BEFORE).count() == 3
    assert "Interpretação para outra língua: العربية" in desk.get(f"{HERE}inscritos/").content.decode()
    desk.post(f"{path}desmarcar/", {"came": numbers[0]})
    desk.post(f"{path}desmarcar/", {"came": "\x00"})
    assert Seat.objects.filter(attended_at=BEFORE).count() == 2
    assert desk.get(f"{HERE}inscritos/{numbers[0]}/certificado.pdf").status_code == 404
    assert desk.get(f"{HERE}inscritos/{numbers[1]}/certificado.pdf").content[:5] == b"%PDF-"


def test_a_facilitator_sees_who_comes_and_does_not_publish(country, client):
    row = meeting.drafted(owner=people.municipality())
    desk = people.signed_in(client, people.person("facilitator", people.municipality()))
    assert "/gabinete/encontros/" in desk.get("/pt/gabinete/").content.decode()
    assert desk.get(f"{HERE}inscritos/").status_code == 200
    assert desk.get(f"{HERE}publicar/").status_code == 404
    assert row.state == "draft"


@pytest.mark.parametrize("path", ["", "inscritos/", "cartoes/", "sessoes/1/presencas/"])
def test_few_queries_however_many_come(desk, row, path, django_assert_max_num_queries):
    for number in range(8):
        meeting.registered(row, f"t{number}")
    desk.get(HERE)
    with django_assert_max_num_queries(16):
        assert desk.get(f"{HERE}{path}").status_code == 200


def test_the_list_tells_where_each_stands(desk, row):
    meeting.drafted("rascunho", people.municipality(), sessions=[])
    said = desk.get("/pt/gabinete/encontros/").content.decode()
    assert said.index("em preparação") < said.index("por acontecer")
    assert f"{DAY:%d/%m/%Y}, 10:00–12:00" in said


def test_what_waits_for_somebody_is_told_in_the_list_and_at_the_desk(
    country, client_class, django_assert_max_num_queries
):
    town = people.municipality()
    row = meeting.gathering(owner=town, kind="exchange")
    writer, other = (people.person(role, town) for role in ("facilitator", "municipal_coordinator"))
    by = writer.public_id
    act = {"gathering": row, "by": by, "at": meeting.AFTER}
    gatherings.write_minutes(items=[Noted("decision", "Fica (exemplo).")], revision=0, **act)
    gatherings.submit_minutes(revision=1, **act)
    for text in ("Um", "Dois"):
        write_note(day=DAY.date(), text=text, part="host", **act)
    desks = {user: people.signed_in(client_class(), user) for user in (writer, other)}
    for path in ("/pt/gabinete/encontros/", HERE):
        told = {user: client.get(path).content.decode() for user, client in desks.items()}
        for words in ("ata por aprovar", "2 notas do diário à sua espera"):
            assert [words in told[user] for user in (writer, other)] == [False, True]
        with django_assert_max_num_queries(12):
            desks[other].get(path)


def test_the_desk_leads_to_what_the_gathering_left(country, client_class):
    town = people.municipality()
    desk = people.signed_in(client_class(), people.person("municipal_coordinator", town))
    ways = {"ata", "respostas", "mesas", "diario"}
    for kind, left_out, more in (("cocreation", {"diario"}, []), ("exchange", set(), []), ("conference", {"diario"}, ["conferencias"])):  # fmt: skip
        row = meeting.gathering(f"de-{kind}", town, kind=kind)
        page = desk.get(f"/pt/gabinete/encontros/{row.slug}/").content.decode()
        found = set(re.findall(rf"/gabinete/encontros/{row.slug}/(\w+)/\"", page))
        assert found & ways == ways - left_out
        assert re.findall(rf"/gabinete/(conferencias)/{row.slug}/", page) == more
