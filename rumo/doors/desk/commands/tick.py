"""`rumo tick`: everything that time does, once; for a timer."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from rumo.doors.desk import ticking


def register(app: typer.Typer) -> None:
    """Add `tick`."""
    app.command()(tick)


def tick(
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Do everything that time does: reminders, waiting files, ended sessions, letters; safe to repeat, late or twice at once."""
    done = ticking.tick()
    typer.echo(json.dumps(asdict(done)) if as_json else "\n".join(done.lines()))
