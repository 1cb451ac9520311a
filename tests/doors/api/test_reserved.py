"""Reserved evidence in the interface: no answer and no file has its words; its existence, and the degree, are there."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from tests.factories.plans import publish, reserved_proof, rich_plan, rich_report

pytestmark = pytest.mark.usefixtures("country")
WORDS = ("presen", "assinaturas", "Com nomes", "0a0a0a")
SHOWN = {
    "title": None, "kind": "reserved", "indicator": "i2", "url": None, "sha256": None, "accepted": True, "on": None,
    "note": None, "reserved": True, "verification": "checked",
}  # fmt: skip


@pytest.fixture
def kept(country):
    """A plan whose one proof is reserved."""
    publish(replace(rich_plan(), reports=(replace(rich_report(), evidence=(reserved_proof(),)),)))


def unpacked(body):
    """Everything a file says, out of its zip if it is one."""
    if body[:2] != b"PK":
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize(
    "address",
    [
        "plans/plano-exemplo.json", "plans/plano-exemplo.xlsx", "plans/plano-exemplo.csv",
        "measures/plano-exemplo/M1/reports", "measures/plano-exemplo/M1/reports.csv", "measures/plano-exemplo/M1/reports.xlsx",
    ],
)  # fmt: skip
def test_no_words_of_it_go_out(kept, client, address):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200
    said = unpacked(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    assert [words for words in WORDS if words in said] == []
    assert "Faltou intérprete." in said


def test_it_is_told_to_exist(kept, client):
    (report,) = client.get("/api/v1/measures/plano-exemplo/M1/reports").json()["items"]
    assert report["evidence"] == [SHOWN]
    whole = json.loads(client.get("/api/v1/plans/plano-exemplo.json").content)
    assert whole["reports"][0]["evidence"] == [SHOWN]


def test_the_plan_says_until_when_it_holds_and_what_passed(kept, client):
    plan = client.get("/api/v1/plans/plano-exemplo").json()
    assert plan["until_replaced"] is True
    assert plan["carried"][2] == {
        "from": "outro-plano/7",
        "fate": "abandoned",
        "into": None,
        "reason": "Sem verba.",
    }
