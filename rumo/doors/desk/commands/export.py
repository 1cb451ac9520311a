"""`rumo export open-data`: everything public as CSV files in a folder."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rumo.deliver.rollup.queries.reading import Moment, read
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.desk import opendata
from rumo.doors.desk.refusal import Refusal
from rumo.doors.web import clock


def register(app: typer.Typer) -> None:
    """Add `export open-data`."""
    group = typer.Typer(no_args_is_help=True, help="Data out, in bulk.")
    group.callback()(lambda: None)  # keeps `open-data` a command of its own though it is the only one
    group.command("open-data")(open_data)
    app.add_typer(group, name="export")


def open_data(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder to write into, made if need be.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the files as JSON.")] = False,
) -> None:
    """Write all published plans, reports and figures as CSV, with a dictionary of every column."""
    written: list[opendata.Written] = []

    def told(file: opendata.Written) -> None:
        written.append(file)
        if not as_json:
            typer.echo(f"  {file.name}.csv: {file.rows} rows")

    held = snapshot()
    reading = read(held, find_scope("country", held), Moment(clock.today())) if held else None
    try:
        output.mkdir(parents=True, exist_ok=True)
        opendata.write(output, reading, told)
    except OSError as error:
        raise Refusal(f"{output}: cannot be written: {error.strerror}.") from None
    if as_json:
        typer.echo(json.dumps({"folder": str(output), "files": {file.name: file.rows for file in written}}))
        return
    typer.echo(f"{output}: {len(written)} files")
