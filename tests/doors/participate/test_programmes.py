"""The programme of a conference: for people in a fixed number of queries, for calendars and applications as their formats ask."""

import datetime as dt
import json
import re
import uuid
from xml.etree import ElementTree as Tree

import icalendar
import pytest

from rumo.doors.web import clock
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from tests.factories import conferences as make
from tests.factories.conferences import AT, BY, MORNING

pytestmark = pytest.mark.django_db
BASE = "/pt/encontros/conferencia-exemplo/"
MACHINES = ("programa.ics", "programa.json", "programa.xcal", "atas.pdf")
XCAL = "{urn:ietf:params:xml:ns:icalendar-2.0}"


@pytest.fixture
def row():
    found = make.public()
    with clock.frozen(AT):
        yield found


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def wide(row, talks):
    """So many talks of five minutes, each in the first free place of four rooms, by speakers of their own."""
    rooms = [make.room(row, f"Sala {n}") for n in range(4)]
    call = make.call(row, kinds=[("Comunicação", 5)])
    for n in range(talks):
        made = make.accepted(call, f"t{n}", title=f"Comunicação {n}")
        who = make.speaker(row, f"Pessoa {n}, exemplo")
        make.slot(row, rooms[n % 4], 20 + n // 4 * 5, 5, abstract=made, speakers=[who])


def test_the_programme_says_what_where_and_who(row, client):
    answer = client.get(f"{BASE}programa/")
    assert answer.status_code == 200
    assert not answer.cookies
    told = text_of(answer)
    for words in (
        "4 de junho de 2026",
        "10:00",
        "Auditório",
        "Uma comunicação (exemplo)",
        "Oradora, exemplo",
        "20 min",
    ):
        assert told.count(words) >= 1, words
    again = client.get(f"{BASE}programa/", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def test_times_are_those_of_the_place(client):
    make.public(zone="Atlantic/Azores")
    told = text_of(client.get(f"{BASE}programa/"))
    assert (told.count("09:00"), told.count("10:00")) == (1, 0)
    number = m.Slot.objects.get().number
    assert text_of(client.get(f"{BASE}programa/{number}/")).count("09:00–09:20") == 1


def test_queries_do_not_grow(row, client, django_assert_num_queries):
    client.get(f"{BASE}programa/")
    with django_assert_num_queries(3):
        client.get(f"{BASE}programa/")
    wide(row, 24)
    with django_assert_num_queries(8):  # it changed: what is kept of it is made anew
        client.get(f"{BASE}programa/")
    with django_assert_num_queries(3):
        client.get(f"{BASE}programa/")


def test_what_is_kept_is_never_old(row, client):
    def seen():
        page = client.get(f"{BASE}programa/").content.decode()
        return [words in page for words in ("10:00", "10:30", "Sala 2", "Oradora, exemplo", "Pausa")]

    one = m.Slot.objects.get()
    assert seen() == [True, False, False, True, False]
    conferences.move_slot(slot=one, minutes=30, by=BY, at=AT)
    assert seen() == [False, True, False, True, False]
    conferences.consent(speaker=m.Speaker.objects.get(), given=False, by=BY, at=AT)
    assert seen() == [False, True, False, False, False]
    make.slot(row, make.room(row, "Sala 2"), 0, kind="break", title="Pausa")
    assert seen() == [True, True, True, False, True]


def test_nothing_is_public_before_the_programme_is(client):
    make.slot(row := make.conference(), make.room(row))
    number = m.Slot.objects.get().number
    paths = ["programa/", f"programa/{number}/", f"programa/{number}/perguntas/", "atas/", *MACHINES]
    assert [client.get(f"{BASE}{path}").status_code for path in paths] == [404] * len(paths)


def test_what_is_not_there_is_not_found(row, client):
    number = m.Slot.objects.get().number
    paths = [
        f"/pt/encontros/outro/{path}" for path in ("chamada/", "programa/", f"programa/{number}/", *MACHINES)
    ]
    paths += [f"{BASE}programa/nada/", f"{BASE}programa/nada/calendario.ics", f"{BASE}chamada/"]
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)


def test_a_cancelled_slot_stands_struck_out(row, client):
    one = m.Slot.objects.get()
    conferences.drop_slot(slot=one, by=BY, at=AT)
    page = client.get(f"{BASE}programa/").content.decode()
    assert page.count('<s><bdi lang="pt">Uma comunicação (exemplo)</bdi></s>') == 1
    told = text_of(client.get(f"{BASE}programa/{one.number}/"))
    assert (told.count("cancelado"), told.count("Um resumo da comunicação.")) == (1, 0)


def test_a_cancelled_conference_says_so(row, client):
    row.state, row.cancelled_at, row.cancelled_why = "cancelled", AT, "Não há sala."
    row.save()
    assert text_of(client.get(f"{BASE}programa/")).count("Este encontro foi cancelado. Não há sala.") == 1
    assert json.loads(client.get(f"{BASE}programa.json").content)["schedule"]["conference"]["days"] == []
    assert events(client)[0]["STATUS"] == "CANCELLED"


def events(client, path="programa.ics"):
    """The events of a calendar, read by a reader of its own."""
    answer = client.get(f"{BASE}{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert not answer.cookies
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_holds_each_slot(row, client):
    (event,) = events(client)
    one = m.Slot.objects.get()
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (MORNING, MORNING + dt.timedelta(minutes=20))
    assert (str(event["summary"]), str(event["location"])) == ("Uma comunicação (exemplo)", "Auditório")
    assert str(event["description"]) == "Oradora, exemplo · Um resumo da comunicação."
    assert (str(event["uid"]), event["sequence"], event["status"]) == (
        f"{one.number}@127.0.0.1",
        0,
        "CONFIRMED",
    )
    (alone,) = events(client, f"programa/{one.number}/calendario.ics")
    assert alone.to_ical() == event.to_ical()


def test_a_slot_that_moves_keeps_its_id_and_counts_up(row, client):
    (before,), one = events(client), m.Slot.objects.get()
    later = AT + dt.timedelta(hours=1)
    conferences.move_slot(slot=one, minutes=30, by=BY, at=later)
    (after,) = events(client)
    assert (after["uid"], after["sequence"]) == (before["uid"], 1)
    assert after.decoded("dtstart") == MORNING + dt.timedelta(minutes=30)
    assert after.decoded("dtstamp") == later
    conferences.drop_slot(slot=one, by=BY, at=later)
    (gone,) = events(client)
    assert (gone["status"], gone["sequence"], str(gone["description"])) == (
        "CANCELLED",
        2,
        "Oradora, exemplo",
    )


def test_xcal_holds_the_same_in_the_elements_of_its_types(row, client):
    make.slot(row, m.Room.objects.get(), 60, kind="break", title="Pausa & café \x00")
    answer = client.get(f"{BASE}programa.xcal")
    assert answer["Content-Type"] == "application/calendar+xml; charset=utf-8"
    root = Tree.fromstring(answer.content)
    assert root.tag == f"{XCAL}icalendar"
    found = root.findall(f"{XCAL}vcalendar/{XCAL}components/{XCAL}vevent/{XCAL}properties")
    assert len(found) == 2
    types = {
        "dtstart": "date-time",
        "dtend": "date-time",
        "dtstamp": "date-time",
        "last-modified": "date-time",
        "url": "uri",
        "sequence": "integer",
    }
    for properties, event in zip(found, events(client), strict=True):
        for held in properties:
            name = held.tag.removeprefix(XCAL)
            assert [child.tag for child in held] == [f"{XCAL}{types.get(name, 'text')}"], name
            told = held[0].text
            if types.get(name) == "date-time":
                assert dt.datetime.fromisoformat(told) == event.decoded(name)
            else:
                assert told == str(event[name])


HOUR = r"([01][0-9]|2[0-3]):[0-5][0-9]"
DAY = r"\d{4}-\d{2}-\d{2}"
INSTANT = rf"{DAY}T{HOUR}:\d{{2}}(Z|[+-]\d{{2}}:\d{{2}})"
URI = r"https?://[^\s]+"
EVENT = {
    "id": int, "guid": "uuid", "date": INSTANT, "start": HOUR, "duration": r"\d+:[0-5]\d", "room": r".+",
    "slug": r"[a-z0-9_-]+[a-z0-9]", "url": URI, "title": r".+", "subtitle": r"[\s\S]*", "track": (str, type(None)),
    "type": r"talk|lecture|podium|other", "language": r"[a-z]{2}", "abstract": r"[\s\S]*", "description": r"[\s\S]*",
    "recording_license": r"[\s\S]*", "do_not_record": (str, type(None)), "persons": list, "links": list,
    "attachments": list,
}  # fmt: skip
DAY_OF = {"index": int, "date": DAY, "day_start": INSTANT, "day_end": INSTANT, "rooms": dict}
CONFERENCE = {
    "acronym": r"[a-z0-9_-][a-z0-9_]{3,}", "title": r".+", "start": DAY, "end": DAY, "daysCount": int,
    "timeslot_duration": r"\d{2}:\d{2}", "time_zone_name": r"[A-Z][a-z]+/[A-Z][a-z]+", "url": URI, "rooms": list,
    "days": list,
}  # fmt: skip
"""The schedule format's required members, with the pattern or the type of each (its own JSON Schema, written down anew)."""


def held(value, shape):
    """Fail where an object has other members than the shape, or one of another form."""
    assert sorted(value) == sorted(shape)
    for name, form in shape.items():
        if form == "uuid":
            assert str(uuid.UUID(value[name])) == value[name]
        elif isinstance(form, str):
            assert isinstance(value[name], str), name
            assert re.fullmatch(form, value[name]), (name, value[name])
        else:
            assert isinstance(value[name], form), name


def events_of(conference):
    """The ids of everything given, each checked where it stands."""
    seen = []
    for day in conference["days"]:
        held(day, DAY_OF)
        for name, given in day["rooms"].items():
            for event in given:
                held(event, EVENT)
                seen.append(event["guid"])
                starts = dt.datetime.fromisoformat(event["date"])
                assert (event["room"], f"{starts:%H:%M}", f"{starts:%Y-%m-%d}") == (
                    name,
                    event["start"],
                    day["date"],
                )
                assert day["day_start"] <= event["date"] <= day["day_end"]
                for person in event["persons"]:
                    held(person, {"id": int, "public_name": r".+"})
    return seen


def test_the_schedule_is_of_the_format_applications_read(row, client):
    wide(row, 6)
    session_two = make.session(row, MORNING + dt.timedelta(days=1))
    make.slot(row, m.Room.objects.first(), 24 * 60, 90, kind="keynote", title="Segundo dia")
    answer = client.get(f"{BASE}programa.json")
    assert answer["Content-Type"] == "application/json"
    told = json.loads(answer.content)
    assert sorted(told) == ["schedule"]
    held(told["schedule"], {"version": r".+", "base_url": URI, "conference": dict})
    conference = told["schedule"]["conference"]
    held(conference, CONFERENCE)
    assert (conference["start"], conference["end"], conference["daysCount"]) == (
        "2026-06-04",
        "2026-06-05",
        2,
    )
    assert [day["index"] for day in conference["days"]] == [1, 2]
    for room in conference["rooms"]:
        held(
            room,
            {"name": r".+", "guid": "uuid", "description": (str, type(None)), "capacity": (int, type(None))},
        )
    seen = events_of(conference)
    assert (len(seen), len(set(seen))) == (8, 8)
    assert session_two.number == 2
    keynote = conference["days"][1]["rooms"]["Auditório"][0]
    assert (keynote["duration"], keynote["start"], keynote["date"]) == (
        "01:30",
        "10:00",
        "2026-06-05T10:00:00+01:00",
    )


@pytest.mark.parametrize(("slug", "acronym"), [("a", "axxx"), ("a-b-c-d", "a_b_c_d")])
def test_an_acronym_has_four_letters_at_least(client, slug, acronym):
    make.public(slug=slug)
    told = json.loads(client.get(f"/pt/encontros/{slug}/programa.json").content)
    assert told["schedule"]["conference"]["acronym"] == acronym


def test_proceedings_hold_what_was_accepted_and_may_be_published(row, client):
    call = make.call(row)
    placed, _free = make.accepted(call, "a", title="Primeira"), make.accepted(call, "b", title="À parte")
    make.accepted(call, "c", title="Sem consentimento", public=False)
    make.abstract(call, "d", title="Por decidir")
    make.slot(row, m.Room.objects.get(), 60, abstract=placed)
    told = text_of(client.get(f"{BASE}atas/"))
    assert [told.count(title) >= 1 for title in ("Primeira", "À parte", "Sem consentimento", "Por decidir")] == [
        True, True, False, False
    ]  # fmt: skip
    assert told.index("Primeira") < told.index("À parte")
    assert told.count("Autora, exemplo ( Associação do Bairro (exemplo) )") == 2
    pdf = client.get(f"{BASE}atas.pdf")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert text_of(client.get("/en/encontros/conferencia-exemplo/atas/")).count("Primeira") >= 1


def test_without_any_the_proceedings_say_so(row, client):
    assert text_of(client.get(f"{BASE}atas/")).count("Ainda não há resumos publicados.") == 1
