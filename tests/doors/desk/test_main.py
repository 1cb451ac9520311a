"""The command line itself: what it offers, what it says when misused or refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from rumo.doors.desk.main import refused
from rumo.doors.desk.refusal import Refusal


def test_alone_it_lists_its_commands_and_counts_as_misused(rumo):
    ran = rumo()
    assert ran.code == 2
    assert {"doctor", "migrate", "serve"} <= set((ran.out + ran.err).split())


def test_help_is_done(rumo):
    assert rumo("--help").code == 0


@pytest.mark.parametrize(
    "arguments",
    [["nothing"], ["migrate", "--nothing"], ["serve", "--port", "0"], ["serve", "--workers", "x"]],
)
def test_what_is_misused_exits_with_two(rumo, arguments):
    ran = rumo(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: rumo")


def test_a_refusal_keeps_its_lines():
    assert refused(Refusal("medida 1: sem título", "medida 2: sem título")) == (
        "medida 1: sem título",
        "medida 2: sem título",
    )


def test_a_wrong_setting_is_one_line():
    assert refused(ImproperlyConfigured("no such\nengine")) == ("A setting is wrong: no such engine",)


def test_a_wrong_setting_names_its_cause():
    error = ImproperlyConfigured("cannot load")
    error.__cause__ = ImportError("no module x")
    assert refused(error) == ("A setting is wrong: cannot load (no module x)",)


def test_a_database_that_refuses_says_what_to_do_next():
    assert refused(OperationalError("no such table: plans_plan")) == (
        "The database refused: no such table: plans_plan",
        "`rumo doctor` says what is missing; `rumo migrate` prepares it.",
    )
    assert refused(OperationalError())[0] == "The database refused: OperationalError"
