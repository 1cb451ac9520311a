"""`rumo doctor` and `rumo migrate` on a database that is whole, and on one that is not."""

import json

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from rumo.doors.desk.database import missing_migrations

pytestmark = pytest.mark.django_db


def test_a_whole_installation_is_ok(rumo, settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    ran = rumo("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == [
        "ok      python", "ok      data folder", "ok      database", "ok      migrations", "ok      static files",
    ]  # fmt: skip


def test_a_missing_migration_is_named(rumo):
    MigrationRecorder(connection).record_unapplied("rollup", "0001_initial")
    ran = rumo("doctor", "--json")
    said = json.loads(ran.out)
    wrong = [finding["name"] for finding in said["findings"] if not finding["ok"]]
    assert (ran.code, said["ok"], wrong) == (1, False, ["migrations"])


def test_a_folder_that_is_not_there_is_named(rumo, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nowhere"
    ran = rumo("doctor")
    assert ran.code == 1
    assert (
        f"not ok  data folder: {tmp_path}/nowhere cannot be written (RUMO_DATA_DIR)" in ran.out.splitlines()
    )


def test_a_database_that_does_not_answer_is_named(rumo):
    def gone(execute, sql, parameters, many, context):
        raise OperationalError("the server\nwent away")

    with connection.execute_wrapper(gone):
        ran = rumo("doctor")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.startswith("not ok")] == [
        "not ok  database: does not answer: the server went away (DATABASE_URL)",
        "not ok  migrations: unknown while the database does not answer",
    ]


def test_migrating_twice_changes_nothing(rumo):
    ran = rumo("migrate")
    assert (ran.code, ran.out) == (0, "Database: up to date.\n")


@pytest.mark.django_db(transaction=True)
def test_migrating_applies_what_is_missing(rumo):
    call_command("migrate", "rollup", "zero", verbosity=0)
    behind = len(missing_migrations())
    ran = rumo("migrate")
    assert (ran.code, ran.out) == (0, f"Database: {behind} migrations applied.\n")
    assert (behind > 0, missing_migrations()) == (True, [])
