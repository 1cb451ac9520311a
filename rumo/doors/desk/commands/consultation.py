"""`rumo consultation export`: what may be shown of a consultation's results, as a file."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rumo.doors.desk.refusal import Refusal
from rumo.doors.files.results import COLUMNS, plain_consultation, plain_results, result_lines
from rumo.doors.files.tables import csv_pieces, workbook
from rumo.doors.web import clock
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import published_one, words_of
from rumo.listen.consultations.rules import phase
from rumo.listen.contributions.queries import results


class Format(StrEnum):
    """The forms of the file."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add `consultation export`."""
    group = typer.Typer(no_args_is_help=True, help="Consultations.")
    group.callback()(lambda: None)  # keeps `export` a command of its own though it is the only one
    group.command("export")(export)
    app.add_typer(group, name="consultation")


def export(
    slug: Annotated[str, typer.Argument(help="The consultation's public name.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="File to write.")],
    form: Annotated[Format, typer.Option("--format", help="json, csv or xlsx.")] = Format.JSON,
) -> None:
    """Write what is public of a consultation and of its results: no person, no count below ten."""
    row = published_one(slug)
    if row is None:
        raise Refusal(f"{slug}: no published consultation has that name.")
    try:
        output.write_bytes(_written(row, form))
    except OSError as error:
        raise Refusal(f"{output}: cannot be written: {error.strerror}.") from None
    typer.echo(f"{output}: written")


def _written(row: Consultation, form: Format) -> bytes:
    found = results(row)
    if form is Format.CSV:
        return b"".join(csv_pieces(COLUMNS, result_lines(found)))
    if form is Format.XLSX:
        return workbook("results", COLUMNS, result_lines(found))
    head = plain_consultation(row, words_of(row, row.language), phase(row, at=clock.now()).value)
    return json.dumps(
        {"consultation": head, "results": plain_results(found)}, ensure_ascii=False, indent=1
    ).encode()
