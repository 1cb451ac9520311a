"""R1 and R4: whatever was acknowledged is there after application and database were killed in turn; and the test tells wrong designs."""

import shutil
import tempfile
import time
from pathlib import Path

import pytest

from tests.faults.machines import PATIENCE, Postgres, Site
from tests.faults.people import AGENT, ASKED, FOUND, People

pytestmark = pytest.mark.postgres
FAULTS = ("app", "pg", "stop")


@pytest.fixture(scope="module")
def laid():
    """A cluster with everything migrated and a consultation that is open; stopped. Returns its home and the consultation's key."""
    home = Path(tempfile.mkdtemp(prefix="rumo-faults-"))
    postgres = Postgres(home / "pg" if (home / "pg").mkdir() is None else home)
    postgres.start()
    postgres.make()
    site = Site(postgres.url, home / "var")
    site.rumo("migrate")
    number = int(site.run(ASKED))
    postgres.stop()
    yield home, postgres, number
    postgres.stop()
    shutil.rmtree(home, ignore_errors=True)


def suffer(laid, *, count, faults, options=(), application="", every=1.0):
    """Have people send proposals while faults happen; return (lost, wrong, rows, receipts, entries), the people, recoveries in seconds."""
    home, postgres, number = laid
    postgres.start(*options)
    site = Site(postgres.url, home / "var", application).start(home / "site.log")
    before = [int(word) for word in site.run(FOUND, data="").split()][2:]
    people = People(site.port, number, count).start()
    recoveries = []
    try:
        for at in range(faults):
            _wait_for(people, count * (at + 1) // (faults + 1), every)
            _fault(FAULTS[at % 3], postgres, site, options, home, recoveries, people)
        people.wait()
        if options or application:  # what a wrong design still holds in memory goes now
            postgres.kill() if options else site.kill()
            if options:
                postgres.start(*options)
        lost, wrong, *after = (int(word) for word in site.run(FOUND, data=people.lines()).split())
        return (
            (lost, wrong, *(now - then for now, then in zip(after, before, strict=True))),
            people,
            recoveries,
        )
    finally:
        site.kill()
        postgres.stop()


def _wait_for(people, acknowledged, patience):
    """Let people work until so many are acknowledged, or none was for a while."""
    begun = time.monotonic()
    while len(people.acknowledged) < acknowledged and time.monotonic() - begun < 30 + patience:
        people.check()
        time.sleep(0.01)


def _fault(kind, postgres, site, options, home, recoveries, people):
    if kind == "pg":
        postgres.kill()
        postgres.start(*options)
        up = time.monotonic()
        while not any(at > up for at, *_rest in people.times[-50:]) and people.left:
            people.check()
            assert time.monotonic() - up < PATIENCE, "nobody was answered after the database came back"
            time.sleep(0.02)
        recoveries.append(time.monotonic() - up)
    else:
        (site.kill if kind == "app" else site.stop)()
        site.start(home / "site.log")


def report(name, found, people, recoveries):
    """Say the figures in the run's output."""
    print(
        f"\n{name}: lost {found[0]} of {len(people.acknowledged)}, statuses {people.statuses}, recoveries {[round(one, 2) for one in recoveries]}"
    )


def durable(laid, count, faults):
    found, people, recoveries = suffer(laid, count=count, faults=faults)
    report("durable", found, people, recoveries)
    assert len(people.acknowledged) == count
    assert found == (0, 0, count, count, count)
    assert (people.traces, max(recoveries, default=0) <= 5) == (0, True)
    log = (laid[0] / "site.log").read_text(errors="replace")
    assert not any(mark in log for mark in (AGENT, *people.acknowledged, *people.acknowledged.values()))


@pytest.mark.long
def test_what_was_acknowledged_is_there_small(laid):
    durable(laid, 100, 2)


@pytest.mark.marathon
def test_what_was_acknowledged_is_there(laid):
    durable(laid, 1_000, 12)


@pytest.mark.long
def test_a_receipt_shown_before_the_commit_loses(laid):
    """Negative control: the test sees that something is lost."""
    found, people, recoveries = suffer(
        laid, count=200, faults=1, application="tests.faults.early:application"
    )
    report("answered before commit", found, people, recoveries)
    assert found[0] > 0


@pytest.mark.marathon
def test_a_commit_that_waits_for_no_disk_loses(laid):
    """Negative control: PostgreSQL told not to wait for its log."""
    options = ("synchronous_commit=off", "wal_writer_delay=10s")
    found, people, recoveries = suffer(laid, count=200, faults=2, options=options)
    report("synchronous_commit=off", found, people, recoveries)
    assert found[0] > 0
