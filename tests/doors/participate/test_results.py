"""The page of results: what is counted now, what may be shown, what to keep of it; zero is a result."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from rumo.doors.web import clock
from rumo.listen.contributions.actions import make_edition
from tests.factories import consultations as make

PAGE = "/pt/consultas/consulta-exemplo/resultados/"


@pytest.fixture
def row(country):
    found = make.consultation()
    make.question(found)
    return found


def page(client, address=PAGE, at=make.AFTER):
    with clock.frozen(at):
        return client.get(address)


def answer(row, **counts):
    for code, count in counts.items():
        make.contributions(row, [{"q1": code}] * count)


def publish(row, at=make.AFTER):
    return make_edition(consultation=row, by="clock", at=at)


def test_a_question_is_a_sentence_bars_and_a_table(row, client):
    answer(row, a=60, b=30, c=20)
    publish(row)
    answered = page(client)
    text = answered.content.decode()
    assert answered.status_code == 200
    assert not answered.cookies
    assert "<script" not in text
    assert "Contam-se 110 contributos." in text
    assert 'A resposta mais dada: «<bdi lang="pt">Opção a</bdi>» (60).' in text
    assert 'class="g-done" width="54.55%"' in text
    assert "54,5\u00a0%" in text


def test_what_may_not_be_shown_is_said(row, client):
    answer(row, a=60, b=30, c=3)
    publish(row)
    text = page(client).content.decode()
    assert text.count("menos de 10 *</td>") == 2
    assert ">30<" not in text


def test_zero_is_a_result(row, client):
    publish(row)
    text = page(client).content.decode()
    assert "A consulta fechou sem nenhum contributo." in text
    assert "Opção a" not in text


def test_before_the_first_edition_there_is_the_count_alone(row, client):
    answer(row, a=3)
    text = page(client, at=make.DURING).content.decode()
    assert "Contam-se 3 contributos." in text
    assert "quando houver dez contributos" in text


def test_every_kind_of_question_has_its_page(row, client):
    for code, kind, more in (
        ("m", "multiple", {}), ("x", "matrix", {"rows": ["r"]}), ("k", "ranking", {}), ("t", "municipality", {}), ("w", "long", {}),
    ):  # fmt: skip
        make.question(row, code, kind, **more)
    given = {"q1": "a", "m": ["a", "b"], "x": {"r": "a"}, "k": ["b"], "t": "1106"}
    other = {"q1": "b", "m": ["c"], "x": {"r": "b"}, "k": ["c"], "t": "1312"}
    for language in ("pt", "en"):
        make.contributions(row, [*[given] * 80, *[other] * 40], language=language)
    make.ballots(row, make.statement(row), [1] * 30 + [-1] * 20 + [0] * 15)
    publish(row)
    with CaptureQueriesContext(connection) as asked:
        answered = page(client)
    text = answered.content.decode()
    assert len(asked) <= 8
    for told in ("Parte da população", "Linha r", "Afirmação 1.", "Por quem respondeu", "Por língua", "65"):
        assert told in text


def test_few_answers_are_not_compared(row, client):
    make.question(row, "t", "municipality")
    make.contributions(row, [*[{"t": "1106"}] * 40, *[{"t": "1312"}] * 30])
    publish(row)
    assert "São poucas respostas para comparar" in page(client).content.decode()


def test_the_same_counts_to_keep(row, client):
    answer(row, a=60, b=30, c=3)
    publish(row)
    found = page(client, "/pt/consultas/consulta-exemplo/resultados.csv").content.decode().splitlines()
    assert found[0].startswith("consultation,synthetic,edition")
    assert "questions,q1,,a,,,60,false" in "\n".join(found)
    assert "questions,q1,,b,,,,true" in "\n".join(found)
    book = page(client, "/pt/consultas/consulta-exemplo/resultados.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(sheet) == len(found)


def test_what_is_live_is_never_from_memory(row, client):
    answer(row, a=3)
    first = page(client, at=make.DURING)
    assert first["Cache-Control"] == "no-cache"
    assert client.get(PAGE, headers={"If-None-Match": first["ETag"]}).status_code in (200, 304)
    answer(row, a=1)
    assert "Contam-se 4" in page(client, at=make.DURING + dt.timedelta(minutes=1)).content.decode()


def test_an_unknown_consultation_has_none(country, client):
    assert [page(client, PAGE.replace("exemplo", "outra")).status_code, client.post(PAGE).status_code] == [
        404,
        405,
    ]
