"""R5: whether it is open is decided by the instant the database gives and the owner's zone; what has closed opens no more."""

import datetime as dt
import os
import shutil
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from rumo.doors.web import clock
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.rules import Phase, phase
from rumo.listen.contributions.rules.permits import can_submit
from tests.factories import listening
from tests.factories.people import BY

CI = os.environ.get("CI") == "true"
pytestmark = pytest.mark.django_db
TICK = dt.timedelta(microseconds=1)
CASES = [
    # published, zone, last day, the instant it closes
    ("2026-10-22", "Europe/Lisbon", "2026-10-25", "2026-10-26T00:00+00:00"),  # the day of 25 hours
    ("2026-10-22", "Atlantic/Azores", "2026-10-25", "2026-10-26T01:00+00:00"),
    (
        "2026-10-21",
        "Europe/Lisbon",
        "2026-10-24",
        "2026-10-24T23:00+00:00",
    ),  # the day before: still summer time
    ("2026-03-26", "Europe/Lisbon", "2026-03-29", "2026-03-29T23:00+00:00"),  # the day of 23 hours
    ("2026-03-26", "Atlantic/Azores", "2026-03-29", "2026-03-30T00:00+00:00"),
    ("2028-02-26", "Europe/Lisbon", "2028-02-29", "2028-03-01T00:00+00:00"),
    ("2028-02-26", "Atlantic/Azores", "2028-02-29", "2028-03-01T01:00+00:00"),
]


def published(day, zone, last):
    """One published at noon of a day, whose term ends on a day whatever the calendar says."""
    row = listening.consultation(
        at=dt.datetime.fromisoformat(f"{day}T12:00+00:00"), zone=zone, term_days=1, term_unit="calendar"
    )
    last = dt.date.fromisoformat(last)
    if last > row.last_on:
        return consultations.extend(consultation=row, last_on=last, reason="Exemplo.", by=BY, at=row.opens_at)
    return row


@pytest.mark.parametrize("day, zone, last, closes", CASES)
def test_it_closes_at_midnight_where_its_owner_is(day, zone, last, closes):
    row, instant = published(day, zone, last), dt.datetime.fromisoformat(closes)
    row.refresh_from_db()
    assert (str(row.last_on), row.closes_at) == (last, instant)
    assert row.closes_at.astimezone(ZoneInfo(zone)).time() == dt.time()
    with clock.frozen(instant - TICK):
        assert can_submit(row, at=clock.now())
    with clock.frozen(instant):
        assert not can_submit(row, at=clock.now())


@pytest.mark.parametrize("hour", ["00:30", "01:30"])
def test_an_hour_that_comes_twice_is_open_both_times(hour):
    row = published("2026-10-22", "Europe/Lisbon", "2026-10-25")
    naive = dt.datetime.fromisoformat(f"2026-10-25T{hour}")
    both = [naive.replace(tzinfo=ZoneInfo("Europe/Lisbon"), fold=fold) for fold in (0, 1)]
    assert [can_submit(row, at=at) for at in both] == [True, True]


def test_what_has_closed_opens_no_more():
    row = published("2026-10-22", "Europe/Lisbon", "2026-10-25")
    after = row.closes_at
    with pytest.raises(consultations.ConsultationRefused):
        consultations.extend(consultation=row, last_on=dt.date(2026, 12, 1), reason="Tarde.", by=BY, at=after)
    instants = [after + dt.timedelta(hours=hours) for hours in range(0, 24 * 400, 7)]
    assert {phase(row, at=at) for at in instants} == {Phase.CLOSED}


WHEN = (
    "import django; django.setup()\n"
    "import datetime as dt\n"
    "from rumo.doors.web import clock\n"
    "print(clock.now().isoformat(), dt.datetime.now(dt.UTC).isoformat())"
)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.parametrize("moved", ["-1d", "+400d", "2026-10-25 01:30:00", "2028-02-29 12:00:00"])
def test_the_clock_of_the_application_alone_may_jump(moved):
    """With libfaketime: the machine's clock as this process sees it is moved, the database's is not."""
    if shutil.which("faketime") is None:
        reason = "no faketime on this machine (Debian: apt-get install faketime)"
        (pytest.fail if CI else pytest.skip)(reason)
    command = ["faketime", "-f", moved if moved[0] in "+-" else f"@{moved}", sys.executable, "-c", WHEN]
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + "/postgres"
    known = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "rumo.config.settings", "TZ": "UTC"}
    run = subprocess.run(command, env=known, check=True, stdout=subprocess.PIPE, text=True, timeout=120)
    out = run.stdout.split()
    database, machine = map(dt.datetime.fromisoformat, out)
    assert abs(database - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert abs(machine - database) > dt.timedelta(hours=12)
