"""`rumo rebuild`: make the columns of published facts anew from the rows."""

import json
from typing import Annotated

import typer

from rumo.deliver.rollup import actions as rollup
from rumo.doors.desk.progress import counter
from rumo.doors.web import clock


def register(app: typer.Typer) -> None:
    """Add `rebuild`."""
    app.command()(rebuild)


def rebuild(
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Make the columns that figures are computed from anew, from the published rows; safe at any time."""
    plans = rollup.rebuild(at=clock.now(), progress=counter("plans"))
    typer.echo(json.dumps({"plans": plans}) if as_json else f"Columns of {plans} plans rebuilt.")
