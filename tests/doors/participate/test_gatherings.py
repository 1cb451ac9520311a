"""Gatherings read and registered for: pages, calendars, the form, the receipt, needs, giving up, the certificate."""

import io
import json
import re

import pikepdf
import pytest
from django.core import mail

from rumo.doors.desk.mail.sending import send_waiting
from rumo.doors.web import clock
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Registration, Seat
from tests.doors.files.ical import read
from tests.factories import meeting
from tests.factories.meeting import AFTER, BEFORE, DAY
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
PAGE = "/pt/encontros/oficina-na-biblioteca/"
FORM = f"{PAGE}inscricao/"


@pytest.fixture(autouse=True)
def then():
    """An instant at which one may register."""
    with clock.frozen(BEFORE):
        yield


@pytest.fixture
def row():
    """A gathering of two sessions, one of a single place, one also online."""
    return meeting.gathering(
        sessions=[
            meeting.when(capacity=1, title="Manhã", agenda="10:00 Acolhimento\n10:30-11:30 Mesas <b>"),
            meeting.when(DAY.replace(hour=15), online="https://reuniao.exemplo.invalid/a"),
        ]
    )


def token_of(client, path=FORM):
    """The token of a form."""
    return re.search(r'name="token" value="([^"]+)"', client.get(path).content.decode())[1]


def sent(client, **said):
    """The answer to a registration."""
    filled = {
        "token": token_of(client), "name": "Pessoa, exemplo", "audience": "migrants", "sessions": ["1", "2"],
        "email": "pessoa@exemplo.invalid", "needs": ["sign"], "interpretation": "ar", "language": "pt", **said,
    }  # fmt: skip
    return client.post(FORM, filled)


def code_of(answer):
    """The code on a receipt."""
    part = re.search(r'<p class="code"[^>]*>(.*?)</p>', answer.content.decode())[1]
    return "".join(re.findall(r"<span>(\w+)</span>", part))


def text_of(answer):
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_list_parts_those_to_come_from_those_past(client, row):
    meeting.gathering("antiga", kind="conference", sessions=[meeting.when(BEFORE.replace(year=2025))])
    said = client.get("/pt/encontros/").content.decode()
    assert [said.index(word) for word in ("Próximos", "oficina-na-", "Passados", "/antiga/")] == sorted(
        said.index(word) for word in ("Próximos", "oficina-na-", "Passados", "/antiga/")
    )
    only = client.get("/pt/encontros/?tipo=conference").content.decode()
    assert ("/encontros/antiga/" in only, "/encontros/oficina-na-biblioteca/" in only) == (True, False)
    assert client.get("/pt/encontros/?tipo=x%00").status_code == 200


def test_a_draft_is_read_by_nobody(client):
    meeting.drafted("por-publicar")
    for path in ("", "calendario.ics", "inscricao/"):
        assert client.get(f"/pt/encontros/por-publicar/{path}").status_code == 404
    assert client.get("/api/v1/gatherings/por-publicar").status_code == 404


def test_the_page_says_when_where_and_how_many_places(client, row):
    answer = client.get(PAGE)
    said = text_of(answer)
    for words in (
        "7 de março de 2026, 10:00–12:00",
        "1 lugar livre",
        "10 lugares livres",
        "Elétrico até à praça.",
    ):
        assert words in said
    assert "reuniao.exemplo.invalid" not in answer.content.decode()
    assert "Mesas &lt;b&gt;" in answer.content.decode()
    assert client.get(PAGE, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_search_engines_read_two_events(client, row):
    script = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', client.get(PAGE).content.decode()
    )
    events = json.loads(script[1])["@graph"]
    assert [(one["@type"], one["eventAttendanceMode"].rpartition("/")[2]) for one in events] == [
        ("Event", "OfflineEventAttendanceMode"),
        ("Event", "MixedEventAttendanceMode"),
    ]
    assert events[0]["startDate"] == "2026-03-07T10:00:00+00:00"


@pytest.mark.parametrize("path", ["/pt/encontros/", PAGE, "/pt/encontros.ics", f"{PAGE}calendario.ics"])
def test_few_queries_however_many_there_are(client, row, path, django_assert_max_num_queries):
    for number in range(5):
        meeting.gathering(f"outra-{number}", sessions=[meeting.when()] * 3)
    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


def test_calendars_tell_every_session_and_what_became_of_it(client, row):
    first = read(client.get("/pt/encontros.ics").content)
    assert first.properties["METHOD"] == "PUBLISH"
    assert [one["STATUS"] for one in first.events] == ["CONFIRMED", "CONFIRMED"]
    assert first.events[0]["DTSTART"] == "20260307T100000Z"
    gatherings.cancel(gathering=row, reason="Chuva (exemplo)", by=BY, at=BEFORE)
    later = read(client.get(f"{PAGE}calendario.ics").content)
    assert [one["UID"] for one in later.events] == [one["UID"] for one in first.events]
    assert [(one["STATUS"], one["SEQUENCE"]) for one in later.events] == [("CANCELLED", "1")] * 2


def test_who_registers_gets_a_receipt_and_a_letter_with_two_invitations(client, row):
    answer = sent(client)
    assert answer.status_code == 201
    found = Registration.objects.get()
    assert (found.needs, found.audience) == ({"sign": True, "interpretation": "ar"}, "migrants")
    assert send_waiting().sent == 1
    letter = mail.outbox[0]
    assert letter.to == ["pessoa@exemplo.invalid"]
    assert code_of(answer) in letter.body.replace("-", "")
    calendars = [read(content.encode()) for _name, content, _kind in letter.attachments]
    assert [one.properties["METHOD"] for one in calendars] == ["REQUEST", "REQUEST"]
    published = read(client.get(f"{PAGE}calendario.ics").content)
    assert [one.events[0]["UID"] for one in calendars] == [one["UID"] for one in published.events]
    assert calendars[1].events[0]["DESCRIPTION"] == "https://reuniao.exemplo.invalid/a"
    assert calendars[0].events[0]["ATTENDEE"] == "mailto:pessoa@exemplo.invalid"


def test_the_same_form_sent_again_is_the_same_receipt(client, row):
    token = token_of(client)
    first, second = sent(client, token=token), sent(client, token=token)
    assert (first.status_code, second.status_code, code_of(first)) == (201, 200, code_of(second))
    assert Registration.objects.count() == 1


def test_what_is_to_mend_is_said_at_its_field(client, row):
    answer = sent(client, name="", email="a", audience="", sessions=["9", "x", "99999999999"])
    assert answer.status_code == 422
    places = re.findall(r'<li><a href="#([\w-]+)"', answer.content.decode())
    assert places == ["name", "email", "audience-1", "sessions-1"]
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("said", [{"token": "x"}, {"token": ""}])
def test_a_form_open_too_long_keeps_what_was_written(client, row, said):
    answer = sent(client, name="Zulmira, exemplo", **said)
    assert (answer.status_code, Registration.objects.count()) == (422, 0)
    assert 'value="Zulmira, exemplo"' in answer.content.decode()


def test_who_waits_is_told_how_many_are_ahead(client, row):
    for number in range(2):
        meeting.registered(row, f"t{number}", sessions=(1,), email="")
    assert "À sua frente está 1 pessoa." in text_of(sent(client))


def test_with_the_code_needs_are_changed_and_the_place_given_up(client, row):
    code = code_of(sent(client))
    shown = client.post("/pt/inscricao/", {"code": code})
    assert "https://reuniao.exemplo.invalid/a" in shown.content.decode()
    changed = client.post(
        "/pt/inscricao/apoio/", {"code": code, "needs": ["travel", "x"], "note": "de longe"}
    )
    assert (changed.status_code, Registration.objects.get().needs) == (200, {"travel": True})
    asked = client.post("/pt/inscricao/desistir/", {"code": code, "sessao": "1"})
    assert Seat.objects.filter(state="cancelled").count() == 0
    assert 'name="confirmo"' in asked.content.decode()
    client.post("/pt/inscricao/desistir/", {"code": code, "sessao": "1", "confirmo": "1"})
    assert Seat.objects.filter(state="cancelled").count() == 1
    done = client.post("/pt/inscricao/desistir/", {"code": code, "confirmo": "1"})
    assert (done.status_code, Registration.objects.get().cancelled_at) == (200, BEFORE)
    again = client.post("/pt/inscricao/desistir/", {"code": code, "confirmo": "1"})
    assert again.status_code == 409


def test_the_code_is_known_where_every_receipt_is_asked_for(client, row):
    answer = client.post("/pt/comprovativo/", {"code": code_of(sent(client))})
    assert (answer.status_code, "A minha inscrição" in text_of(answer)) == (200, True)


@pytest.mark.parametrize("path", ["", "apoio/", "desistir/", "certificado.pdf"])
@pytest.mark.parametrize("code", ["", "x", "0" * 27, "\x00", "a" * 5000])
def test_a_code_that_is_nobodys_is_not_found(client, row, path, code):
    assert client.post(f"/pt/inscricao/{path}", {"code": code}).status_code == 404


def test_too_long_a_note_is_refused_and_kept_on_the_page(client, row):
    code = code_of(sent(client))
    answer = client.post("/pt/inscricao/apoio/", {"code": code, "note": "ã" * 1001})
    assert (answer.status_code, "ã" * 1001 in answer.content.decode()) == (422, True)


def test_there_is_a_certificate_for_who_came_as_often_as_asked(client, row):
    code = code_of(sent(client))
    assert client.post("/pt/inscricao/certificado.pdf", {"code": code}).status_code == 409
    number = Registration.objects.get().public_id
    gatherings.check_in(session=meeting.session(row), numbers=[number], by=BY, at=DAY)
    for _time in range(2):
        answer = client.post("/pt/inscricao/certificado.pdf", {"code": code})
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            assert len(document.pages) == 1
            assert "/StructTreeRoot" in document.Root


def test_nobody_registers_once_it_is_over_or_cancelled(client, row):
    token = token_of(client)
    gatherings.cancel(gathering=row, reason="Chuva (exemplo)", by=BY, at=BEFORE)
    assert client.get(FORM).status_code == 410
    assert sent_late(client, token) == 422
    assert "Chuva (exemplo)" in text_of(client.get(PAGE))


def sent_late(client, token):
    """The status of a form begun before."""
    return client.post(
        FORM, {"token": token, "name": "x", "audience": "migrants", "sessions": ["1"]}
    ).status_code


def test_a_past_page_counts_who_came_and_hides_the_few(client):
    row = meeting.gathering(sessions=[meeting.when(capacity=None)])
    numbers = []
    for number in range(25):
        audience = "residents" if number < 13 else "migrants" if number < 24 else "academia"
        got = meeting.registered(row, f"t{number}", email="", audience=audience)
        numbers.append(got.registration.public_id)
    gatherings.check_in(session=meeting.session(row), numbers=numbers[:9], by=BY, at=DAY)
    with clock.frozen(AFTER):
        assert "Menos de dez pessoas" in text_of(client.get(PAGE))
        gatherings.check_in(session=meeting.session(row), numbers=numbers, by=BY, at=DAY)
        said = text_of(client.get(PAGE))
    assert "25 pessoas" in said
    assert "Universidade ou investigação 1" not in said


def test_machines_read_the_same(client, row):
    meeting.registered(row, sessions=(1,))
    listed = client.get("/api/v1/gatherings").json()
    assert [(one["slug"], one["state"]) for one in listed["items"]] == [("oficina-na-biblioteca", "coming")]
    one = client.get("/api/v1/gatherings/oficina-na-biblioteca").json()
    assert [said["free"] for said in one["sessions"]] == [0, 10]
    assert [item["title"] for item in one["sessions"][0]["agenda"]] == ["Acolhimento", "Mesas <b>"]
    assert "reuniao.exemplo" not in json.dumps(one)
    assert "Pessoa, exemplo" not in json.dumps(one)
