"""The ledger's newest head and the proof of a leaf, checked by the verifier that citizens run; nothing of who did what or when."""

import datetime as dt

import pytest

from rumo.data import verify
from rumo.ground.ledger import actions, queries
from rumo.ground.ledger.models import Entry

AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def test_before_the_first_head_there_is_nothing(client):
    for path in ("head", "proof/0"):
        answer = client.get(f"/api/v1/ledger/{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_proof_holds_against_the_head(client):
    Entry.objects.bulk_create(Entry(commitment=f"{n:064x}", at=AT) for n in range(300))
    actions.sign_head(at=AT)
    head = client.get("/api/v1/ledger/head").json()
    assert head == queries.said_of_head(queries.head())
    assert list(verify.faults_of_head(head, None)) == []
    for leaf in (0, 255, 299):
        said = client.get(f"/api/v1/ledger/proof/{leaf}").json()
        assert (list(said), said["index"], said["head"]) == (["index", "leaf", "path", "head"], leaf, head)
        path = [bytes.fromhex(step) for step in said["path"]]
        root = bytes.fromhex(head["root"])
        assert verify.is_included(bytes.fromhex(said["leaf"]), leaf, head["size"], path, root)


@pytest.mark.parametrize("leaf", ["300", "-1", "9" * 30, "x", "9" * 500])
def test_a_leaf_that_is_not_there_is_said(client, leaf):
    Entry.objects.bulk_create(Entry(commitment=f"{n:064x}", at=AT) for n in range(300))
    actions.sign_head(at=AT)
    answer = client.get(f"/api/v1/ledger/proof/{leaf}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
