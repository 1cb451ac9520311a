"""R3: a disk that is full. Nothing is kept by halves, what is read stays up, and it goes on within seconds of there being room again.

The full disks are small ones in memory (tmpfs), which only an administrator may mount: elsewhere the tests are skipped with that
reason, and fail in CI.
"""

import contextlib
import http.client
import os
import re
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from django.core import signing

from tests.faults.machines import Postgres, Site, until
from tests.faults.people import ASKED, SLUG

pytestmark = [pytest.mark.postgres, pytest.mark.long]
KEPT = (
    "import django; django.setup()\n"
    "from django.conf import settings\n"
    "from pathlib import Path\n"
    "from rumo.ground.files.models import StoredFile\n"
    "from rumo.ground.ledger.models import Detail, Receipt\n"
    "from rumo.listen.contributions.models import Attachment, Contribution, Passage\n"
    "rows = {str(row.path) for row in StoredFile.objects.all()}\n"
    "disk = {str(one) for one in Path(settings.FILES_DIR).rglob('*') if one.is_file()}\n"
    "said, details = Contribution.objects.count(), Detail.objects.filter(verb='contribution.submit').count()\n"
    "print(len(rows - disk), len(disk - rows), len(rows), said, Passage.objects.count(), Receipt.objects.count(), details)"
)
"""Prints rows without a file, files without a row, files, contributions, texts, receipts, entries."""


@contextlib.contextmanager
def small_disk(folder, size):
    """A folder on a disk of its own that holds so much; skipped with the reason where it cannot be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"a small disk cannot be mounted here: {done.stderr.strip()}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder):
    """Write until there is no room; return the file to delete."""
    path = Path(folder) / "ballast"
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    return path


@contextlib.contextmanager
def served(home, data=None):
    """A database, its site and an open consultation, all new; `data`: where the database keeps its files. Yields site and its key."""
    (home / "pg").mkdir()
    if data:
        data.mkdir()
    postgres = Postgres(home / "pg", data)
    postgres.start("max_wal_size=32MB", "min_wal_size=32MB", "wal_recycle=off", "shared_buffers=8MB")
    try:
        postgres.make()
        site = Site(postgres.url, home / "var")
        site.rumo("migrate")
        number = int(site.run(ASKED))
        site.start(home / "site.log")
        try:
            yield site, number
        finally:
            site.kill()
    finally:
        postgres.stop()


@pytest.fixture
def home():
    path = Path(tempfile.mkdtemp(prefix="rumo-full-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def asked(site, method, path, body=None, head=None):
    """Ask once; return status and page."""
    wire = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        wire.request(method, path, body, head or {})
        answer = wire.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        wire.close()


def position(site, number, *, annex=b"", text="A nossa posição."):
    """Send an organisation's position with an annex; return status and page."""
    token = signing.dumps(secrets.token_hex(16), key="faults-only", salt=f"form:position:{number}:")
    cookie, edge = "a" * 32, "edge"
    fields = {
        "csrfmiddlewaretoken": cookie, "token": token, "texto": text, "audience": "residents",
        "lingua": "pt", "organisation": "Associação, exemplo",
    }  # fmt: skip
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if annex:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="anexos"; filename="anexo.txt"\r\n\r\n'
        parts.append(head.encode() + annex + b"\r\n")
    body = b"".join(parts) + f"--{edge}--\r\n".encode()
    head = {"Content-Type": f"multipart/form-data; boundary={edge}", "Cookie": f"csrf={cookie}"}
    return asked(site, "POST", f"/pt/consultas/{SLUG}/posicao/", body, head)


def whole(site):
    """What is kept, having seen that nothing is kept by halves: (files, contributions)."""
    no_file, no_row, files, said, texts, receipts, entries = map(int, site.run(KEPT).split())
    assert (no_file, no_row, texts, receipts, entries) == (0, 0, said, said, said)
    return files, said


def readable(status, page):
    """Whether an answer is a page for people, of these statuses."""
    return status in (503, 507) and "Traceback" not in page and bool(re.search(r"<h1[^>]*>[^<]+</h1>", page))


def reads(site):
    return [
        asked(site, "GET", path)[0]
        for path in ("/pt/", f"/pt/consultas/{SLUG}/", f"/pt/consultas/{SLUG}/propostas/")
    ]


def test_the_disk_of_files_is_full(home):
    with small_disk(home / "var" / "files", "4m") as files, served(home) as (site, number):
        assert position(site, number, annex=b"Uma linha.\n")[0] == 201
        ballast = fill(files)
        for size in (1, 100_000, 3_000_000):
            status, page = position(site, number, annex=b"Linha.\n" * (1 + size // 7))
            assert (status, readable(status, page)) == (507, True)
        assert position(site, number)[0] == 201  # what brings no file is taken all the same
        assert reads(site) == [200, 200, 200]
        ballast.unlink()
        took = until(lambda: position(site, number, annex=b"Uma linha.\n")[0] == 201, patience=5)
        assert whole(site) == (2, 3)
        assert not any((files / "incoming").iterdir())
        print(f"\nfiles: 507 while full, taken again {took:.2f} s after there was room")


def test_the_disk_of_the_database_is_full(home):
    with small_disk(home / "disk", "110m") as disk, served(home, disk / "data") as (site, number):
        assert position(site, number)[0] == 201
        ballast = fill(disk)
        text, refused, sent = "Uma frase que se repete. " * 700, [], 1
        until_full = time.monotonic() + 120
        while len(refused) < 5:
            assert time.monotonic() < until_full, "the disk was never full"
            status, page = position(site, number, text=text)
            sent += status == 201
            if status != 201:
                refused.append((status, readable(status, page)))
        assert refused == [(503, True)] * 5
        assert reads(site) == [200, 200, 200]
        ballast.unlink()
        begun = time.monotonic()
        until(lambda: position(site, number)[0] == 201, patience=30, step=0.2)
        took = time.monotonic() - begun
        assert whole(site) == (0, sent + 1)
        print(f"\ndatabase: 503 while full, taken again {took:.2f} s after there was room")
        assert took <= 5
