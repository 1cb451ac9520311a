"""`rumo doctor`: what this installation needs, each looked at and said in one line."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Annotated, NamedTuple

import typer
from django.conf import settings
from django.db import DatabaseError

from rumo.doors.desk.database import engine, missing_migrations
from rumo.doors.desk.ticking import NAME
from rumo.doors.web import clock
from rumo.ground.ledger.queries import head
from rumo.ground.ledger.rules import signing
from rumo.ground.outbox.queries import count_waiting, given_up, reached

OLDEST_PYTHON = (3, 11)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
UNKNOWN = "unknown while the database does not answer"


class Finding(NamedTuple):
    """One thing looked at."""

    name: str
    ok: bool
    says: str


def register(app: typer.Typer) -> None:
    """Add `doctor`."""
    app.command()(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at everything Rumo needs here; exit 1 when something is not ok."""
    findings = list(examine())
    if as_json:
        typer.echo(
            json.dumps({"ok": all(f.ok for f in findings), "findings": [f._asdict() for f in findings]})
        )
    else:
        for finding in findings:
            typer.echo(f"{'ok    ' if finding.ok else 'not ok'}  {finding.name}: {finding.says}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def examine() -> Iterator[Finding]:
    """Yield a finding for every check, in the order an operator would mend them."""
    checks: tuple[Callable[[], Finding], ...] = (
        _python,
        _data_folder,
        _database,
        _migrations,
        _keys,
        _static_files,
        _letters,
        _last_tick,
    )
    for check in checks:
        yield check()


def _python() -> Finding:
    return Finding("python", sys.version_info >= OLDEST_PYTHON, platform.python_version())


def _data_folder() -> Finding:
    folder = settings.DATA_DIR
    writable = folder.is_dir() and os.access(folder, os.W_OK)
    return Finding(
        "data folder", writable, str(folder) if writable else f"{folder} cannot be written (RUMO_DATA_DIR)"
    )


def _database() -> Finding:
    try:
        return Finding("database", True, engine())
    except DatabaseError as error:
        return Finding("database", False, f"does not answer: {' '.join(str(error).split())} (DATABASE_URL)")


def _migrations() -> Finding:
    try:
        missing = missing_migrations()
    except DatabaseError:
        return Finding("migrations", False, UNKNOWN)
    says = f"{len(missing)} missing, first {missing[0]}: run `rumo migrate`" if missing else "all applied"
    return Finding("migrations", not missing, says)


def _keys() -> Finding:
    """Heads signed with a key that is not here tell of a folder lost, or another's database."""
    folder = settings.KEYS_DIR
    try:
        signed = head()
    except DatabaseError:
        return Finding("keys", False, UNKNOWN)
    if not folder.is_dir():
        says = f"{folder} is not there, and the register is signed (RUMO_KEYS)" if signed else "none made yet"
        return Finding("keys", signed is None, says)
    if folder.stat().st_mode & 0o077:
        return Finding("keys", False, f"{folder} can be read by others: chmod 700 {folder}")
    if signed and not ((folder / signing.KEY).is_file() and signed.key_id == signing.public_key()):
        return Finding(
            "keys", False, f"{folder} does not hold the key the register is signed with (RUMO_KEYS)"
        )
    return Finding("keys", True, str(folder))


def _static_files() -> Finding:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return Finding(
        "static files", True, "gathered" if manifest.is_file() else "not yet: `rumo serve` gathers them"
    )


def _letters() -> Finding:
    """Letters given up count against this installation for a week."""
    try:
        lost, late, wait = given_up(), given_up(clock.now() - WEEK), count_waiting()
    except DatabaseError:
        return Finding("letters", False, UNKNOWN)
    says = f"{wait} waiting, {lost} given up"
    return Finding("letters", not late, f"{says}, {late} of them this week (EMAIL_URL)" if late else says)


def _last_tick() -> Finding:
    """An installation that never ticked may be a demonstration; one that did and stopped is not ok."""
    try:
        last = reached(NAME)
        old = last is not None and clock.now() - last > DAY
    except DatabaseError:
        return Finding("last tick", False, UNKNOWN)
    if last is None:
        return Finding(
            "last tick", True, "never: reminders and letters go out with `rumo worker` or `rumo tick`"
        )
    says = last.isoformat(timespec="seconds")
    return Finding(
        "last tick", not old, f"{says}, more than a day ago: is the timer running?" if old else says
    )
