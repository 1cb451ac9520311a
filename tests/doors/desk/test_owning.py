"""`rumo migrate` with an owner apart: the application's role works, and cannot change the ledger even without its triggers."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection

from rumo.doors.desk import owning
from rumo.doors.desk.refusal import Refusal

RUMO = [sys.executable, "-c", "from rumo.doors.desk.main import main; main()"]
TRIED = (
    ("ledger_entry", "DELETE FROM {}", True),
    ("ledger_head", "UPDATE {} SET size = 1", True),
    ("ledger_leaf", "TRUNCATE {}", True),
    ("ledger_detail", "UPDATE {} SET verb = ''", True),
    ("ledger_detail", "DELETE FROM {}", False),
    ("ledger_tree", "UPDATE {} SET size = 0", False),
    ("ledger_entry", "INSERT INTO {} (commitment, at) VALUES ('x', now())", False),
)


@pytest.mark.django_db
def test_an_address_that_is_no_owner_s_is_refused(rumo, settings):
    for url, words in (("nothing", "DATABASE_OWNER_URL"), ("sqlite:///x", "is for PostgreSQL")):
        settings.DATABASE_OWNER_URL = url
        ran = rumo("migrate")
        assert (ran.code, words in ran.err) == (1, True)


@pytest.mark.postgres
@pytest.mark.django_db
def test_an_owner_that_is_the_application_is_refused():
    user = connection.settings_dict["USER"]
    with pytest.raises(Refusal, match="the very role"), owning.as_owner(f"postgres://{user}@127.0.0.1/x"):
        pass


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_application_s_role_cannot_change_the_ledger():
    said = connection.settings_dict
    place = f"{said['HOST']}:{said['PORT'] or 5432}/{said['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS rumo_application")
        cursor.execute("CREATE ROLE rumo_application LOGIN PASSWORD 'x'")
    addresses = {
        "DATABASE_URL": f"postgres://rumo_application:x@{place}",
        "DATABASE_OWNER_URL": f"postgres://{said['USER']}:{said['PASSWORD']}@{place}",
    }
    try:
        ran = subprocess.run(
            [*RUMO, "migrate"], env={**os.environ, **addresses}, capture_output=True, text=True, check=False
        )
        assert (ran.stdout, ran.returncode) == ("Database: up to date.\n", 0), ran.stderr
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE rumo_application")
            for table, verb, refused in TRIED:
                found = None
                try:
                    cursor.execute(verb.format(table))
                except Exception as error:  # whose kind is asked next
                    found = error.__cause__
                assert isinstance(found, psycopg.errors.InsufficientPrivilege) is refused, (
                    table,
                    verb,
                    found,
                )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP OWNED BY rumo_application")
            cursor.execute("DROP ROLE rumo_application")
