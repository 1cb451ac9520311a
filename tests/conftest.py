"""What every test stands on: no network beyond this machine, settings of their own, one source of chance, shared data."""

import os
import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from rumo.doors.web import slowing

pytest_plugins = ["tests.browser"]  # one for all: two drivers in a process would stand in each other's way
CI = os.environ.get("CI") == "true"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
HERE = ("127.", "::1", "localhost", "0.0.0.0", "::")

_quiet = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.too_slow],
}
hypothesis_settings.register_profile("suite", max_examples=60, **_quiet)
hypothesis_settings.register_profile("long", max_examples=1000, **_quiet)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_configure(config):
    """Serve static files from where they lie (nothing was collected), and write nothing into the installation's data."""
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django_settings.WHITENOISE_AUTOREFRESH = True
    django_settings.WHITENOISE_USE_FINDERS = True
    django_settings.SENDS_A_MINUTE = 1_000_000  # every test sends from one address
    counts = tempfile.TemporaryDirectory(prefix="rumo-counts-")  # tests beside this one count their own
    config.add_cleanup(counts.cleanup)
    django_settings.CACHES["default"]["LOCATION"] = counts.name
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith(
        "sqlite3"
    ):  # a file, as in use: one in memory refuses a reader where a file makes it wait
        folder = tempfile.TemporaryDirectory(prefix="rumo-tests-")
        config.add_cleanup(folder.cleanup)
        database["TEST"]["NAME"] = str(Path(folder.name) / "tests.sqlite3")


def pytest_collection_modifyitems(config, items):
    """Leave out long tests and those of hours where a run does not name them, those for PostgreSQL on any other database, and on it those that read none."""
    asked = config.getoption("markexpr", "")
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    unwanted = {name for name in ("long", "marathon") if name not in asked}
    if not on_postgres:
        unwanted.add("postgres")
    left = [
        item
        for item in items
        if unwanted & {mark.name for mark in item.iter_markers()} or (on_postgres and not _reads(item))
    ]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def _reads(item):
    """Whether a test may touch the database (pytest refuses it to any other): one that may not runs on SQLite's turn alone."""
    marks = {mark.name for mark in item.iter_markers()}
    return bool(marks & {"django_db", "postgres"} or {"db", "transactional_db"} & set(item.fixturenames))


def _stays_here(address):
    """Whether a socket address is this machine's: a path, or a loopback host."""
    return not isinstance(address, tuple) or str(address[0]).startswith(HERE)


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Refuse every connection that would leave this machine: a test that needs the world is not a test of this house."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        original = getattr(socket.socket, name)

        def guarded(self, address, original=original):
            if not _stays_here(address):
                raise OSError(f"tests reach nothing beyond this machine, and {address[0]} is")
            return original(self, address)

        patch.setattr(socket.socket, name, guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def files_apart(tmp_path_factory):
    """Keep files that tests send away from the installation's own."""
    django_settings.FILES_DIR = tmp_path_factory.getbasetemp() / "files"


@pytest.fixture(scope="session", autouse=True)
def keys_apart(tmp_path_factory):
    """Keep keys made in tests away from the installation's own."""
    django_settings.KEYS_DIR = tmp_path_factory.getbasetemp() / "keys"


@pytest.fixture(autouse=True)
def no_key_gone():
    """Let a name whose key a test destroyed be given a new one in the next."""
    yield
    for mark in Path(django_settings.KEYS_DIR).glob("*.gone"):
        mark.unlink()


@pytest.fixture(scope="session", autouse=True)
def flushed_past_the_triggers():
    """Let a test that commits be cleaned up after: the ledger's tables refuse it, as they must in use."""
    patch = pytest.MonkeyPatch()
    clean = TransactionTestCase._fixture_teardown

    def cleaned(self):
        with _triggers_off():
            clean(self)

    patch.setattr(TransactionTestCase, "_fixture_teardown", cleaned)
    yield
    patch.undo()


@contextmanager
def _triggers_off():
    """Keep the ledger's triggers from this connection (PostgreSQL) or take them away and lay them again (SQLite)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
        for name, _made in found:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, made in found:
            cursor.execute(made)


@pytest.fixture(autouse=True)
def portuguese():
    """Begin every test in Portuguese, whatever language the last request of another spoke."""
    with translation.override("pt"):
        yield


@pytest.fixture(scope="session")
def shared():
    """The folder of material shared beside the checkout (real plans, cases of the degree); skipped where it is not."""
    if SHARED.is_dir():
        return SHARED
    reason = "no folder `shared` beside the checkout: its plans and cases are not part of the repository"
    if CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def nobody_counted():
    """What a process counted of forms sent is not carried from one test into the next."""
    slowing.near.forget()
