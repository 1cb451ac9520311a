"""Every refusal has one shape, and no parameter, however odd, brings the API down."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.plans import Plan, Report, publish

NUL, LONG, HUGE = "\0", "x" * 5000, "9" * 5000
PATHS = (
    "degree", "degree.csv", "degree.xlsx", "timeline.csv", "plans", "plans.csv", "plans/plano-exemplo", "plans/plano-exemplo/measures",
    "plans/plano-exemplo/measures.csv", "measures", "measures.csv", "measures.xlsx", "measures/plano-exemplo/M1",
    "measures/plano-exemplo/M1/reports", "measures/plano-exemplo/M1/reports.csv", "areas", "municipalities", "regions",
    "frameworks", "frameworks.csv", "assessments", "assessments.csv",
)  # fmt: skip
PARAMETERS = (
    "scope", "by", "as_of", "known_at", "exemplos", "page_size", "cursor", "q", "state", "schedule", "area", "level", "responsible", "axis",
    "municipality", "region", "only",
)  # fmt: skip


@pytest.fixture
def small(country):
    publish(Plan(reports=(Report(),)))


def fault(answer):
    """The error of an answer, whose shape is always the same."""
    assert answer["Content-Type"] == "application/json"
    assert list(answer.json()) == ["error"]
    assert list(answer.json()["error"])[:3] == ["code", "message", "where"]
    return answer.json()["error"]


@pytest.mark.parametrize(
    ("address", "status", "code", "where"),
    [
        ("/api/v1/degree?scope=region:PT16", 404, "former_region", "scope"),
        ("/api/v1/degree?scope=region:PT99", 404, "not_found", "scope"),
        ("/api/v1/degree?scope=planeta", 400, "bad_parameter", "scope"),
        ("/api/v1/degree?scope=", 400, "bad_parameter", "scope"),
        ("/api/v1/degree?by=cor", 400, "bad_parameter", "by"),
        ("/api/v1/degree?as_of=2024-02-30", 400, "bad_parameter", "as_of"),
        ("/api/v1/degree?as_of=2026-W01-1", 400, "bad_parameter", "as_of"),
        ("/api/v1/degree?as_of=20260101", 400, "bad_parameter", "as_of"),
        ("/api/v1/degree?known_at=20260101", 400, "bad_parameter", "known_at"),
        ("/api/v1/degree?known_at=2026-W01-1", 400, "bad_parameter", "known_at"),
        ("/api/v1/degree?scope=measure:plano-exemplo", 400, "bad_parameter", "scope"),
        ("/api/v1/degree?as_of=0001-01-01", 400, "bad_parameter", "as_of"),
        ("/api/v1/degree?known_at=ontem", 400, "bad_parameter", "known_at"),
        ("/api/v1/degree?exemplos=talvez", 400, "bad_parameter", "exemplos"),
        ("/api/v1/degree?scope=plan:nada", 404, "not_found", "scope"),
        ("/api/v1/plans?page_size=0", 400, "bad_parameter", "page_size"),
        ("/api/v1/plans?page_size=201", 400, "bad_parameter", "page_size"),
        (f"/api/v1/plans?page_size={HUGE[:1900]}", 400, "bad_parameter", "page_size"),
        (f"/api/v1/plans?page_size={HUGE}", 400, "bad_parameter", "page_size"),
        ("/api/v1/plans?cursor=nenhum", 400, "bad_parameter", "cursor"),
        ("/api/v1/plans/nada", 404, "not_found", "slug"),
        ("/api/v1/plans/nada.json", 404, "not_found", "slug"),
        ("/api/v1/plans/plano-exemplo.pdf", 404, "not_found", "path"),
        ("/api/v1/plans/nada/measures", 404, "not_found", "slug"),
        ("/api/v1/measures/plano-exemplo/M9", 404, "not_found", "code"),
        ("/api/v1/measures/plano-exemplo/M1/nada", 404, "not_found", "path"),
        ("/api/v1/measures?state=feita", 400, "bad_parameter", "state"),
        ("/api/v1/measures?only=overdue,silent", 400, "bad_parameter", "only"),
        ("/api/v1/measures?q=%00", 400, "bad_parameter", "q"),
        ("/api/v1/degree?scope=municipality:%00", 400, "bad_parameter", "scope"),
        ("/api/v1/degree?%00=1", 400, "bad_parameter", "?"),
        (f"/api/v1/degree?scope={LONG}", 400, "bad_parameter", "scope"),
        ("/api/v1/plans/a%00b", 404, "not_found", "path"),
        (f"/api/v1/plans/{LONG}", 404, "not_found", "path"),
        ("/api/v1/measures/plano-exemplo/%ED%A0%80", 404, "not_found", "code"),
        ("/api/v1/degree?scope=%ED%A0%80", 400, "bad_parameter", "scope"),
        ("/api/v1/", 404, "not_found", "path"),
        ("/api/v1/plans/", 404, "not_found", "path"),
        ("/api/v2/degree", 404, "not_found", "path"),
        ("/api", 404, "not_found", "path"),
        ("/api/v1/degree?" + "a&" * 20_100, 400, "bad_request", None),
    ],
)
def test_a_refusal_says_what_and_where(small, client, address, status, code, where):
    answer = client.get(address)
    assert answer.status_code == status
    error = fault(answer)
    assert (error["code"], error["where"]) == (code, where)
    assert not answer.cookies


def test_a_former_region_names_its_successors(small, client):
    assert fault(client.get("/api/v1/degree?scope=region:PT16"))["successors"] == [
        "region:PT19",
        "region:PT1D",
    ]


@pytest.mark.parametrize("path", [*PATHS, "openapi.json"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused(small, client, method, path):
    answer = getattr(client, method)(f"/api/v1/{path}")
    assert (answer.status_code, fault(answer)["code"]) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD"


def test_before_anything_is_published(country, client):
    assert client.get("/api/v1/plans").json() == {"items": [], "next": None, "synthetic": False}
    assert fault(client.get("/api/v1/degree"))["code"] == "not_found"
    assert len(client.get("/api/v1/areas").json()["items"]) == 13


texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [NUL, LONG, HUGE, "-1", "1e9", "NaN", "country", "region:", "region:district:", "municipality:١١٠٦", "measure:plano-exemplo/", "plan:/",
         "region:cim:\0", "9999-12-31", "2024-01-01T00:00:00+99:99", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59",
         "-" * 40, "%", "%%%s", "'; --", "ﷺ", "\u202e", "month", "measure", "silent", "200", "२०"]
    ),
)  # fmt: skip


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(path=st.sampled_from(PATHS), asked=st.dictionaries(st.sampled_from(PARAMETERS), texts, max_size=3))
def test_no_parameter_brings_it_down(small, path, asked):
    answer = Client().get(
        f"/api/v1/{path}", {name: value.encode("utf-8", "surrogatepass") for name, value in asked.items()}
    )
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200:
        fault(answer)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.binary(max_size=12), min_size=1, max_size=4))
def test_no_path_brings_it_down(small, parts):
    path = "/".join("".join(f"%{byte:02X}" for byte in part) for part in parts)
    for start in ("plans", "measures", "measures/plano-exemplo", "degree"):
        answer = Client().get(f"/api/v1/{start}/{path}")
        assert answer.status_code in (200, 404)
