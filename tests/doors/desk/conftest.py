"""Running `rumo` inside the test's own process, with its exit code and what it printed."""

import sys
from typing import NamedTuple

import pytest

from rumo.doors.desk.main import main


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def rumo(monkeypatch, capsys):
    """A function: rumo("doctor", "--json") → Ran(code, out, err)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["rumo", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return run
