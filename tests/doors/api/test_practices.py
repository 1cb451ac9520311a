"""Practices for machines: the list with its filters, one, the table; shapes as the document tells them, an ETag."""

import csv
import io

import pytest
from jsonschema import Draft202012Validator

from rumo.deliver.plans.models import Measure
from rumo.deliver.rollup import actions as rollup
from rumo.doors.web import clock
from rumo.listen.practices import actions as practices
from tests.doors.api.test_house import document, matched
from tests.factories import people, plans
from tests.factories import practices as make
from tests.factories.people import AT, BY


@pytest.fixture
def row(country):
    plans.publish(plans.Plan())
    made = make.published(municipality=people.municipality().municipality, title="=Balcão")
    first = make.adopted(made, people.body(name="Um (exemplo)"), 2024, changed="Ao sábado.")
    make.adopted(made, people.body(name="Dois (exemplo)"), 2025, adopted_from=first)
    practices.recognise(
        practice=made, entity=people.body(), sentence="Funciona.", language="pt", by=BY, at=AT
    )
    rollup.follow(measure=Measure.objects.get(code="M1"), practice=made, by=BY, at=AT)
    return made


def ask(client, path, **more):
    with clock.frozen(AT):
        return client.get(f"/api/v1/{path}", **more)


def test_answers_have_the_shape_the_document_tells(row, client, django_assert_max_num_queries):
    doc = document(client)
    for path in ("practices", f"practices/{row.slug}"):
        shape = matched(doc, path)["responses"]["200"]["content"]["application/json"]["schema"]
        with django_assert_max_num_queries(8):
            answer = ask(client, path, headers={"Origin": "https://outro.example"})
        Draft202012Validator({**shape, "components": doc["components"]}).validate(answer.json())
        assert (answer["Access-Control-Allow-Origin"], bool(answer.cookies)) == ("*", False)
        assert ask(client, path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_list_narrows_and_one_tells_who_took_it_up(row, client):
    make.published("b", title="Outra", areas=("housing",))
    assert [one["title"] for one in ask(client, "practices").json()["items"]] == ["Outra", "=Balcão"]
    for query in ("?q=LISBOA", "?area=labour", "?municipality=lisboa"):
        assert [one["slug"] for one in ask(client, f"practices{query}").json()["items"]] == [row.slug]
    assert ask(client, "practices?dimension=a:b").json()["items"] == []
    page = ask(client, "practices?page_size=1").json()
    assert [one["title"] for one in ask(client, f"practices?cursor={page['next']}").json()["items"]] == [
        "=Balcão"
    ]
    one = ask(client, f"practices/{row.slug}").json()
    assert (one["cost"], one["municipality"], one["areas"]) == (12500.0, "1106", ["labour"])
    assert one["adoptions"] == [
        {"entity": "Um (exemplo)", "year": 2024, "changed": "Ao sábado.", "adopted_from": None},
        {"entity": "Dois (exemplo)", "year": 2025, "changed": None, "adopted_from": "Um (exemplo)"},
    ]
    assert one["recognitions"] == [
        {"entity": "Associação (exemplo)", "sentence": "Funciona.", "on": "2026-01-02"}
    ]
    assert one["measures"] == ["plano-exemplo/M1"]


def test_the_table_runs_no_formula(row, client):
    answer = ask(client, "practices.csv")
    (line,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (line["title"], line["areas"], line["cost"]) == ("'=Balcão", "labour", "12500.0")
    assert ask(client, "practices.xlsx").content[:2] == b"PK"


def test_what_is_not_public_is_not_found(row, client):
    assert ask(client, f"practices/{make.proposed('c').slug}").status_code == 404
    rollup.withdraw_practice(practice=row, reason="ended", note="", by=BY, at=AT)
    assert ask(client, f"practices/{row.slug}").status_code == 404
    assert ask(client, "practices").json()["items"] == []
