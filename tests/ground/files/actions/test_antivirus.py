"""The antivirus is asked, and anything but a clear answer is none."""

import os
import shutil
import socket
import subprocess
import time

import pytest

from rumo.ground.files.actions.antivirus import Answer, look
from tests.factories import files

CI = os.environ.get("CI") == "true"
CONFIGURATION = """\
LocalSocket {socket}
DatabaseDirectory {database}
TemporaryDirectory {database}
Foreground yes
StreamMaxLength 1M
MaxScanSize 100M
AlertExceedsMax yes
"""


@pytest.fixture
def sample(tmp_path):
    """A file to look at."""
    path = tmp_path / "prova.txt"
    path.write_bytes(b"prova\n" * 9)
    return path


@pytest.fixture(scope="module")
def clamd_socket(tmp_path_factory):
    """The address of a real clamd with one signature; skipped with its reason where it is not installed, a failure in CI."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if not program:
        reason = "no clamd on the path (Debian: apt-get install clamav-daemon)"
        pytest.fail(reason) if CI else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("av")
    (folder / "db").mkdir()
    (folder / "db" / "local.ndb").write_text(f"Local.EICAR.Body:0:*:{files.EICAR.hex()}\n", encoding="ascii")
    place = folder / "s"
    (folder / "c.conf").write_text(
        CONFIGURATION.format(socket=place, database=folder / "db"), encoding="utf-8"
    )
    with (folder / "log").open("wb") as log:
        daemon = subprocess.Popen([program, f"--config-file={folder / 'c.conf'}"], stdout=log, stderr=log)
    try:
        _wait(place, daemon, folder / "log")
        yield f"unix:{place}"
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)


def _wait(place, daemon, log):
    """Return when the daemon answers at its socket."""
    for _turn in range(200):
        assert daemon.poll() is None, log.read_text()
        with socket.socket(socket.AF_UNIX) as caller:
            if caller.connect_ex(str(place)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(log.read_text())


def test_a_real_clamd_answers(clamd_socket, settings, sample, tmp_path):
    settings.CLAMD = clamd_socket
    assert look(sample) == (Answer.CLEAN, "")
    bad = tmp_path / "bad"
    for content in (files.EICAR, files.packed({"a.com": files.EICAR})):
        bad.write_bytes(content)
        assert look(bad) == (Answer.FOUND, "Local.EICAR.Body.UNOFFICIAL")


def test_what_is_too_long_for_clamd_was_not_looked_at(clamd_socket, settings, tmp_path):
    settings.CLAMD = clamd_socket
    (tmp_path / "long").write_bytes(b"a" * 3_000_000)
    assert look(tmp_path / "long") == (Answer.SILENT, "")


def test_without_an_address_there_is_none(sample):
    assert look(sample) == (Answer.NONE, "")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("stream: OK\n", (Answer.CLEAN, "")),
        ("stream: Amostra.Exemplo FOUND\n", (Answer.FOUND, "Amostra.Exemplo")),
        ("stream: Can't allocate memory ERROR\n", (Answer.SILENT, "")),
        ("INSTREAM size limit exceeded. ERROR\n", (Answer.SILENT, "")),
        ("nada que se perceba\n", (Answer.SILENT, "")),
        ("", (Answer.SILENT, "")),
    ],
)
def test_every_answer_is_understood(speaker, sample, line, verdict):
    speaker(line)
    assert look(sample) == verdict


@pytest.mark.parametrize("address", ["unix:{}/nobody.sock", "tcp:127.0.0.1:1"])
def test_nobody_there_is_silence(settings, sample, tmp_path, address):
    settings.CLAMD = address.format(tmp_path)
    assert look(sample) == (Answer.SILENT, "")
