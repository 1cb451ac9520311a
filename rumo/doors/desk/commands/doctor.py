"""`rumo doctor`: what this installation needs, each looked at and said in one line."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, NamedTuple

import typer
from django.conf import settings
from django.db import DatabaseError

from rumo.doors.desk.database import engine, missing_migrations

OLDEST_PYTHON = (3, 11)


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
    checks: tuple[Callable[[], Finding], ...] = (_python, _data_folder, _database, _migrations, _static_files)
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
        return Finding("migrations", False, "unknown while the database does not answer")
    says = f"{len(missing)} missing, first {missing[0]}: run `rumo migrate`" if missing else "all applied"
    return Finding("migrations", not missing, says)


def _static_files() -> Finding:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    return Finding(
        "static files", True, "gathered" if manifest.is_file() else "not yet: `rumo serve` gathers them"
    )
