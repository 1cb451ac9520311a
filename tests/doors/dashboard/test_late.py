"""The list of who is late: by region, on any day, as a table, as a feed; what each page says of a measure nobody tells of."""

import csv
import datetime as dt
import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from rumo.doors.dashboard import words
from rumo.doors.web import clock
from rumo.science.planfile import document as pf
from tests.doors.dashboard.reading_pages import read
from tests.factories.plans import Measure, Plan, Report, publish

ATOM = "{http://www.w3.org/2005/Atom}"
CYCLE = pf.Cycle(dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 31), 30)
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
PLAN = Plan(
    title="Plano de Lisboa",
    published_at=dt.datetime(2025, 12, 1, tzinfo=dt.UTC),
    end=dt.date(2026, 12, 31),
    cycles=(CYCLE,),
    measures=tuple(Measure(code=f"M{i}", end=dt.date(2026, 12, 31), activities=()) for i in (1, 2, 3)),
    reports=(
        Report(measure="M1", activities={}),  # of June 2024
        Report(
            measure="M2",
            activities={},
            reference_date=dt.date(2026, 6, 30),
            published_at=dt.datetime(2026, 7, 20, tzinfo=dt.UTC),
        ),
    ),
)


@pytest.fixture
def two(country):
    """A plan of Lisbon that lacks two of three reports, and one of Évora whose only late report came."""
    publish(PLAN, at=NOW)
    late = Report(
        measure="M1",
        activities={},
        reference_date=dt.date(2026, 6, 30),
        published_at=dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC),
    )
    publish(
        replace(
            PLAN,
            slug="plano-evora",
            title="Plano de Évora",
            municipalities=("0705",),
            synthetic=True,
            measures=PLAN.measures[:1],
            reports=(late,),
        ),
        at=NOW,
    )
    with clock.frozen(NOW):
        yield


def test_the_list_says_who_since_when_and_how_many(two, client):
    page = read(client, "/pt/painel/em-atraso/")
    assert "1 plano não deu todas as notícias do último período de relato: faltam 2 relatórios" in page.text
    shown = ["Plano de Lisboa", "01/01/2026 – 30/06/2026", "31/08/2026", "2 de 3", "30/06/2026"]
    at = [page.text.rindex(words) if words == shown[-1] else page.text.index(words) for words in shown]
    assert at == sorted(at)
    assert "Plano de Évora" not in page.text
    before = read(client, "/pt/painel/em-atraso/?as_of=2026-09-15&known_at=2026-09-15")
    assert "2 planos não deram todas as notícias" in before.text
    assert "Plano de Évora" in before.text


def test_a_region_lists_its_own(two, client):
    page = read(client, "/pt/painel/em-atraso/?region=PT1C")
    assert "Ninguém em atraso nesta região" in page.text
    assert "/pt/painel/em-atraso/" in page.links
    assert "Plano de Lisboa" in read(client, "/pt/painel/em-atraso/?region=district:11").text
    assert client.get("/pt/painel/em-atraso/?region=XX").status_code in (400, 404)


def test_the_list_costs_the_same_however_long(two, client):
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            read(client, f"/pt/painel/em-atraso/?as_of=2026-09-15&n={number}")
        counts.append(len(asked))
        for more in range(5 * (1 - number)):
            publish(replace(PLAN, slug=f"mais-{more}", reports=()), at=NOW)
    read(client, "/pt/painel/em-atraso/")
    with CaptureQueriesContext(connection) as asked:
        page = read(client, "/pt/painel/em-atraso/?as_of=2026-09-15&n=2")
    assert "6 planos não deram" in page.text
    assert len(asked) <= counts[1] <= 12


def test_the_list_can_be_kept(two, client):
    wanted = [
        "plano-exemplo", "Plano de Lisboa", "false", "1106", "2026-01-01", "2026-06-30", "2026-08-30", "2026-08-31",
        "2", "3", "2026-06-30",
    ]  # fmt: skip
    answer = client.get("/pt/painel/em-atraso.csv?region=PT1A")
    head, line = csv.reader(io.StringIO(answer.content.decode()))
    assert dict(zip(head, line, strict=True)) == dict(zip(head, wanted, strict=True))
    assert answer.headers["ETag"]
    assert answer["Content-Disposition"] == 'attachment; filename="em-atraso.csv"'
    book = load_workbook(io.BytesIO(client.get("/pt/painel/em-atraso.xlsx").content))
    assert [[cell.value for cell in row][7:10] for row in book.active.iter_rows()] == [
        ["silent_since", "missing", "due"],
        ["2026-08-31", 2, 3],
    ]


def test_the_feed_tells_when_a_plan_fell_silent_and_when_it_spoke_again(two, client):
    answer = client.get("/pt/em-atraso.atom")
    assert (answer["Content-Type"], answer.cookies) == ("application/atom+xml; charset=utf-8", {})
    feed = ElementTree.fromstring(answer.content)
    found = [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}updated").text, entry.find(f"{ATOM}id").text)
        for entry in feed.iter(f"{ATOM}entry")
    ]
    period = "2026-01-01/2026-06-30"
    key = "tag:127.0.0.1,2026:silencio"
    assert found == [
        (
            "Exemplo: Voltou a dar notícias: Plano de Évora",
            "2026-10-01T09:00:00Z",
            f"{key}/plano-evora/{period}/fim",
        ),
        ("Sem notícias: Plano de Lisboa", "2026-08-30T23:00:00Z", f"{key}/plano-exemplo/{period}"),
        ("Exemplo: Sem notícias: Plano de Évora", "2026-08-30T23:00:00Z", f"{key}/plano-evora/{period}"),
    ]
    words = [entry.find(f"{ATOM}summary").text for entry in feed.iter(f"{ATOM}entry")]
    assert words[:2] == [
        "Período de 01/01/2026 a 30/06/2026: já não falta nenhum relatório.",
        "Período de 01/01/2026 a 30/06/2026: faltam os relatórios de 2 das 3 medidas que deviam relatar.",
    ]


def test_the_country_and_the_list_name_the_feed(two, client):
    for address in ("/pt/painel/", "/pt/painel/em-atraso/"):
        page = read(client, address)
        assert {"/pt/em-atraso.atom", "/pt/painel/em-atraso/"} <= {*page.links, address}


def test_a_measure_nobody_tells_of_says_so_beside_its_last_state(two, client):
    quiet = "sem notícias há 28 meses"
    page = read(client, "/pt/painel/planos/plano-exemplo/medidas/M1/")
    assert "Em execução, segundo o relatório de 30 de junho de 2024. Sem notícias há 28 meses." in page.text
    assert f"em 30/06/2024{quiet}" in page.text.replace(f" {quiet}", quiet)
    for address in ("/pt/painel/medidas/", "/pt/painel/planos/plano-exemplo/", "/pt/painel/"):
        said = read(client, address).text
        assert quiet in said, address
    never = read(client, "/pt/painel/planos/plano-exemplo/medidas/M3/").text
    assert "Sem informação: ainda não há nenhum relatório publicado." in never
    assert "sem notícias há" not in never.lower()


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        (None, "nunca teve um relatório"),
        (dt.date(2026, 6, 30), "sem notícias há 1 mês"),
        (dt.date(2026, 5, 31), "sem notícias há 1 mês"),
        (dt.date(2026, 5, 30), "sem notícias há 2 meses"),
        (dt.date(2024, 7, 31), "sem notícias há 23 meses"),
        (dt.date(2025, 7, 30), "sem notícias há 12 meses"),
    ],
)
def test_months_of_silence_are_whole_and_one_at_least(newest, said):
    assert words.quiet(newest, dt.date(2026, 7, 30)) == said
