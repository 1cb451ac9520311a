"""Parts of values by sex, age, nationality: protected on the page and in the API, and nowhere else; no number below ten leaves."""

import io
import json
import zipfile

import pytest

from rumo.doors.web import clock
from rumo.science.planfile import document as pf
from tests.factories import plans
from tests.factories.people import AT

SECRET = ("7417", "7418", "7419")
"""Written as cells no total, date or code would hold."""
MEASURE = "/pt/painel/planos/plano-exemplo/medidas/M1/"


@pytest.fixture(autouse=True)
def plan(country):
    by = {
        "sex:f": 7417.0,
        "sex:m": 3.0,
        "sex:x": 4.0,
        "age:0-17": 7418.0,
        "age:18-64": 6000.0,
        "nationality:BR": 7419.0,
    }
    measure = plans.Measure(
        code="M1",
        indicators=(plans.Indicator(), plans.Indicator(code="i2", unit="horas"), plans.Indicator(code="i3")),
    )
    values = {
        "i1": pf.Value(13418.0, by),
        "i3": pf.Value(14835.0, {"sex:f": 7417.0, "sex:m": 7418.0}),
        "i2": pf.Value(20000.0, {"sex:f": 7419.0, "sex:m": 12581.0}),
    }
    plans.publish(plans.Plan(measures=(measure,), reports=(plans.Report(indicators=values),)))
    with clock.frozen(AT):
        yield


def test_the_measure_page_tells_about_how_many_and_why_some_are_hidden(client):
    page = client.get(MEASURE).content.decode()
    assert "Em que se divide" in page
    assert "os que podiam identificar alguém não se mostram" in page
    assert "7\u00a0420" in page
    assert "6\u00a0000" in page
    assert not any(cell in page.replace("\u00a0", "") for cell in SECRET)


def test_parts_leave_by_no_door_unprotected(client):
    addresses = [
        MEASURE, "/api/v1/measures/plano-exemplo/M1/reports", "/api/v1/measures/plano-exemplo/M1/reports.csv",
        "/api/v1/measures/plano-exemplo/M1/reports.xlsx", "/api/v1/measures/plano-exemplo/M1", "/api/v1/plans/plano-exemplo.json",
        "/api/v1/plans/plano-exemplo.xlsx", "/api/v1/plans/plano-exemplo.csv", "/api/v1/measures.csv",
        "/pt/novidades.atom", "/pt/painel/planos/plano-exemplo/novidades.atom", "/pt/painel/como/?scope=measure:plano-exemplo/M1",
        "/pt/painel/planos/plano-exemplo/", "/pt/incorporar/medida/plano-exemplo/M1/",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        body = answer.getvalue() if answer.streaming else answer.content
        for name, text in texts(body):
            assert not any(cell in text.replace("\u00a0", "") for cell in SECRET), (address, name)


def texts(body):
    """What an answer says: its text, or that of each file in it."""
    if not body.startswith(b"PK"):
        return [("", body.decode())]
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [(name, archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()]


def test_the_api_gives_what_may_be_shown_beside_the_totals(client):
    answer = client.get("/api/v1/measures/plano-exemplo/M1/reports").json()
    (item,) = answer["items"]
    assert item["indicators"] == {"i1": 13418, "i2": 20000, "i3": 14835}
    assert item["parts"] == {
        "i1": {"age:0-17": 7420, "age:18-64": 6000},
        "i3": {"sex:f": 7415, "sex:m": 7420},
    }
    lines = client.get("/api/v1/measures/plano-exemplo/M1/reports.csv")
    text = (b"".join(lines) if lines.streaming else lines.content).decode()
    assert json.dumps(item["parts"]["i1"], separators=(",", ":")).replace('"', '""') in text.replace(" ", "")
    assert client.get("/api/v1/measures/plano-exemplo/M1/reports?as_of=2024-01-31").json()["items"] == []
