"""Plans, their measures and reports through the API: exact on a small plan that uses every part of the file."""

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from urllib.parse import quote

import openpyxl
import pytest

from rumo.doors.files.tables import MEASURES
from rumo.science.planfile import document as pf
from rumo.science.planfile import dump
from tests.factories.plans import AT, Measure, Plan, Report, publish, revised, rich_plan

CODES = (
    "9.1",
    "com espaço",
    "é/".replace("/", "ç"),
    "=1+1",
    "a%2Fb",
    "?x#y&z",
    "..a",
    "reports",
    "'aspas\"",
    "1;2",
    "سلام",
)
CSV = {"as_of": "2024-12-31"}


@pytest.fixture
def rich(country):
    """A plan that uses every part of the file, and one that is invented."""
    publish(rich_plan())
    publish(
        Plan(
            slug="zz-inventado", title="Outro", synthetic=True, published_at=AT, measures=(Measure(code="1"),)
        )
    )


def lines(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_a_plan_has_the_fields_of_its_file(rich, client):
    found = client.get("/api/v1/plans/plano-exemplo").json()
    file = dump(rich_plan())
    for name in ("format", "measures", "reports"):
        del file[name]
    figures, page = found.pop("figures"), found.pop("page")
    assert found == file
    assert (figures["measures"], page) == (2, "/pt/painel/planos/plano-exemplo/")


def test_plans_come_by_slug_and_by_page(rich, client):
    first = client.get("/api/v1/plans?page_size=1").json()
    assert ([item["slug"] for item in first["items"]], first["next"], first["synthetic"]) == (
        ["plano-exemplo"],
        "plano-exemplo",
        False,
    )
    second = client.get("/api/v1/plans", {"page_size": 1, "cursor": first["next"]}).json()
    assert ([item["slug"] for item in second["items"]], second["next"], second["synthetic"]) == (
        ["zz-inventado"],
        None,
        True,
    )
    assert second["items"][0]["synthetic"] is True


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"exemplos": "nao"}, ["plano-exemplo"]),
        ({"q": "OUTRO"}, ["zz-inventado"]),
        ({"q": "nada disto"}, []),
        ({"scope": "municipality:1107"}, ["plano-exemplo"]),
        ({"scope": "municipality:0101"}, []),
        ({"known_at": "2020-01-01"}, ["plano-exemplo"]),
    ],
)
def test_plans_are_narrowed(rich, client, asked, slugs):
    assert [item["slug"] for item in client.get("/api/v1/plans", asked).json()["items"]] == slugs
    assert [line["slug"] for line in lines(client.get("/api/v1/plans.csv", asked))] == slugs


def test_before_it_was_public_a_plan_is_not_there(rich, client):
    answer = client.get("/api/v1/plans/zz-inventado?known_at=2020-01-01")
    assert (answer.status_code, answer.json()["error"]["where"]) == (404, "known_at")


def test_a_plan_is_told_in_the_version_of_the_day(country, client):
    publish(Plan())
    later = dt.date(2024, 9, 1)
    publish(
        revised(
            Plan(),
            effective_on=later,
            title="Segunda",
            measures=(Measure(code="M1", title="Mudada"),),
            dropped=(pf.Dropped("M2", "sem meios"),),
        )
    )
    titles = [
        client.get(f"/api/v1/plans/plano-exemplo?as_of={day}").json()["title"]
        for day in ("2024-08-31", "2024-09-01")
    ]
    assert titles == ["Plano (exemplo)", "Segunda"]
    found = client.get("/api/v1/plans/plano-exemplo?as_of=2024-09-01").json()
    assert found["dropped"] == [{"code": "M2", "reason": "sem meios"}]
    items = client.get("/api/v1/plans/plano-exemplo/measures?as_of=2024-09-01").json()["items"]
    assert [(item["title"], item["standing"]["state"]) for item in items] == [
        ("Mudada", "no_information"),
        ("Atender cada pessoa na sua língua", "cancelled"),
    ]


def test_a_measure_has_the_fields_of_the_file_and_its_figures(rich, client):
    found = client.get("/api/v1/measures/plano-exemplo/M1?as_of=2024-12-31").json()
    beside = {name: found.pop(name) for name in ("key", "plan", "synthetic", "figures", "standing", "page")}
    assert found == dump(rich_plan())["measures"][0]
    assert (beside["key"], beside["plan"], beside["synthetic"]) == (
        "plano-exemplo/M1",
        "plano-exemplo",
        False,
    )
    assert beside["page"] == "/pt/painel/planos/plano-exemplo/medidas/M1/"
    assert beside["standing"] == {
        "state": "in_progress",
        "schedule": "critical",
        "basis": "activities",
        "due": True,
        "fresh": True,
        "stale": False,
        "spent": 400.0,
        "budget": 750.0,
    }
    assert (beside["figures"]["degree"], beside["figures"]["financial"]) == (0.25, 0.533333)
    listed = client.get("/api/v1/plans/plano-exemplo/measures?as_of=2024-12-31").json()["items"]
    assert listed[0] == {**found, **beside}


def test_a_measure_not_yet_in_its_plan_is_not_there(country, client):
    publish(Plan())
    publish(
        revised(
            Plan(),
            effective_on=dt.date(2025, 1, 1),
            measures=(Measure(code="M1"), Measure(code="M2"), Measure(code="M3")),
        )
    )
    assert client.get("/api/v1/measures/plano-exemplo/M3?as_of=2025-01-01").status_code == 200
    answer = client.get("/api/v1/measures/plano-exemplo/M3?as_of=2024-06-01")
    assert (answer.status_code, answer.json()["error"]["where"]) == (404, "as_of")


def test_every_version_of_every_report_is_told(country, client):
    corrected = Report(
        version=2,
        published_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC),
        activities={"a1": 0.25},
        reason="Erro de soma",
    )
    publish(Plan(reports=(Report(indicators={}), corrected)))
    told = client.get("/api/v1/measures/plano-exemplo/M1/reports").json()
    assert (told["next"], told["synthetic"]) == (None, False)
    assert [(r["version"], r["current"], r["activities"], r["reason"]) for r in told["items"]] == [
        (1, False, {"a1": 0.5}, None),
        (2, True, {"a1": 0.25}, "Erro de soma"),
    ]
    first = client.get("/api/v1/measures/plano-exemplo/M1/reports?page_size=1").json()
    rest = client.get("/api/v1/measures/plano-exemplo/M1/reports", {"cursor": first["next"]}).json()
    assert [r["version"] for r in rest["items"]] == [2]
    then = client.get("/api/v1/measures/plano-exemplo/M1/reports?known_at=2024-07-25").json()["items"]
    assert [(r["version"], r["current"]) for r in then] == [(1, True)]
    assert client.get("/api/v1/measures/plano-exemplo/M1/reports?as_of=2024-06-29").json()["items"] == []
    assert client.get("/api/v1/measures/plano-exemplo/M2/reports").json()["items"] == []


def test_parts_of_values_are_never_given(country, client):
    plan = rich_plan()
    value = pf.Value(12.0, {"sex:m": 5.0})
    publish(replace(plan, reports=(replace(plan.reports[0], indicators={"i1": value}),)))
    [told] = client.get("/api/v1/measures/plano-exemplo/M1/reports").json()["items"]
    assert told["indicators"] == {"i1": 12}
    file = json.loads(client.get("/api/v1/plans/plano-exemplo.json").content)
    assert file["reports"][0]["indicators"] == {"i1": 12}
    for form in ("csv", "xlsx"):
        assert b"sex:m" not in zipfile_text(client.get(f"/api/v1/plans/plano-exemplo.{form}").content)


def zipfile_text(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_the_whole_file_can_be_taken_away(rich, client):
    answer = client.get("/api/v1/plans/plano-exemplo.json")
    assert answer["Content-Disposition"] == 'attachment; filename="plano-exemplo.json"'
    found = json.loads(answer.content)
    assert found["measures"] == dump(rich_plan())["measures"]
    assert (found["format"], len(found["reports"])) == ("rumo-plan/1", 1)


@pytest.mark.parametrize("code", CODES)
def test_a_code_may_hold_anything_but_a_slash(country, client, code):
    publish(Plan(measures=(Measure(code=code, title="=HYPERLINK(1)"),), reports=(Report(measure=code),)))
    address = f"/api/v1/measures/plano-exemplo/{quote(code, safe='')}"
    found = client.get(address, CSV)
    assert (found.status_code, found.json()["code"], found.json()["figures"]["degree"]) == (200, code, 0.5)
    assert [r["measure"] for r in client.get(f"{address}/reports").json()["items"]] == [code]
    assert client.get(f"{address}/reports.csv").status_code == 200
    asked = {"scope": f"measure:plano-exemplo/{code}", **CSV}
    assert client.get("/api/v1/degree", asked).json()["total"]["degree"] == 0.5
    [line] = lines(client.get("/api/v1/measures.csv", CSV))
    assert (line["key"], line["title"]) == (f"plano-exemplo/{code}", "'=HYPERLINK(1)")
    assert client.get(found.json()["page"].replace("/pt/", "/api/nada/")).status_code == 404


def test_measures_of_any_scope_are_listed(rich, client):
    answer = client.get("/api/v1/measures", {"page_size": 2, **CSV}).json()
    assert [item["key"] for item in answer["items"]] == ["plano-exemplo/M1", "plano-exemplo/M2"]
    assert tuple(answer["items"][0]) == MEASURES
    first = answer["items"][0]
    assert (
        first["degree"],
        first["weight"],
        first["municipalities"],
        first["level"],
        first["newest_report"],
    ) == (0.25, 2.0, ["1106"], 1, "2024-06-30")
    assert [
        item["key"] for item in client.get("/api/v1/measures", {"cursor": answer["next"]}).json()["items"]
    ] == ["zz-inventado/1"]
    [line, *_rest] = lines(client.get("/api/v1/measures.csv", CSV))
    assert tuple(line) == MEASURES
    assert (line["degree"], line["due"], line["end"], line["spent"]) == (
        "0.25",
        "true",
        "2024-12-31",
        "400.0",
    )


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"state": "in_progress"}, ["M1"]),
        ({"state": "completed,in_progress"}, ["M1"]),
        ({"schedule": "critical"}, ["M1"]),
        ({"area": "health"}, ["M2"]),
        ({"level": "1"}, ["M1"]),
        ({"level": "-"}, ["M2", "1"]),
        ({"responsible": "Câmara Municipal"}, ["M1", "M2", "1"]),
        ({"axis": "Eixo 1"}, ["M1"]),
        ({"municipality": "1107"}, ["M2"]),
        ({"region": "PT1A"}, ["M1", "M2", "1"]),
        ({"only": "silent"}, ["M2", "1"]),
        ({"q": "DUAS linhas"}, ["M1"]),
        ({"scope": "plan:plano-exemplo", "area": "nada"}, []),
        ({"exemplos": "nao"}, ["M1", "M2"]),
    ],
)
def test_measures_are_narrowed(rich, client, asked, codes):
    items = client.get("/api/v1/measures", {**asked, **CSV}).json()["items"]
    assert [item["code"] for item in items] == codes
    assert [line["code"] for line in lines(client.get("/api/v1/measures.csv", {**asked, **CSV}))] == codes


@pytest.mark.parametrize(
    "name",
    [
        "measures",
        "plans",
        "degree",
        "timeline",
        "areas",
        "municipalities",
        "regions",
        "plans/plano-exemplo/measures",
    ],
)
def test_a_workbook_says_what_the_text_says(rich, client, name):
    rows = lines(client.get(f"/api/v1/{name}.csv"))
    answer = client.get(f"/api/v1/{name}.xlsx")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    header, *values = sheet.iter_rows(values_only=True)
    assert (list(header), len(values)) == (list(rows[0]), len(rows))
    for row, line in zip(values[:50], rows, strict=False):
        assert ["" if value is None else str(value) for value in row] == [
            _as_excel(text, value) for text, value in zip(line.values(), row, strict=True)
        ]


def _as_excel(text, value):
    if isinstance(value, bool):
        return str(text == "true")
    if isinstance(value, int | float):
        return str(type(value)(float(text)))
    return text
