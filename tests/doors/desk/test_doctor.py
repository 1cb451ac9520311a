"""`rumo doctor` and `rumo migrate` on a database that is whole, and on one that is not."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from rumo.doors.desk.commands.doctor import examine
from rumo.doors.desk.database import missing_migrations
from rumo.doors.web import clock
from rumo.ground.ledger import actions as ledger
from rumo.ground.outbox import actions as outbox

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_a_whole_installation_is_ok(rumo, settings, tmp_path):
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    ran = rumo("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == [
        "ok      python", "ok      data folder", "ok      database", "ok      migrations", "ok      keys",
        "ok      static files", "ok      letters", "ok      last tick",
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


def test_keys_that_are_lost_open_or_another_s_are_told(rumo, settings, tmp_path):
    def told():
        found = {finding.name: (finding.ok, finding.says) for finding in examine()}["keys"]
        return found[0], found[1].replace(str(tmp_path), "")

    settings.KEYS_DIR = tmp_path / "keys"
    assert told() == (True, "none made yet")
    ledger.record(verb="people.open", by="x", at=AT, target="a")
    ledger.sign_head(at=AT)
    assert told() == (True, "/keys")
    settings.KEYS_DIR.chmod(0o750)
    assert told() == (False, "/keys can be read by others: chmod 700 /keys")
    settings.KEYS_DIR = tmp_path / "other"
    assert told() == (False, "/other is not there, and the register is signed (RUMO_KEYS)")
    settings.KEYS_DIR.mkdir(mode=0o700)
    assert told() == (False, "/other does not hold the key the register is signed with (RUMO_KEYS)")


def test_a_database_that_does_not_answer_is_named(rumo):
    def gone(execute, sql, parameters, many, context):
        raise OperationalError("the server\nwent away")

    with connection.execute_wrapper(gone):
        ran = rumo("doctor")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.startswith("not ok")] == [
        "not ok  database: does not answer: the server went away (DATABASE_URL)",
        *(
            f"not ok  {name}: unknown while the database does not answer"
            for name in ("migrations", "keys", "letters", "last tick")
        ),
    ]


def test_letters_given_up_this_week_and_a_timer_that_stopped_are_told(rumo):
    ran = rumo("doctor", "--json")
    said = {finding["name"]: (finding["ok"], finding["says"]) for finding in json.loads(ran.out)["findings"]}
    assert said["letters"] == (True, "0 waiting, 0 given up")
    assert said["last tick"] == (
        True,
        "never: reminders and letters go out with `rumo worker` or `rumo tick`",
    )
    for key, given_up in (("a", AT), ("b", AT - 8 * DAY), ("c", None)):
        row = outbox.post(kind="x", key=key, to="x@exemplo.invalid", language="pt", at=AT)
        type(row).objects.filter(pk=row.pk).update(given_up_at=given_up)
    outbox.advance(name="tick", to=AT)
    for later, letters, tick in (
        (
            DAY,
            (False, "1 waiting, 2 given up, 1 of them this week (EMAIL_URL)"),
            (True, "2026-01-02T12:00:00+00:00"),
        ),
        (
            8 * DAY,
            (True, "1 waiting, 2 given up"),
            (False, "2026-01-02T12:00:00+00:00, more than a day ago: is the timer running?"),
        ),
    ):
        with clock.frozen(AT + later):
            said = {found.name: (found.ok, found.says) for found in examine()}
        assert (said["letters"], said["last tick"]) == (letters, tick)


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
