"""The degree through the API: exact figures of a small plan, and the eight shared cases."""

import csv
import datetime as dt
import io
import json

import pytest

from tests.factories.plans import Measure, Plan, Report, publish

BY = (
    "area",
    "axis",
    "plan",
    "measure",
    "municipality",
    "region",
    "level",
    "responsible",
    "state",
    "schedule",
    "month",
)
AS_OF = {"as_of": "2024-12-31"}
WHOLE = {
    "formula": "degree/1",
    "scope": "plan:plano-exemplo",
    "as_of": "2024-12-31",
    "known_at": None,
    "synthetic": False,
    "total": {
        "degree": 0.25,
        "degree_reported": 0.5,
        "degree_plan_mean": 0.25,
        "planned": 1.0,
        "upper": 0.75,
        "coverage": 0.5,
        "coverage_fresh": 0.5,
        "financial": None,
        "states": {
            "completed": 0,
            "in_progress": 1,
            "not_started": 0,
            "suspended": 0,
            "cancelled": 0,
            "no_information": 1,
        },
        "schedule": {
            **dict.fromkeys(
                (
                    "cancelled",
                    "suspended",
                    "done",
                    "no_schedule",
                    "not_due",
                    "ahead",
                    "on_track",
                    "delayed",
                ),
                0,
            ),
            "no_information": 1,
            "critical": 1,
        },
        "stale": 0,
        "measures": 2,
        "weight": 2.0,
        "newest_report": "2024-06-30",
        "weight_without_schedule": 0.0,
        "financial_measures": 0,
    },
}


@pytest.fixture
def small(country):
    """Two measures of Lisbon; half of one is done by the middle of 2024."""
    publish(Plan(reports=(Report(),)))


def test_the_whole_answer(small, client):
    answer = client.get("/api/v1/degree", {"scope": "plan:plano-exemplo", "by": "measure", **AS_OF}).json()
    groups = answer.pop("groups")
    assert answer == WHOLE
    assert [(group["key"], group["degree"]) for group in groups] == [
        ("plano-exemplo/M1", 0.5),
        ("plano-exemplo/M2", 0.0),
    ]


@pytest.mark.parametrize("by", BY)
def test_every_grouping_gives_f_with_key_and_label(small, client, by):
    answer = client.get("/api/v1/degree", {"by": by, **AS_OF}).json()
    assert answer["groups"]
    for group in answer["groups"]:
        assert group.keys() == answer["total"].keys() | {"key", "label"}


def test_what_was_not_yet_known_is_not_counted(small, client):
    before = client.get("/api/v1/degree", {"known_at": "2024-07-19", **AS_OF}).json()
    after = client.get("/api/v1/degree", {"known_at": "2024-07-20", **AS_OF}).json()
    assert (before["total"]["degree"], after["total"]["degree"]) == (0.0, 0.25)
    assert after["known_at"] == "2024-07-20T22:59:59.999999Z"


def test_invented_plans_are_named_and_can_be_left_out(small, client):
    publish(Plan(slug="inventado", synthetic=True, measures=(Measure(code="1"),)))
    assert client.get("/api/v1/degree", AS_OF).json()["synthetic"] is True
    without = client.get("/api/v1/degree", {"exemplos": "nao", **AS_OF}).json()
    assert (without["synthetic"], without["total"]["measures"]) == (False, 2)


def test_the_table_has_a_line_a_group(small, client):
    answer = client.get("/api/v1/degree.csv", {"by": "measure", **AS_OF})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(line["key"], line["degree"], line["state_in_progress"]) for line in lines] == [
        ("plano-exemplo/M1", "0.5", "1"),
        ("plano-exemplo/M2", "0.0", "0"),
    ]
    [whole] = csv.DictReader(io.StringIO(client.get("/api/v1/degree.csv", AS_OF).content.decode()))
    assert (whole["key"], whole["label"], whole["by"], whole["financial"]) == ("country", "Portugal", "", "")
    assert client.get("/api/v1/degree.xlsx", AS_OF).content[:2] == b"PK"


def test_the_time_line_ends_proven_on_the_day_asked_for(small, client):
    text = client.get(
        "/api/v1/timeline.csv", {"scope": "plan:plano-exemplo", "as_of": "2024-07-15"}
    ).content.decode()
    lines = {line["day"]: line for line in csv.DictReader(io.StringIO(text))}
    assert (lines["2024-05-31"]["proven"], lines["2024-06-30"]["proven"], lines["2024-07-15"]["proven"]) == (
        "0.0",
        "0.25",
        "0.25",
    )
    assert (lines["2024-07-31"]["proven"], lines["2024-12-31"]["planned"]) == ("", "1.0")


def test_labels_follow_the_language_asked_for(small, client):
    for lang, label in (
        ("pt", "Serviços de Acolhimento e Integração"),
        ("en", "Reception and integration services"),
    ):
        answer = client.get("/api/v1/degree", {"by": "area", **AS_OF}, headers={"Accept-Language": lang})
        assert answer.json()["groups"][0]["key"] == "reception"
        assert answer.json()["groups"][0]["label"] == label
        assert "Accept-Language" in answer["Vary"]


def near(value):
    return pytest.approx(value, abs=1e-6) if isinstance(value, float) else value


@pytest.mark.parametrize("number", range(1, 9))
def test_a_shared_case_through_the_api(shared, bring, client, number):
    folder = shared / "data" / "degree"
    bring(folder / f"caso-{number}.json")
    wanted = json.loads((folder / f"caso-{number}.expected.json").read_text(encoding="utf-8"))
    for moment in wanted["expected"]:
        asked = {"scope": f"plan:{wanted['plan']}", "by": "measure", "as_of": moment["as_of"]}
        if moment["known_at"]:
            asked["known_at"] = moment["known_at"]
        answer = client.get("/api/v1/degree", asked).json()
        assert {name: answer["total"][name] for name in moment["total"]} == {
            k: near(v) for k, v in moment["total"].items()
        }
        groups = {group["key"].partition("/")[2]: group for group in answer["groups"]}
        for code, figures in moment["measures"].items():
            group = groups[code]
            if (
                figures["state"] != "cancelled"
            ):  # while cancelled, p is shown with the measure and enters no sum
                assert (group["degree_reported"], group["planned"]) == (
                    near(figures["degree"]),
                    near(figures["planned"]),
                )
            assert group["states"][figures["state"]] == 1
            assert group["schedule"][figures["schedule"]] == 1


def test_a_shared_case_measure_by_measure(shared, bring, client):
    folder = shared / "data" / "degree"
    bring(folder / "caso-7.json")
    wanted = json.loads((folder / "caso-7.expected.json").read_text(encoding="utf-8"))
    for moment in wanted["expected"]:
        asked = {name: moment[name] for name in ("as_of", "known_at") if moment[name]}
        items = client.get("/api/v1/measures", {"page_size": 200, **asked}).json()["items"]
        found = {item["code"]: item for item in items}
        for code, figures in moment["measures"].items():
            assert {name: found[code][name] for name in figures} == {
                name: near(value) for name, value in figures.items()
            }


def test_a_day_without_plans_is_empty_and_not_zero(small, client):
    total = client.get("/api/v1/degree", {"as_of": "1995-01-01", "known_at": "2000-01-01"}).json()["total"]
    assert (total["degree"], total["measures"]) == (0.0, 2)
    asked = {"scope": "municipality:0101", "as_of": dt.date(2024, 1, 1).isoformat()}
    assert client.get("/api/v1/degree", asked).json()["total"]["degree"] is None
