"""The register's page and its files: what is handed out is what the verifier accepts, and a new head is seen at once."""

import datetime as dt
import json
from pathlib import Path

import pytest

from rumo.data import verify
from rumo.doors.desk import ticking
from rumo.doors.web import clock
from rumo.ground.ledger import actions, queries
from tests.doors.dashboard.reading_pages import read

AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def act(at=AT):
    actions.record(verb="people.open", by="x", at=at, target="a", new={"text": "segredo"})


def test_before_the_first_head_the_page_says_so(client):
    page = read(client, "/pt/registo/")
    assert "Ainda não há nenhuma" in page.text
    body = b"".join(client.get("/pt/registo/registo.json"))
    assert verify.check([json.loads(body)])[1] == []


def test_the_page_shows_the_newest_head_as_soon_as_it_is_signed(client):
    for day in (AT, AT + DAY):
        act(day)
        with clock.frozen(day):
            before = client.get("/pt/registo/")["ETag"]
            ticking.tick()
            page = read(client, "/pt/registo/")
            assert client.get("/pt/registo/")["ETag"] != before
        head = queries.head()
        assert (head.day, [word in page.text for word in (head.root, head.signature, head.key_id)]) == (
            day.date(),
            [True] * 3,
        )


def test_what_is_handed_out_is_what_the_verifier_accepts(client, tmp_path):
    for day in range(3):
        act()
        actions.sign_head(at=AT + day * DAY)
    files = {}
    for name, kind in (("registo.json", "application/json"), ("verify.py", "text/x-python; charset=utf-8")):
        answer = client.get(f"/pt/registo/{name}")
        files[name] = b"".join(answer) if answer.streaming else answer.content
        assert (answer.status_code, answer["Content-Type"], answer["Content-Disposition"]) == (
            200,
            kind,
            f'attachment; filename="{name}"',
        )
    assert files["verify.py"] == Path(verify.__file__).read_bytes()
    assert verify.check([json.loads(files["registo.json"])])[1] == []
    assert b"segredo" not in files["registo.json"]
    assert b"".join(client.head("/pt/registo/registo.json")) == b""
