"""`rumo worker`: send letters every few seconds and do what time does every minute, until told to stop."""

import signal
import sys
from datetime import datetime, timedelta
from threading import Event
from types import FrameType
from typing import Annotated

import typer
from django.db import InterfaceError, OperationalError, close_old_connections

from rumo.doors.desk import ticking
from rumo.doors.desk.mail.sending import send_waiting
from rumo.doors.web import clock

MINUTE = timedelta(minutes=1)


def register(app: typer.Typer) -> None:
    """Add `worker`."""
    app.command()(worker)


def worker(
    seconds: Annotated[int, typer.Option(min=1, max=60, help="Seconds between rounds of letters.")] = 5,
) -> None:
    """Send letters and tick until interrupted; Ctrl+C and SIGTERM end it after the letter that is being sent."""
    stop = Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    typer.echo("Letters are sent and reminders looked for; Ctrl+C stops it.")
    sys.stdout.flush()
    last: datetime | None = None
    while not stop.is_set():
        close_old_connections()
        last = round_(last, stop)
        stop.wait(seconds)


def round_(last: datetime | None, stop: Event) -> datetime | None:
    """Do one round: tick when the last tick is a minute old, else send letters; return when the last tick was.

    A database that is away is said, and the next round tries again.
    """
    try:
        at = clock.now()
        if last is not None and at - last < MINUTE:
            send_waiting(stop.is_set)
            return last
        ticking.tick(stop.is_set)
        return at
    except (OperationalError, InterfaceError) as error:
        typer.echo(f"rumo: The database does not answer: {' '.join(str(error).split())}", err=True)
        return last
