"""Feeds and calendars: every publication once, ids that stay, text that holds whatever a plan holds, read back by others."""

import datetime as dt
import re
from dataclasses import replace
from xml.etree import ElementTree

import icalendar
import pytest
from django.test import RequestFactory

from rumo.doors.dashboard.views.feeds import country_feed
from rumo.doors.files.feeds import EPOCH, Entry, atom
from rumo.doors.web import clock
from rumo.science.planfile import document as pf
from tests.factories.plans import AT, Activity, Measure, Plan, Report, publish, revised

ATOM = "{http://www.w3.org/2005/Atom}"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def told(country):
    """A plan with a report, its correction and its withdrawal; a second version; another plan elsewhere."""
    first = Report()
    second = replace(first, version=1, published_at=first.published_at + WEEK, reason="Erro <de> soma & mais")
    third = replace(
        first, version=3, published_at=first.published_at + 2 * WEEK, withdrawn=True, reason="Data errada"
    )
    publish(Plan(published_at=AT, reports=(first, second, third)))
    publish(
        revised(Plan(), title="Segunda", published_at=AT + WEEK, effective_on=dt.date(2026, 1, 1)),
        at=AT + WEEK,
    )
    publish(Plan(slug="outro", municipalities=("0101",), synthetic=True, published_at=AT - WEEK))


def entries(client, path):
    answer = client.get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not answer.cookies
    feed = ElementTree.fromstring(answer.content)
    found = [
        {child.tag.removeprefix(ATOM): child.text for child in entry} for entry in feed.iter(f"{ATOM}entry")
    ]
    return feed, found


def test_every_publication_is_told_once_newest_first(told, client):
    feed, found = entries(client, "/pt/painel/planos/plano-exemplo/novidades.atom")
    assert [entry["title"] for entry in found] == [
        "Nova versão do plano: Segunda",
        "Plano publicado: Plano (exemplo)",
        "Relatório retirado: medida M1, Atender cada pessoa na sua língua",
        "Relatório corrigido: medida M1, Atender cada pessoa na sua língua",
        "Novo relatório: medida M1, Atender cada pessoa na sua língua",
    ]
    assert [entry["id"] for entry in found][1:3] == [
        "tag:127.0.0.1,2026:plano/plano-exemplo/1",
        "tag:127.0.0.1,2026:relatorio/plano-exemplo/M1/2024-06-30/-/3/20240803T100000.000000Z",
    ]
    assert found[3]["summary"] == "Dia de referência: 30 de junho de 2024. Erro <de> soma & mais"
    assert feed.find(f"{ATOM}updated").text == "2026-01-09T12:00:00Z"
    assert (
        feed.find(f"{ATOM}id").text
        == "tag:127.0.0.1,2026:novidades/painel/planos/plano-exemplo/novidades.atom"
    )
    assert [feed.find(f"{ATOM}author/{ATOM}name").text, feed.find(f"{ATOM}title").text] == [
        "Rumo",
        "Rumo: novidades de Segunda",
    ]


def test_a_feed_names_itself_by_an_address_that_can_be_written(country):
    request = RequestFactory().get("/pt/painel/planos/50%25/novidades.atom")
    request.LANGUAGE_CODE = "pt"
    feed = ElementTree.fromstring(country_feed(request).content)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://127.0.0.1:8000/pt/painel/planos/50%25/novidades.atom"


def test_ids_are_the_same_in_every_language_and_every_feed(told, client):
    ids = [[entry["id"] for entry in entries(client, f"/{lang}/novidades.atom")[1]] for lang in ("pt", "en")]
    assert ids[0] == ids[1]
    assert len(ids[0]) == len(set(ids[0])) == 6
    of_plan = [entry["id"] for entry in entries(client, "/pt/painel/planos/plano-exemplo/novidades.atom")[1]]
    assert set(of_plan) < set(ids[0])


def test_a_municipality_tells_its_own(told, client):
    feed, found = entries(client, "/pt/painel/municipios/agueda/novidades.atom")
    assert [entry["title"] for entry in found] == ["Exemplo: Plano publicado: Plano (exemplo)"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://127.0.0.1:8000/pt/painel/municipios/agueda/novidades.atom",
        "alternate": "http://127.0.0.1:8000/pt/painel/municipios/agueda/",
    }
    assert len(entries(client, "/pt/painel/municipios/lisboa/novidades.atom")[1]) == 5


def test_what_is_not_yet_public_is_not_told(told, client):
    with clock.frozen(dt.datetime(2024, 7, 21, tzinfo=dt.UTC)):
        found = entries(client, "/pt/novidades.atom")[1]
    assert [entry["title"] for entry in found] == [
        "Novo relatório: medida M1, Atender cada pessoa na sua língua"
    ]


def test_a_report_of_one_place_names_it(country, client):
    report = Report(municipality="1106")
    publish(Plan(municipalities=("1106", "1107"), reports=(report, replace(report, municipality="1107"))))
    found = entries(client, "/pt/painel/planos/plano-exemplo/novidades.atom")[1]
    assert {entry["id"] for entry in found} >= {
        f"tag:127.0.0.1,2026:relatorio/plano-exemplo/M1/2024-06-30/{dico}/1/20240720T100000.000000Z"
        for dico in ("1106", "1107")
    }
    assert any(entry["title"].endswith("(Lisboa)") for entry in found)


@pytest.mark.parametrize(
    "path",
    [
        "painel/planos/nada/novidades.atom",
        "painel/planos/nada/calendario.ics",
        "painel/municipios/nada/novidades.atom",
    ],
)
def test_what_is_not_there_is_said(told, client, path):
    assert client.get(f"/pt/{path}").status_code == 404


def test_any_text_can_be_told():
    entry = Entry("a", "a\0\x0b]]>&<b>\ud7ff\ufffe🙂", "/pt/", EPOCH, "", synthetic=False)
    words = {
        "site": "https://a.example",
        "path": "/pt/x",
        "page": "/pt/",
        "title": "t",
        "lang": "pt",
        "author": "a",
    }
    feed = ElementTree.fromstring(atom(**words, entries=[entry]))
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "a\ufffd\ufffd]]>&<b>\ud7ff\ufffd🙂"
    empty = ElementTree.fromstring(atom(**words, entries=[]))
    assert empty.find(f"{ATOM}updated").text == "1970-01-01T00:00:00Z"


def unfolded(data):
    """The lines of a calendar, by a reader of our own: CRLF, at most 75 octets, continuation by a space (RFC 5545, 3.1)."""
    assert data.endswith(b"\r\n")
    lines = []
    for line in data[:-2].split(b"\r\n"):
        assert b"\n" not in line
        assert len(line) <= 75
        if line[:1] == b" ":
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


def events(data):
    """(kind of line, value) of every event, by the same reader."""
    found, stack = [], []
    for line in unfolded(data):
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[^:;]+)*):(.*)", line).groups()
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            found[-1][name] = re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), value)
    assert stack == []
    return found


def dated_plan():
    measure = Measure(
        code="9",
        title="Título, com; sinais \\ e\numa linha",
        activities=(
            pf.Activity("9.1", "Abrir", 1.0, dt.date(2024, 2, 1), dt.date(2024, 3, 1)),
            Activity(code="9.2"),
        ),
        milestones=(pf.Milestone(dt.date(2024, 7, 1), 0.5),),
    )
    cycles = (
        pf.Cycle(dt.date(2024, 1, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 31), 30),
        pf.Cycle(dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
    )
    return Plan(measures=(replace(measure, end=dt.date(2024, 11, 30)),), cycles=cycles)


def test_a_calendar_holds_what_a_plan_promises(country, client):
    publish(dated_plan())
    answer = client.get("/pt/painel/planos/plano-exemplo/calendario.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    wanted = [
        ("20240201", "Começa 9.1 Abrir (medida 9)"),
        ("20240301", "Termina 9.1 Abrir (medida 9)"),
        ("20240701", "Marco da medida 9: 50\u00a0%".replace("\u00a0", " ")),
        ("20240731", "Prazo para relatar o período de 01/01/2024 a 30/06/2024"),
        ("20241130", "Fim da medida 9: Título, com; sinais \\ e uma linha"),
        ("20241231", "Fim do plano"),
        ("20241231", "Prazo para relatar o período de 01/07/2024 a 31/12/2024"),
    ]
    own = events(answer.content)
    assert [(event["DTSTART;VALUE=DATE"], event["SUMMARY"]) for event in own] == wanted
    assert len({event["UID"] for event in own}) == 7
    assert {event["DTSTAMP"] for event in own} == {"20260102T120000Z"}
    assert (
        own[0]["URL;VALUE=URI" if "URL;VALUE=URI" in own[0] else "URL"]
        == "http://127.0.0.1:8000/pt/painel/planos/plano-exemplo/medidas/9/"
    )
    theirs = icalendar.Calendar.from_ical(answer.content)
    assert [
        (f"{event['DTSTART'].dt:%Y%m%d}", str(event["SUMMARY"])) for event in theirs.walk("VEVENT")
    ] == wanted


def test_what_moves_keeps_its_id(country, client):
    path = "/pt/painel/planos/plano-exemplo/calendario.ics"
    publish(dated_plan())
    before = {event["SUMMARY"]: event["UID"] for event in events(client.get(path).content)}
    [measure] = dated_plan().measures
    moved = replace(
        measure, activities=(replace(measure.activities[0], end=dt.date(2024, 4, 1)), measure.activities[1])
    )
    publish(revised(dated_plan(), measures=(moved,), effective_on=dt.date(2024, 2, 1)))
    after = {event["SUMMARY"]: event["UID"] for event in events(client.get(path).content)}
    assert after == before
    english = {event["UID"] for event in events(client.get(path.replace("/pt/", "/en/")).content)}
    assert english == set(after.values())
