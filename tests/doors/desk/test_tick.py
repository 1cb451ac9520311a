"""`rumo tick` and `rumo worker` as a timer and an operator meet them: once, twice at once, late, told to stop."""

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import OperationalError, connection

from rumo.deliver.plans.actions import own
from rumo.deliver.plans.models import Plan as Row
from rumo.doors.desk import ticking
from rumo.doors.desk.commands.worker import round_
from rumo.doors.web import clock
from rumo.ground.files import actions as files
from rumo.ground.ledger.models import Entry
from rumo.ground.outbox import actions as outbox
from rumo.ground.outbox.queries import reached, waiting
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.queries import Body
from rumo.listen.contributions.models import Contribution
from rumo.listen.gatherings.models import Registration
from rumo.science.planfile import document as pf
from tests.factories import listening, meeting, people
from tests.factories.plans import Plan, publish

AT = dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
RUMO = [sys.executable, "-c", "from rumo.doors.desk.main import main; main()"]
HEARD = {"closed": 0, "reminded": 0, "ballots": 0, "told of answers": 0, "editions": 0}
QUIET = {"released": 0, "rejected": 0, "waiting": 0, "swept": 0}


@pytest.fixture
def town(country, settings, tmp_path):
    """A plan of Lisbon whose first half-year of 2026 is to be reported by the end of July, and its reporter."""
    settings.FILES_DIR = tmp_path
    cycle = pf.Cycle(dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 31), 30)
    publish(Plan(cycles=(cycle,)))
    owner = people.municipality("1106")
    own(plan=Row.objects.get(), owner=owner, by=people.BY, at=people.AT)
    return people.person("municipal_reporter", owner)


def test_a_tick_forgets_who_was_registered_a_year_after(db, rumo):
    got = meeting.registered(meeting.gathering())
    ends = meeting.DAY + dt.timedelta(hours=2)
    with clock.frozen(ends + 365 * DAY - SECOND):
        rumo("tick")
    assert Registration.objects.get().name == "Pessoa, exemplo"
    with clock.frozen(ends + 365 * DAY):
        assert "1 registrations forgotten" in rumo("tick").out
        assert "registrations forgotten" not in rumo("tick").out
    found = Registration.objects.get(pk=got.registration.pk)
    assert (found.name, found.email, found.needs, found.audience) == ("", "", {}, "migrants")


def test_a_tick_closes_consultations_and_reminds_bodies_that_have_not_answered_once(db, rumo):
    quiet, answered = people.body(name="Calada (exemplo)"), people.body(name="Pronta (exemplo)")
    row = listening.consultation()
    bodies = [Body(one.kind, one.name, entity=one) for one in (quiet, answered)]
    consultations.invite(consultation=row, bodies=bodies, by=people.BY, at=listening.OPEN)
    Contribution.objects.create(
        consultation=row,
        kind="position",
        language="pt",
        organisation=answered,
        token_hash="a",
        received_at=listening.OPEN,
    )
    said = {}
    for days in (-8, -7, -1, 0, 1):
        with clock.frozen(row.closes_at + dt.timedelta(days=days)):
            said[days] = json.loads(rumo("tick", "--json").out)["listening"]
    nothing = HEARD
    assert said == {
        -8: nothing,
        -7: {**HEARD, "reminded": 1},
        -1: nothing,
        0: {**HEARD, "closed": 1, "editions": 1},
        1: nothing,
    }


def test_a_tick_does_everything_once_and_says_so(town, rumo):
    Session.objects.create(session_key="a", session_data="", expire_date=AT - 3650 * DAY)
    with clock.frozen(AT):
        first, again = rumo("tick", "--json"), rumo("tick")
    letters = {"sent": 1, "failed": 0, "given up": 0}
    assert (first.code, json.loads(first.out)) == (
        0,
        {
            "at": AT.isoformat(),
            "reminders": {"opens": 1},
            "listening": HEARD,
            "files": QUIET,
            "letters": letters,
            "topics": {"suggested": 0},
            "translations": {"done": 0, "failed": 0, "given up": 0, "texts": 0},
            "ledger": {"sealed": Entry.objects.count(), "heads signed": 1},
        },
    )
    assert (again.code, again.out) == (
        0,
        "reminders: none due\nlistening: 0 closed, 0 reminded, 0 ballots, 0 told of answers, 0 editions\nfiles: 0 released, 0 rejected, 0 waiting, 0 swept\n"
        "letters: 0 sent, 0 failed, 0 given up\ntopics: 0 suggested\ntranslations: 0 done, 0 failed, 0 given up, 0 texts\nledger: 0 sealed, 0 heads signed\n",
    )
    (letter,) = mail.outbox
    assert letter.subject == "2 medidas para relatar até 31 de julho de 2026: Plano (exemplo)"
    assert letter.to == [town.email]
    assert (Session.objects.count(), reached("tick"), waiting()) == (0, AT, [])
    assert "reminders: 1 due" in run_at(rumo, AT + 30 * DAY)


def run_at(rumo, at):
    with clock.frozen(at):
        return rumo("tick").out


def test_what_no_row_speaks_for_is_swept_once_a_day(town, settings):
    def left():
        lost = settings.FILES_DIR / "quarantine" / "lost"
        lost.parent.mkdir(exist_ok=True)
        lost.write_bytes(b"x")
        os.utime(lost, (0, 0))

    swept = []
    for later in (0 * DAY, DAY / 24, DAY):
        left()
        with clock.frozen(AT + later):
            swept.append(ticking.tick().files["swept"])
    assert swept == [1, 0, 1]


def test_a_file_somebody_else_is_looking_at_is_left_to_them(town, monkeypatch):
    def taken(**words):
        raise files.NotWaiting

    monkeypatch.setattr(files, "scan_waiting", taken)
    with clock.frozen(AT):
        assert ticking.tick().files == QUIET


@pytest.mark.django_db
def test_a_worker_ticks_every_minute_and_sends_letters_in_between(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    stop, last, ticks = Event(), None, []
    for second in range(0, 130, 5):
        with clock.frozen(AT + second * SECOND):
            if second == 10:
                posted()
            last = round_(last, stop)
            ticks.append(reached("tick"))
            assert waiting() == []
    assert sorted(set(ticks)) == [AT, AT + 60 * SECOND, AT + 120 * SECOND]
    assert len(mail.outbox) == 1


def posted():
    payload = {"slug": "a", "title": "A", "version": 1}
    outbox.post(kind="plan.published", key="a", to="x@exemplo.invalid", language="pt", at=AT, payload=payload)


@pytest.mark.django_db
def test_a_database_that_is_away_does_not_end_the_worker(capsys):
    def gone(execute, sql, parameters, many, context):
        raise OperationalError("the server\nwent away")

    with connection.execute_wrapper(gone), clock.frozen(AT):
        assert round_(None, Event()) is None
    assert capsys.readouterr().err == "rumo: The database does not answer: the server went away\n"


@pytest.fixture
def installation(tmp_path):
    """An installation of its own on a file, with one letter that waits: its environment, and its folder."""
    known = {**os.environ, "RUMO_DATA_DIR": str(tmp_path), "DATABASE_URL": "", "EMAIL_URL": ""}
    subprocess.run([*RUMO, "migrate"], env=known, check=True, capture_output=True)
    with sqlite3.connect(tmp_path / "rumo.sqlite3") as database:
        columns = "kind, key, 'to', language, payload, posted_at, due_at, tries, fault".replace("'", '"')
        said = ("plan.published", "a", "x@exemplo.invalid", "pt", "{}", "2026-01-01", "2026-01-01", 0, "")
        database.execute(f"INSERT INTO outbox_message ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", said)
    database.close()
    return known, tmp_path


def letters(folder):
    return [path.read_text(encoding="utf-8") for path in sorted((folder / "mail").glob("*"))]


def test_two_ticks_at_once_send_a_letter_once(installation):
    known, folder = installation
    both = [
        subprocess.Popen(
            [*RUMO, "tick", "--json"], env=known, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    done = [each.communicate(timeout=60) for each in both]
    assert [(each.returncode, err) for each, (_, err) in zip(both, done, strict=True)] == [(0, ""), (0, "")]
    assert sorted(json.loads(out)["letters"]["sent"] for out, _ in done) == [0, 1]
    assert "".join(letters(folder)).count("Message-ID:") == 1


def test_a_worker_sends_until_told_to_stop(installation):
    known, folder = installation
    worker = subprocess.Popen(
        [*RUMO, "worker", "--seconds", "1"],
        env=known,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert worker.stdout.readline() == "Letters are sent and reminders looked for; Ctrl+C stops it.\n"
    for _ in range(300):
        if letters(folder):
            break
        Event().wait(0.1)
    worker.send_signal(signal.SIGTERM)
    said, wrong = worker.communicate(timeout=40)
    assert (worker.returncode, said, wrong) == (0, "", "")
    assert len(letters(folder)) == 1
