"""The journal of a visit in the office: written with photographs, approved or returned by another, mended, withdrawn with a reason."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import VisitNote, VisitPhoto
from tests.factories import meeting, people, practices
from tests.factories.files import picture
from tests.factories.meeting import AFTER
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
HERE = f"/pt/gabinete/encontros/{meeting.SLUG}/diario/"
SAID = {"day": "2026-03-07", "text": "Vimos a carrinha.", "part": "visitor", "language": "pt", "practice": ""}


@pytest.fixture(autouse=True)
def then():
    """An instant when the visit is over."""
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def row(country):
    """An exchange that Lisbon held."""
    return meeting.gathering(owner=people.municipality(), kind="exchange")


def desk(role="municipal_coordinator", body=None):
    """The desk of somebody else of Lisbon each time."""
    return people.signed_in(Client(), people.person(role, body or people.municipality()))


def jpg(n=1):
    """A photograph, as a form sends it."""
    return {f"photo-{n}": SimpleUploadedFile("a.jpg", picture())}


def mended(answer):
    """Where a page says something is to be mended; each is there to go to."""
    assert answer.status_code == 422
    page = answer.content.decode()
    places = re.findall(r'<li><a href="#([\w-]+)"', page)
    assert all(f'id="{one}"' in page for one in places)
    return places


def written(client, **more):
    """The number of a note somebody wrote."""
    assert client.post(f"{HERE}nova/", {**SAID, **more}).status_code == 303
    return VisitNote.objects.latest("pk").number


def approved(client, number):
    """What approving a note answers, as it is read in the list at that moment."""
    page = client.get(HERE).content.decode()
    (read,) = re.findall(rf'{number}/aprovar/".*?name="read" value="([^"]+)"', page, re.DOTALL) or [""]
    return client.post(f"{HERE}{number}/aprovar/", {"read": read}).status_code


def state(number):
    return VisitNote.objects.get(number=number).state


def test_a_note_is_written_and_published_by_another(row):
    one, other = desk("facilitator"), desk()
    assert "O diário está vazio" in one.get(HERE).content.decode()
    assert one.get(f"{HERE}nova/").status_code == 200
    number = written(one, **jpg(2), **{"shows-2": "A <carrinha>"})
    assert (VisitPhoto.objects.get().shows, StoredFile.objects.get().received_by != BY) == ("A <carrinha>", True)  # fmt: skip
    assert one.post(f"{HERE}{number}/aprovar/").status_code == 409
    assert ["uma nota à sua espera" in client.get(HERE).content.decode() for client in (one, other)] == [False, True]  # fmt: skip
    picture_at = f"{HERE}{number}/fotografias/0/"
    assert picture_at in other.get(HERE).content.decode()
    assert other.get(picture_at).getvalue()[:3] == b"\xff\xd8\xff"
    StoredFile.objects.update(state="quarantined", reason="x", released_at=None)
    assert (picture_at in other.get(HERE).content.decode(), other.get(picture_at).status_code) == (False, 404)
    assert other.get(f"{HERE}{number}/fotografias/99999999/").status_code == 404
    assert [approved(other, number) for _twice in range(2)] == [303, 303]
    assert state(number) == "published"
    assert one.get(f"{HERE}{number}/").status_code == 409


def test_a_note_is_returned_mended_and_approved(row):
    one, other = desk("facilitator"), desk()
    number = written(one, **jpg(), **{"shows-1": "Antes"})
    assert other.get(f"{HERE}{number}/").status_code == 404
    assert other.get(f"{HERE}{number}/devolver/").status_code == 200
    assert mended(other.post(f"{HERE}{number}/devolver/", {"reason": " "})) == ["reason"]
    assert one.post(f"{HERE}{number}/devolver/", {"reason": "x"}).status_code == 409
    assert other.post(f"{HERE}{number}/devolver/", {"reason": "Falta o lugar."}).status_code == 303
    for path in (HERE, f"{HERE}{number}/"):
        assert "Falta o lugar." in one.get(path).content.decode()
    assert "uma nota à sua espera" in one.get(HERE).content.decode()
    assert mended(one.post(f"{HERE}{number}/", {**SAID, "day": "9999-01-01"})) == ["day"]
    new = {**SAID, "text": "No bairro.", "drop": "0", **jpg(), "shows-1": "Depois"}
    assert one.post(f"{HERE}{number}/", new).status_code == 303
    assert [one.shows for one in VisitPhoto.objects.all()] == ["Depois"]
    assert (state(number), VisitNote.objects.get().text) == ("written", "No bairro.")
    assert one.post(f"{HERE}{number}/", {**SAID, "text": "Outra."}).status_code == 303
    assert VisitPhoto.objects.count() == 1


@pytest.mark.parametrize("read", ["", "\x00", "2026-13-45T00:00", "2026-03-07T00:00:00+00:00"])
def test_what_was_not_read_as_it_stands_is_not_approved(row, read):
    number = written(desk("facilitator"))
    assert desk().post(f"{HERE}{number}/aprovar/", {"read": read}).status_code == 409
    assert state(number) == "written"


def test_a_public_note_is_withdrawn_with_a_reason(row):
    one, other = desk("facilitator"), desk()
    number = written(one)
    assert other.post(f"{HERE}{number}/retirar/", {"reason": "x"}).status_code == 409
    assert approved(other, number) == 303
    assert other.post(f"{HERE}{number}/devolver/", {"reason": "x"}).status_code == 409
    assert one.get(f"{HERE}{number}/retirar/").status_code == 404
    assert other.get(f"{HERE}{number}/retirar/").status_code == 200
    assert mended(other.post(f"{HERE}{number}/retirar/", {"reason": ""})) == ["reason"]
    assert other.post(f"{HERE}{number}/retirar/", {"reason": "Pessoas à vista."}).status_code == 303
    assert (state(number), "Pessoas à vista." in other.get(HERE).content.decode()) == ("withdrawn", True)


def test_it_says_which_practice_was_seen(row):
    vocabularies.load(by=BY, at=AT)
    practice = practices.published()
    one = desk("facilitator")
    number = written(one, practice=practice.slug)
    assert f"/{practice.slug}/" in one.get(HERE).content.decode()
    assert f'value="{practice.slug}" selected' in one.get(f"{HERE}{number}/").content.decode()


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ({"day": "ontem"}, ["day"]),
        ({"day": "2026-04-01"}, ["day"]),
        ({"part": "x"}, ["part-1"]),
        ({"text": "\x00"}, ["text"]),
        ({"language": "\x00"}, ["language"]),
        ({"practice": "nenhuma\x00"}, ["practice"]),
        ({**jpg(3)}, ["photo-1"]),
        ({"photo-1": SimpleUploadedFile("a.txt", b"texto"), "shows-1": "x"}, ["photo-1"]),
        ({"photo-1": SimpleUploadedFile("a.exe", b"MZ\x00"), "shows-1": "x"}, ["photo-1"]),
    ],
)
def test_what_is_to_mend_is_said_at_its_field(row, said, places):
    assert mended(desk().post(f"{HERE}nova/", {**SAID, **said})) == places
    assert VisitNote.objects.count() == 0


def test_only_an_exchange_that_is_public_has_a_journal(country):
    meeting.gathering(owner=people.municipality())
    client = desk()
    assert client.get(HERE).status_code == client.get(f"{HERE}nova/").status_code == 404
    row = meeting.gathering("outra", people.municipality(), kind="exchange")
    gatherings.cancel(gathering=row, reason="Chuva", by=BY, at=AFTER)
    assert client.get(HERE.replace(meeting.SLUG, "outra") + "nova/").status_code == 409


def test_the_list_asks_the_same_however_long(row, django_assert_max_num_queries):
    client = desk()
    for n in range(6):
        written(client, text=f"Nota {n}")
    client.get(HERE)
    with django_assert_max_num_queries(12):
        client.get(HERE)
