"""What the tests of files stand on: a folder of their own, no antivirus, and one that answers what it is told to."""

import contextlib
import socket
import struct
import threading
from datetime import UTC, datetime

import pytest


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    """An empty folder for files, and no antivirus."""
    settings.FILES_DIR = tmp_path / "files"
    settings.CLAMD = ""
    return settings.FILES_DIR


@pytest.fixture
def at():
    """The instant of the test."""
    return datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def lying(files_dir):
    """A function that lists the names of the files that lie in quarantine and among the released."""

    def listed():
        return {
            folder: sorted(path.name for path in (files_dir / folder).glob("*"))
            for folder in ("incoming", "quarantine", "released")
        }

    return listed


@pytest.fixture
def speaker(settings):
    """A function that starts a server of clamd's INSTREAM on this machine, which answers every stream with one line."""
    stop, opened = threading.Event(), []

    def serve(listener, line):
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                caller, _address = listener.accept()
                with caller, caller.makefile("rb") as read:
                    read.readline()
                    while (size := struct.unpack("!L", read.read(4))[0]) > 0:
                        read.read(size)
                    caller.sendall(line.encode())

    def start(line):
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(0.05)
        thread = threading.Thread(target=serve, args=(listener, line))
        thread.start()
        opened.append((listener, thread))
        settings.CLAMD = f"tcp:127.0.0.1:{listener.getsockname()[1]}"

    yield start
    stop.set()
    for listener, thread in opened:
        thread.join()
        listener.close()
