"""What holds of every address of the API: its document is true, few queries, no cookie, an ETag, open to other sites, HEAD."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from rumo.doors.api import answers, faults
from tests.doors.api.test_faults import PATHS
from tests.factories.plans import Measure, Plan, Report, publish, rich_plan

POSTED = ["/api/v1/consultations/{slug}/contributions", "/api/v1/plans/{slug}/reports"]
FILES = ("plans/plano-exemplo.json", "plans/plano-exemplo.xlsx", "plans/plano-exemplo.csv")


@pytest.fixture
def rich(country):
    publish(rich_plan())


def document(client):
    return client.get("/api/v1/openapi.json").json()


def matched(doc, path):
    """The operation of the document that a path is an example of."""
    for template, operations in doc["paths"].items():
        parts, asked = template.removeprefix("/api/v1/").split("/"), path.split("/")
        if len(parts) == len(asked) and all(
            _fits(part, word) for part, word in zip(parts, asked, strict=True)
        ):
            return operations["get"]
    raise AssertionError(path)


def _fits(part, word):
    stem, _, form = part.partition(".")
    name, _, ending = word.partition(".")
    return (stem == name or stem.startswith("{")) and bool(form) == bool(ending)


def test_the_document_is_a_valid_openapi_one(rich, client):
    doc = document(client)
    assert doc["openapi"].startswith("3.1")
    Draft202012Validator.check_schema({"$defs": doc["components"]["schemas"]})
    verbs = {path: list(operations) for path, operations in doc["paths"].items()}
    names = [doc["paths"][path][verb]["operationId"] for path, (verb,) in verbs.items()]
    assert len(names) == len(set(names))
    assert [path for path, (verb,) in verbs.items() if verb != "get"] == POSTED
    text = json.dumps(doc)
    for path in doc["paths"]:
        for piece in path.split("{")[1:]:
            name = piece.partition("}")[0]
            parameters = doc["paths"][path][verbs[path][0]]["parameters"]
            assert [p for p in parameters if (p["in"], p["name"], p["required"]) == ("path", name, True)]
    for reference in set(text.split('"$ref": "#/components/schemas/')[1:]):
        assert reference.partition('"')[0] in doc["components"]["schemas"]


@pytest.mark.parametrize("path", [path for path in PATHS if "." not in path])
def test_answers_have_the_shape_the_document_tells(rich, client, path):
    doc = document(client)
    operation = matched(doc, path)
    for address, status in (
        (f"/api/v1/{path}?as_of=2024-12-31", "200"),
        (f"/api/v1/{path}?page_size=x&as_of=x", "400"),
    ):
        answer = client.get(address)
        if str(answer.status_code) != status:
            continue  # the small lists have no day
        shape = operation["responses"][status]["content"]["application/json"]["schema"]
        Draft202012Validator({**shape, "components": doc["components"]}).validate(answer.json())


@pytest.mark.parametrize("path", [*PATHS, "openapi.json", *FILES])
def test_what_every_answer_carries(rich, client, path):
    answer = client.get(f"/api/v1/{path}", headers={"Origin": "https://outro.example"})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/api/v1/{path}")
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", answer["Content-Type"])


@pytest.mark.parametrize("path", [*PATHS, *FILES])
def test_few_queries_and_as_many_for_one_plan_as_for_many(country, client, path):
    counts = []
    for plans in (1, 6):
        for number in range(plans):
            slug = "plano-exemplo" if number == 0 else f"outro-{plans}-{number}"
            measures = tuple(Measure(code=f"M{i}") for i in range(1, 2 + 5 * plans))
            publish(
                Plan(
                    slug=slug,
                    version=plans,
                    title=f"Plano {plans}",
                    measures=measures,
                    reports=(Report(),) if plans == 1 else (),
                )
            )
        with CaptureQueriesContext(connection) as cold:
            assert client.get(f"/api/v1/{path}", {"as_of": "2024-12-31"}).status_code == 200
        with CaptureQueriesContext(connection) as warm:
            client.get(f"/api/v1/{path}", {"as_of": "2024-11-30"})
        counts.append((len(cold), len(warm)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= (20 if path in FILES else 12)


def test_a_long_table_is_sent_as_it_is_made(rich, client, monkeypatch):
    whole = client.get("/api/v1/measures.csv").content
    monkeypatch.setattr(answers, "STREAMED", 1)
    sent = client.get("/api/v1/measures.csv?exemplos=sim")
    assert sent.streaming
    assert b"".join(sent.streaming_content) == whole
    head = client.head("/api/v1/measures.csv?exemplos=sim")
    assert (head.status_code, b"".join(head.streaming_content)) == (200, b"")


def test_a_preflight_is_answered(client, db):
    asked = {"Origin": "https://outro.example", "Access-Control-Request-Method": "GET"}
    assert client.options("/api/v1/degree", headers=asked).status_code == 204


def test_what_nobody_foresaw_is_told_in_the_same_shape(caplog):
    answer = faults.answered(RuntimeError("segredo"))
    assert (answer.status_code, json.loads(answer.content)["error"]["code"]) == (500, "server_error")
    assert b"segredo" not in answer.content
    assert [record.name for record in caplog.records] == ["rumo.api"]


def test_other_refusals_of_the_framework_have_the_shape_too():
    answer = faults.answered(faults.HttpError(413, "Grande de mais"))
    assert (answer.status_code, json.loads(answer.content)["error"]["message"]) == (413, "Grande de mais")
