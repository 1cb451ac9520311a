"""`rumo consultation export` and `report`: what may be shown of a consultation, as a file."""

import base64
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.template.loader import render_to_string

from rumo.doors.desk.refusal import Refusal
from rumo.doors.files.report_docx import written
from rumo.doors.files.reporting import printed, report_of
from rumo.doors.files.results import COLUMNS, plain_consultation, plain_results, result_lines
from rumo.doors.files.tables import csv_pieces, workbook
from rumo.doors.web import clock
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import published_one, words_of
from rumo.listen.consultations.rules import Phase, phase
from rumo.listen.contributions.queries import results


class Format(StrEnum):
    """The forms of the file."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Paper(StrEnum):
    """The forms of a report."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def register(app: typer.Typer) -> None:
    """Add `consultation export` and `consultation report`."""
    group = typer.Typer(no_args_is_help=True, help="Consultations.")
    group.command("export")(export)
    group.command("report")(report)
    app.add_typer(group, name="consultation")


def export(
    slug: Annotated[str, typer.Argument(help="The consultation's public name.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="File to write.")],
    form: Annotated[Format, typer.Option("--format", help="json, csv or xlsx.")] = Format.JSON,
) -> None:
    """Write what is public of a consultation and of its results: no person, no count below ten."""
    _write(output, _written(_found(slug), form))


def report(
    slug: Annotated[str, typer.Argument(help="The consultation's public name.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="File to write.")],
    form: Annotated[Paper, typer.Option("--format", help="html, pdf or docx.")] = Paper.PDF,
) -> None:
    """Write the report of a consultation that closed, with or without contributions."""
    row, at = _found(slug), clock.now()
    if phase(row, at=at) is not Phase.CLOSED:
        raise Refusal(f"{slug}: is not closed yet; its report is written afterwards.")
    if form is Paper.PDF:
        _write(output, printed(row, at=at))
    elif form is Paper.DOCX:
        _write(output, written(row, at=at))
    else:
        _write(
            output,
            render_to_string(
                "web/report_file.html", {"report": report_of(row, at=at), "style": _style()}
            ).encode(),
        )


def _style() -> str:
    """The report's own style as an address that holds it, so that the file needs no other."""
    css = (Path(__file__).parents[1] / "templates" / "desk" / "report.css").read_bytes()
    return f"data:text/css;base64,{base64.b64encode(css).decode()}"


def _found(slug: str) -> Consultation:
    row = published_one(slug)
    if row is None:
        raise Refusal(f"{slug}: no published consultation has that name.")
    return row


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
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
