"""Consultations for machines: the list, one, its results; shapes as the document tells them, an ETag, nothing small."""

import pytest
from jsonschema import Draft202012Validator

from rumo.doors.web import clock
from rumo.listen.contributions.actions import make_edition
from tests.doors.api.test_house import document, matched
from tests.factories import consultations as make

SLUG = "consulta-exemplo"
PATHS = ("consultations", f"consultations/{SLUG}", f"consultations/{SLUG}/results")
TABLES = (f"consultations/{SLUG}/results.csv", f"consultations/{SLUG}/results.xlsx")


@pytest.fixture
def row(country):
    found = make.consultation()
    make.question(found)
    make.question(found, "w", "long")
    make.question(found, "t", "municipality")
    make.contributions(found, [{"q1": code} for code in "a" * 60 + "b" * 30 + "c" * 3])
    make_edition(consultation=found, by="clock", at=make.AFTER)
    return found


def ask(client, path, **more):
    with clock.frozen(make.AFTER):
        return client.get(f"/api/v1/{path}", **more)


@pytest.mark.parametrize("path", PATHS)
def test_answers_have_the_shape_the_document_tells(row, client, path):
    doc = document(client)
    shape = matched(doc, path)["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**shape, "components": doc["components"]}).validate(ask(client, path).json())


@pytest.mark.parametrize("path", [*PATHS, *TABLES])
def test_what_every_answer_carries(row, client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer = ask(client, path, headers={"Origin": "https://outro.example"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert not answer.cookies
    if path not in TABLES[1:]:  # a workbook says when it was made
        again = ask(client, path, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.post(f"/api/v1/{path}").status_code == 405


def test_the_list_and_one(row, client):
    (item,) = ask(client, PATHS[0]).json()["items"]
    assert (item["slug"], item["title"], item["state"]) == (SLUG, "O que deve mudar (exemplo)", "closed")
    one = ask(client, PATHS[1]).json()
    put = {name: one.pop(name) for name in ("questions", "paragraphs", "statements")}
    assert one == {**item, "contributions": 93}
    assert [(question["code"], question["kind"]) for question in put["questions"]] == [
        ("q1", "single"), ("w", "long"), ("t", "municipality"),
    ]  # fmt: skip
    assert put["questions"][0]["options"][0] == {"code": "a", "text": "Opção a"}
    assert (put["paragraphs"], put["statements"]) == ([], [])


def test_results_tell_nothing_small(row, client):
    told = ask(client, PATHS[2]).json()
    assert (told["contributions"], told["edition"], told["smallest_shown"]) == (93, 1, 10)
    assert told["questions"][0]["parts"][0]["counts"] == [60, None, None]


@pytest.mark.parametrize("path", [path.replace(SLUG, "outra") for path in (*PATHS[1:], *TABLES)])
def test_an_unknown_one_is_not_found(country, client, path):
    answer = ask(client, path)
    assert (answer.status_code, answer.json()["error"]["where"]) == (404, "slug")


def test_before_the_first_edition_there_is_the_count_alone(country, client):
    make.contributions(make.consultation(), [{}] * 3)
    told = ask(client, PATHS[2]).json()
    assert (told["contributions"], told["edition"], told["questions"]) == (3, None, [])
