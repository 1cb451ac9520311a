"""Frameworks and self-assessments for machines: as the pages show them, whole, and filtered."""

import csv
import datetime as dt
import io

import pytest

from rumo.doors.web import clock
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.people import AT


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan())
    with clock.frozen(AT + dt.timedelta(days=1)):
        yield


def said(client, path, status=200, **query):
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == status
    return answer.json()


def lines(client, path, **query):
    text = client.get(f"/api/v1/{path}", query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))


def test_frameworks_with_what_is_verified(client):
    items = said(client, "frameworks")["items"]
    assert [one["key"] for one in items] == [
        "eu-zaragoza", "gcm-pnipgm", "icc-index", "imad", "oecd-12", "welcoming-standard",
    ]  # fmt: skip
    cities = items[2]
    assert (cities["verified"], cities["assessable"], cities["version"], len(cities["dimensions"])) == (
        False,
        True,
        "0",
        14,
    )
    assert cities["counts"] == [{"n": 66, "of": "perguntas"}, {"n": 14, "of": "indicadores"}]
    assert cities["dimensions"][0] == {
        "key": "commitment", "label": "Compromisso intercultural", "own_label": True, "verified": True, "parts": [],
    }  # fmt: skip
    assert len(said(client, "frameworks", page_size=2)["items"]) == 2
    assert [line["dimension"] for line in lines(client, "frameworks.csv") if line["framework"] == "imad"] == [
        ""
    ]
    assert len(lines(client, "frameworks.csv")) == 38 + 1


def test_self_assessments_with_gaps_and_which_stands(client):
    first = make.told()
    second = make.told(None, *[4] * 7, at=AT + dt.timedelta(hours=1))
    elsewhere = make.told(owner=people.municipality("1312"), synthetic=True)
    told = said(client, "assessments")
    assert told["synthetic"]
    assert [(one["key"], one["in_force"]) for one in told["items"]] == [
        (first.public_id, False), (second.public_id, True), (elsewhere.public_id, True),
    ]  # fmt: skip
    assert [answer["level"] for answer in told["items"][0]["answers"]] == [2, 1, None, 0, 3, 4, 2]
    for town in ("1106", "lisboa"):
        assert len(said(client, "assessments", municipality=town)["items"]) == 2
    assert len(said(client, "assessments", exemplos="nao")["items"]) == 2
    assert said(client, "assessments", as_of="2025-01-01")["items"] == []
    assert said(client, "assessments", municipality="9999", status=404)["error"]["where"] == "municipality"
    rows = lines(client, "assessments.csv", municipality="1312")
    assert [row["level"] for row in rows] == ["2", "1", "", "0", "3", "4", "2"]
    assert rows[0]["evidence"] == "Mostra-se assim, leadership."
