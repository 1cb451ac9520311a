"""A file comes in whole, stripped and recorded, or not at all."""

import hashlib
import io
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from rumo.ground.files import actions
from rumo.ground.files.actions import receiving
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import EVIDENCE, FileRefused
from rumo.ground.ledger.models import Detail
from tests.factories import files

pytestmark = pytest.mark.django_db
NOTHING = {"incoming": [], "quarantine": [], "released": []}


class Endless:
    """A stream that never ends, and counts what was read of it."""

    def __init__(self, block=b"linha de texto\n" * 1000, size=None):
        self.block, self.left, self.read_so_far = block, size, 0

    def read(self, size=-1):
        block = self.block if self.left is None else self.block[: self.left - self.read_so_far]
        self.read_so_far += len(block)
        return block


@pytest.fixture
def sent(at):
    """A function that sends a file."""

    def send(content, name="prova.txt", **more):
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        return actions.receive(name=name, stream=stream, by="office", at=at, **more)

    return send


def sha(content):
    """The SHA-256 of bytes, hex."""
    return hashlib.sha256(content).hexdigest()


def test_a_text_is_released_as_it_came(sent, at, lying):
    content = "Ata da reunião\n".encode()
    stored = sent(content, "../Ata.txt")
    stored.refresh_from_db()
    assert (stored.name, stored.media_type, stored.size, stored.state) == (
        "Ata.txt",
        "text/plain",
        16,
        "released",
    )
    assert (stored.sha256_received, stored.sha256_served) == (sha(content), sha(content))
    assert (stored.scanned, stored.reason, stored.received_by) == (False, "", "office")
    assert (stored.received_at, stored.released_at, str(stored)) == (at, at, "Ata.txt")
    assert stored.path.read_bytes() == content
    assert lying() == {"incoming": [], "quarantine": [], "released": [stored.place]}


def test_it_is_recorded(sent):
    stored = sent(b"prova")
    detail = Detail.objects.get()
    assert (detail.verb, detail.by, detail.target, detail.old) == (
        "file.receive",
        "office",
        f"file:{stored.public_id}",
        None,
    )
    assert detail.new == {
        "state": "released",
        "sha256": sha(b"prova"),
        "size": 5,
        "media_type": "text/plain",
        "scanned": False,
        "reason": "",
    }


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (files.pdf(), "a.pdf", "application/pdf"),
        (files.picture(), "a.jpeg", "image/jpeg"),
        (files.docx(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_what_is_kept_is_the_stripped_copy_and_both_sums_are_known(sent, content, name, media_type):
    stored = sent(content, name)
    kept = stored.path.read_bytes()
    assert stored.media_type == media_type
    assert (stored.sha256_received, stored.sha256_served, stored.size) == (sha(content), sha(kept), len(kept))
    assert kept != content
    assert files.AUTHOR.encode() not in kept


def test_a_name_without_extension_gets_the_one_of_its_content(sent):
    assert sent(files.pdf(), "Relatório").name == "Relatório.pdf"


def test_an_upload_of_django_is_a_stream_and_its_media_type_is_not_asked(sent):
    upload = SimpleUploadedFile("a.pdf", files.picture(), content_type="application/pdf")
    with pytest.raises(FileRefused, match=r"conteúdo é de um ficheiro \.jpg"):
        sent(upload, upload.name)
    lying_type = SimpleUploadedFile("a.jpg", files.picture(), content_type="text/html")
    assert sent(lying_type, lying_type.name).media_type == "image/jpeg"


ATTACKS = {
    "eicar": (files.EICAR, "a.txt", "assinatura de teste"),
    "eicar behind a text": (b"a" * 300_000 + files.EICAR, "a.txt", "assinatura de teste"),
    "eicar in a document": (files.docx(**{"word/media/a": files.EICAR}), "a.docx", "assinatura de teste"),
    "eicar in a zip": (files.packed({"a.com": files.EICAR}), "a.zip", "está comprimido"),
    "zip bomb": (files.packed({"a": b"\0" * 50_000_000}), "a.zip", "está comprimido"),
    "document bomb": (files.docx(**{"word/media/a": b"\0" * 50_000_000}), "a.docx", "grande de mais"),
    "zip in a document": (
        files.docx(**{"a.zip": files.packed({"a": "b"})}),
        "a.docx",
        "outro ficheiro dentro",
    ),
    "zip slip": (files.docx(**{"../../a": "x"}), "a.docx", "não escreve"),
    "svg": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "a.svg",
        "não é aceite",
    ),
    "svg as png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "não é aceite"),
    "html as pdf": (b"<html><script>alert(1)</script></html>", "a.pdf", "não é aceite"),
    "script and picture": (files.picture() + files.packed({"a.js": "alert(1)"}), "a.jpg", "duas coisas"),
    "enormous picture": (files.huge_png(), "a.png", "milhões de pontos"),
    "mvg": (b"push graphic-context\nfill 'url(https://exemplo.pt/|ls)'", "a.jpg", "não é aceite"),
    "php": (b"<?php system('ls');", "a.php", "não é aceite"),
    "picture called php": (files.picture(), "a.php", r"termina em \.php"),
    "program called pdf": (b"MZ\x90\0" + b"\0" * 99, "a.pdf", "não é aceite"),
    "macros": (files.docx(**{"word/vbaProject.bin": "x"}), "a.docx", "macros"),
    "broken pdf": (b"%PDF-1.4 nada", "a.pdf", "danificado"),
    "empty": (b"", "a.txt", "está vazio"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_in_words_and_leaves_nothing(sent, lying, attack):
    content, name, words = ATTACKS[attack]
    with pytest.raises(FileRefused, match=words):
        sent(content, name)
    assert (StoredFile.objects.count(), Detail.objects.count(), lying()) == (0, 0, NOTHING)


def test_a_script_in_a_pdf_is_taken_out(sent):
    stored = sent(files.busy_pdf(), "a.pdf")
    assert b"JavaScript" not in stored.path.read_bytes()


def test_no_more_than_the_limit_is_read(sent, lying):
    stream = Endless(size=300 * 1024 * 1024)
    with pytest.raises(FileRefused, match="mais de 50 MB"):
        sent(stream)
    assert stream.read_so_far <= EVIDENCE + len(stream.block)
    assert lying() == NOTHING


def test_a_limit_of_ones_own(sent):
    with pytest.raises(FileRefused, match="mais de 1 MB"):
        sent(b"a" * (1024 * 1024 + 1), limit=1024 * 1024)
    assert sent(b"a" * 1024 * 1024, limit=1024 * 1024).size == 1024 * 1024


def test_a_long_text_is_never_held_whole(sent):
    stream = Endless(size=45 * 1024 * 1024)
    tracemalloc.start()
    try:
        stored = sent(stream)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stored.size == 45 * 1024 * 1024
    assert peak < 8 * 1024 * 1024


def test_what_the_antivirus_clears_is_released_as_scanned(sent, speaker):
    speaker("stream: OK\n")
    stored = sent(b"prova")
    assert (stored.state, stored.scanned, stored.path.read_bytes()) == ("released", True, b"prova")


def test_what_the_antivirus_finds_is_rejected_and_its_bytes_are_gone(sent, speaker, lying):
    speaker("stream: Amostra.Exemplo FOUND\n")
    stored = sent(b"prova")
    assert (stored.state, stored.scanned, stored.released_at) == ("rejected", True, None)
    assert (
        stored.reason
        == "O antivírus encontrou «Amostra.Exemplo». O ficheiro foi apagado; envie uma cópia limpa."
    )
    assert lying() == NOTHING
    assert Detail.objects.get().new["state"] == "rejected"


def test_while_the_antivirus_is_down_the_file_waits_in_quarantine(sent, settings, tmp_path, lying):
    settings.CLAMD = f"unix:{tmp_path}/nobody.sock"
    stored = sent(b"prova")
    assert (stored.state, stored.scanned, stored.released_at) == ("quarantined", False, None)
    assert stored.reason == "O antivírus ainda não respondeu. O ficheiro fica em quarentena até responder."
    assert lying() == {"incoming": [], "quarantine": [stored.place], "released": []}


@pytest.mark.django_db(transaction=True)
def test_a_committed_file_stays_even_when_the_hook_of_another_fails(sent, lying):
    def fail():
        raise RuntimeError("não")

    with pytest.raises(RuntimeError), transaction.atomic():
        transaction.on_commit(fail)
        stored = sent(b"prova")
    assert lying()["released"] == [stored.place]
    assert StoredFile.objects.get().place == stored.place


@pytest.mark.django_db(transaction=True)
def test_a_callers_rollback_takes_row_and_bytes(sent, lying):
    with pytest.raises(KeyError), transaction.atomic():
        assert len(lying()["released"]) == 0
        sent(b"prova")
        assert len(lying()["released"]) == 1
        raise KeyError
    assert (StoredFile.objects.count(), lying()) == (0, NOTHING)


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_rolled_back_takes_only_what_was_sent_within_it(sent, lying):
    with transaction.atomic():
        kept = sent(b"fica")
        with pytest.raises(KeyError), transaction.atomic():
            sent(b"vai")
            raise KeyError
    assert (StoredFile.objects.get().place, lying()["released"]) == (kept.place, [kept.place])


@pytest.mark.django_db(transaction=True)
def test_a_row_that_cannot_be_written_leaves_no_bytes(at, lying):
    with pytest.raises(DatabaseError):
        actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by=None, at=at)
    assert (StoredFile.objects.count(), lying()) == (0, NOTHING)
    assert not connection.in_atomic_block


def test_a_folder_that_cannot_be_written_keeps_nothing(sent, files_dir):
    files_dir.mkdir()
    (files_dir / "released").write_text("no folder")
    with pytest.raises(OSError, match="released"):
        sent(b"prova")
    assert (StoredFile.objects.count(), list((files_dir / "incoming").iterdir())) == (0, [])


def test_the_sender_reads_in_blocks(at):
    stream = Endless(size=1000)
    stored = receiving.receive(name="a.txt", stream=stream, by="office", at=at)
    assert (stored.size, stream.read_so_far) == (1000, 1000)
