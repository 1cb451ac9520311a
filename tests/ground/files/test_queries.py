"""Only a released file whose bytes are there is served."""

import io

import pytest

from rumo.ground.files import actions, queries

pytestmark = pytest.mark.django_db


def test_a_released_file_is_served(at):
    stored = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    assert queries.served(stored.public_id) == (stored, stored.path)
    assert queries.in_quarantine() == []


def test_a_waiting_a_rejected_a_lost_and_an_unknown_file_are_not(at, settings, tmp_path):
    lost = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    lost.path.unlink()
    settings.CLAMD = f"unix:{tmp_path}/nobody.sock"
    waiting = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    rejected = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    actions.reject(public_id=rejected.public_id, reason="Não serve.", scanned=False, by="office", at=at)
    ids = [lost.public_id, waiting.public_id, rejected.public_id, "nenhum", ""]
    assert [queries.served(public_id) for public_id in ids] == [None] * 5
    assert queries.in_quarantine() == [waiting]
