"""Calendars of consultations: terms with ids that stay, a closing put off moves, what was cancelled says so; read by two readers."""

import datetime as dt

import icalendar
import pytest

from rumo.doors.web import clock
from rumo.listen.consultations import actions as consultations
from tests.doors.dashboard.test_feeds import events
from tests.factories import listening
from tests.factories.people import AT, BY

EVERY, ONE = "/pt/consultas/calendario.ics", f"/pt/consultas/{listening.SLUG}/calendario.ics"
LATER = dt.date(2026, 3, 10)


@pytest.fixture
def row(db):
    with clock.frozen(listening.OPEN):
        yield listening.consultation(title="Uma escola; para, todos\\ (exemplo)")


def read(client, path=ONE):
    """Every event by the kind of its line, in the order it is told."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert not answer.cookies
    return events(answer.content)


def extended(row):
    consultations.extend(consultation=row, last_on=LATER, reason="Chegou\ntarde;", by=BY, at=listening.OPEN)


def test_a_term_is_three_days(row, client):
    opens, closes, answers = read(client)
    days = [event["DTSTART;VALUE=DATE"] for event in (opens, closes, answers)]
    assert days == [f"{day:%Y%m%d}" for day in (row.first_on, row.last_on, row.answer_by)]
    assert closes["SUMMARY"] == "Último dia da consulta: Exemplo: Uma escola; para, todos\\ (exemplo)"
    assert closes["URL"].endswith(f"/pt/consultas/{listening.SLUG}/")
    assert {event["DTSTAMP"] for event in (opens, closes, answers)} == {f"{AT:%Y%m%dT%H%M%SZ}"}
    assert [
        name for event in (opens, closes, answers) for name in ("SEQUENCE", "STATUS") if name in event
    ] == []


def test_a_closing_put_off_keeps_its_id_and_counts_up(row, client):
    before = read(client)
    extended(row)
    after = read(client)
    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    assert after[0] == before[0]
    assert [event.get("SEQUENCE") for event in after] == [None, "1", "1"]
    assert after[1]["DTSTART;VALUE=DATE"] == "20260310"
    assert after[1]["DESCRIPTION"] == "Chegou tarde;"
    assert after[1]["DTSTAMP"] == after[1]["LAST-MODIFIED"] == f"{listening.OPEN:%Y%m%dT%H%M%SZ}"


def test_what_was_cancelled_is_struck_out(row, client):
    extended(row)
    gone = listening.OPEN + dt.timedelta(days=1)
    consultations.cancel(consultation=row, reason="Erro", by=BY, at=gone)
    found = read(client)
    assert [event["STATUS"] for event in found] == ["CANCELLED"] * 3
    assert [event["SEQUENCE"] for event in found] == ["1", "2", "2"]
    assert {event["DTSTAMP"] for event in found} == {f"{gone:%Y%m%dT%H%M%SZ}"}


def test_of_every_published_one_and_in_other_words_the_same_ids(row, client, django_assert_max_num_queries):
    for number in range(3):
        listening.consultation(f"outra-{number}")
    listening.drafted("por-publicar")
    with django_assert_max_num_queries(6):
        found = read(client, EVERY)
    assert len(found) == len({event["UID"] for event in found}) == 12
    assert {event["UID"] for event in read(client)} < {event["UID"] for event in found}
    english = read(client, EVERY.replace("/pt/", "/en/"))
    assert [event["UID"] for event in english] == [event["UID"] for event in found]


def test_another_library_reads_the_same(row, client):
    extended(row)
    answer = client.get(EVERY)
    theirs = icalendar.Calendar.from_ical(answer.content)
    assert str(theirs["X-WR-CALNAME"]) == "Rumo: consultas"
    found = [(str(one["UID"]), one.get("SEQUENCE"), one.decoded("DTSTART")) for one in theirs.walk("VEVENT")]
    ours = events(answer.content)
    assert [uid for uid, _number, _day in found] == [one["UID"] for one in ours]
    assert found[1][1:] == (1, LATER)


def test_none_is_a_calendar_too_and_an_unknown_one_is_not_found(db, client):
    assert read(client, EVERY) == []
    listening.drafted("por-publicar")
    assert client.get("/pt/consultas/por-publicar/calendario.ics").status_code == 404


def test_the_list_and_the_cover_lead_there(row, client):
    assert EVERY in client.get("/pt/consultas/").content.decode()
    assert ONE in client.get(f"/pt/consultas/{listening.SLUG}/").content.decode()


def test_the_same_is_not_sent_twice(row, client):
    answer = client.get(ONE)
    assert client.get(ONE, headers={"If-None-Match": answer["ETag"]}).status_code == 304
