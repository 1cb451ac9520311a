"""`rumo serve` as an operator meets it: a real server, a taken port, a clean end."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from rumo.doors.desk.commands.serve import check_free, ready, server_command, where_to_look
from rumo.doors.desk.refusal import Refusal

RUMO = [sys.executable, "-c", "from rumo.doors.desk.main import main; main()"]


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port, path, seconds=30):
    """The status of a page, waiting for the server to come up."""
    until = time.monotonic() + seconds
    while True:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            asked.request("GET", path)
            status = asked.getresponse().status
            asked.close()
            return status
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_a_free_port_passes_and_a_taken_one_is_named():
    port = free_port()
    check_free("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)), pytest.raises(Refusal, match=f"Port {port} is taken"):
        check_free("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Refusal, match=r"Cannot listen on 192\.0\.2\.1, port 8000"):
        check_free("192.0.2.1", 8000)


def test_the_command_and_the_welcome_name_what_was_asked():
    assert server_command("127.0.0.1", 8001, 3)[1:11] == [
        "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "8001", "--workers", "3",
    ]  # fmt: skip
    assert where_to_look("http://x")[1].split() == ["dashboard", "http://x/pt/painel/"]


@pytest.mark.django_db
def test_a_database_behind_this_version_is_refused(rumo):
    MigrationRecorder(connection).record_unapplied("rollup", "0001_initial")
    ran = rumo("serve")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "rumo: The database lacks 1 migrations of this version: run `rumo migrate` first.\n"


@pytest.mark.django_db
def test_being_ready_gathers_the_files_and_names_the_address(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("RUMO_BASE_URL", "")  # so that what is set below is taken back
    monkeypatch.delenv("RUMO_BASE_URL")
    settings.STATIC_ROOT = tmp_path / "static"
    port = free_port()
    assert ready("0.0.0.0", port, 2) == server_command("0.0.0.0", port, 2)
    assert os.environ["RUMO_BASE_URL"] == f"http://127.0.0.1:{port}"
    assert any(settings.STATIC_ROOT.rglob("*.css"))


@pytest.mark.django_db
def test_the_server_takes_the_command_s_place_after_the_welcome(rumo, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("RUMO_BASE_URL", "https://rumo.example/")
    settings.STATIC_ROOT = tmp_path / "static"
    begun = []
    monkeypatch.setattr(os, "execv", lambda program, command: begun.append((program, command)))
    port = free_port()
    ran = rumo("serve", "--port", str(port))
    assert begun == [(sys.executable, server_command("127.0.0.1", port, 2))]
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == list(where_to_look("https://rumo.example"))


def test_it_serves_until_told_to_stop(tmp_path):
    port = free_port()
    known = {**os.environ, "RUMO_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    known.pop("RUMO_BASE_URL", None)
    subprocess.run([*RUMO, "migrate"], env=known, check=True, capture_output=True)
    server = subprocess.Popen(
        [*RUMO, "serve", "--port", str(port), "--workers", "1"],
        env=known,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert answer(port, "/pt/acessibilidade/") == 200
        again = subprocess.run(
            [*RUMO, "serve", "--port", str(port)], env=known, check=False, capture_output=True, text=True
        )
        assert (again.returncode, again.stdout) == (1, "")
        assert (
            again.stderr
            == f"rumo: Port {port} is taken by another program: choose another (--port N; make run PORT=N).\n"
        )
    finally:
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=40)
    assert server.returncode == 0
    assert said.splitlines()[0] == f"Rumo answers at http://127.0.0.1:{port}/ (Ctrl+C stops it)"
    check_free("127.0.0.1", port)
