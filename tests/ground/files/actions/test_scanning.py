"""What becomes of a file once it is in, each act recorded."""

import io

import pytest
from django.db import transaction

from rumo.ground.files import actions
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.models import Detail

pytestmark = pytest.mark.django_db(transaction=True)
NOTHING = {"incoming": [], "quarantine": [], "released": []}


@pytest.fixture
def waiting(at, settings, tmp_path):
    """A function that returns a file in quarantine, since nobody listens at the antivirus's address."""

    def made(content=b"prova"):
        settings.CLAMD = f"unix:{tmp_path}/nobody.sock"
        return actions.receive(name="a.txt", stream=io.BytesIO(content), by="office", at=at)

    return made


def last():
    """The last act the ledger knows: verb, old state, new state."""
    detail = Detail.objects.order_by("pk").last()
    return detail.verb, (detail.old or {}).get("state"), (detail.new or {}).get("state")


def test_a_file_is_released(waiting, at, lying):
    stored = actions.release(public_id=waiting().public_id, scanned=True, by="office", at=at)
    stored.refresh_from_db()
    assert (stored.state, stored.reason, stored.scanned, stored.released_at) == ("released", "", True, at)
    assert lying() == {"incoming": [], "quarantine": [], "released": [stored.place]}
    assert (stored.path.read_bytes(), last()) == (b"prova", ("file.release", "quarantined", "released"))


def test_a_release_rolled_back_leaves_the_file_in_quarantine(waiting, at, lying):
    stored = waiting()
    with pytest.raises(KeyError), transaction.atomic():
        actions.release(public_id=stored.public_id, scanned=True, by="office", at=at)
        raise KeyError
    assert lying() == {"incoming": [], "quarantine": [stored.place], "released": []}
    assert StoredFile.objects.get().state == "quarantined"


def test_a_file_is_rejected_from_quarantine_or_after_release(waiting, at, lying):
    first, second = waiting(), waiting()
    actions.release(public_id=second.public_id, scanned=False, by="office", at=at)
    for stored, before in ((first, "quarantined"), (second, "released")):
        actions.reject(
            public_id=stored.public_id, reason="Mostra dados pessoais.", scanned=False, by="office", at=at
        )
        stored.refresh_from_db()
        assert (stored.state, stored.reason, stored.scanned) == ("rejected", "Mostra dados pessoais.", False)
        assert last() == ("file.reject", before, "rejected")
    assert lying() == NOTHING


def test_an_act_done_already_is_refused_in_words(waiting, at):
    stored = waiting()
    actions.reject(public_id=stored.public_id, reason="Não serve.", scanned=False, by="office", at=at)
    told = "O ficheiro «a.txt» está neste momento: Rejeitado. Nada mudou."
    with pytest.raises(actions.NotWaiting, match=told):
        actions.reject(public_id=stored.public_id, reason="Outra vez.", scanned=False, by="office", at=at)
    with pytest.raises(actions.NotWaiting, match=told):
        actions.release(public_id=stored.public_id, scanned=False, by="office", at=at)
    assert StoredFile.objects.get().reason == "Não serve."


def test_a_file_nobody_uses_is_discarded(waiting, at, lying):
    stored = waiting()
    actions.discard(public_id=stored.public_id, by="office", at=at)
    assert (StoredFile.objects.count(), lying(), last()) == (
        0,
        NOTHING,
        ("file.discard", "quarantined", None),
    )


def test_what_waits_is_released_once_the_antivirus_answers(waiting, speaker, at, lying):
    first, second = waiting(), waiting()
    speaker("stream: OK\n")
    assert actions.scan_waiting(by="tick", at=at) == (2, 0, 0)
    assert lying()["released"] == sorted([first.place, second.place])
    assert [stored.scanned for stored in StoredFile.objects.all()] == [True, True]


def test_what_is_found_is_rejected(waiting, speaker, at, lying):
    waiting()
    speaker("stream: Amostra FOUND\n")
    assert actions.scan_waiting(by="tick", at=at) == (0, 1, 0)
    stored = StoredFile.objects.get()
    assert (stored.state, stored.scanned, lying()) == ("rejected", True, NOTHING)
    assert stored.reason == "O antivírus encontrou «Amostra». O ficheiro foi apagado; envie uma cópia limpa."


def test_while_it_is_silent_everything_waits(waiting, at):
    waiting()
    waiting()
    assert actions.scan_waiting(by="tick", at=at) == (0, 0, 2)


def test_without_an_antivirus_what_waits_goes_on_waiting(waiting, settings, at):
    stored = waiting()
    settings.CLAMD = ""
    assert actions.scan_waiting(by="tick", at=at) == (0, 0, 1)
    actions.release(public_id=stored.public_id, scanned=False, by="office", at=at)
    assert StoredFile.objects.get().scanned is False


def test_a_file_whose_bytes_are_lost_is_rejected_and_says_so(waiting, at):
    waiting().path.unlink()
    assert actions.scan_waiting(by="tick", at=at) == (0, 1, 0)
    assert StoredFile.objects.get().reason == "Os dados do ficheiro perderam-se. Envie-o de novo."
