"""`rumo plan`: import, export, template, list and publish plans."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from django.db import transaction

from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.shelf import drafts_of, plans_kept
from rumo.deliver.rollup.queries.whole import NoPlan, whole_document
from rumo.doors.desk.bringing import Brought, FilesRefused, bring, check
from rumo.doors.desk.refusal import Refusal
from rumo.doors.desk.seeding import lay_ground
from rumo.doors.files.plan_csv import write_csv
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.web import clock
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import Change
from rumo.science.planfile.values import brief

BY = "operator"
MOST_CHANGES = 200
"""Lines of difference printed for a file; --json prints them all."""
JSON = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


class Carrier(StrEnum):
    """What a plan file is carried in."""

    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"


WRITERS = {Carrier.JSON: write_json, Carrier.XLSX: write_xlsx, Carrier.CSV: write_csv}


def register(app: typer.Typer) -> None:
    """Add `plan` and its commands."""
    group = typer.Typer(no_args_is_help=True, help="Plans: files in and out, publication.")
    group.command("import")(import_)
    group.command("export")(export)
    group.command("template")(template)
    group.command("list")(list_)
    group.command("publish")(publish)
    app.add_typer(group, name="plan")


def import_(
    files: Annotated[list[Path], typer.Argument(help="Plan files: JSON, XLSX or a zip of CSV; with --mapping any spreadsheet.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and show the difference; write nothing.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Make it public at once, instead of keeping a draft.")] = False,
    mapping: Annotated[Path | None, typer.Option(metavar="MAP.toml", help="Which column of the spreadsheet is what.")] = None,
    as_json: JSON = False,
) -> None:  # fmt: skip
    """Bring plans in: every fault of every file is listed and nothing is written, or all of them come in."""
    at = clock.now()
    try:
        with transaction.atomic():
            if not Municipality.objects.exists():
                lay_ground(by=BY, at=at)
            brought = bring(check(files, mapping), publish=publish, by=BY, at=at)
            transaction.set_rollback(dry_run)
    except FilesRefused as refused:
        if as_json:
            typer.echo(
                json.dumps(
                    {"faults": [{"file": n, **asdict(f)} for n, f in refused.faults]}, ensure_ascii=False
                )
            )
            raise typer.Exit(1) from None
        raise Refusal(*_faults(refused, len(files) > 1), "Nothing was written.") from None
    if as_json:
        outcome = {
            "written": not dry_run,
            "published": publish and not dry_run,
            "plans": [_plain(b) for b in brought],
        }
        typer.echo(json.dumps(outcome, ensure_ascii=False))
        return
    for one in brought:
        for flag in one.file.flags:
            typer.echo(f"warning: {flag.where}: {flag.message}", err=True)
        for line in _told(one):
            typer.echo(line)
    typer.echo(_ending(dry_run, publish, brought))


def _faults(refused: FilesRefused, several: bool) -> Iterator[str]:
    """Yield «place: message» of each fault, after the file's name where there are several files and the place does not say it."""
    for name, fault in refused.faults:
        named = several and not fault.where.startswith(name)
        yield f"{name}: {fault.where}: {fault.message}" if named else f"{fault.where}: {fault.message}"


def _plain(one: Brought) -> dict[str, Any]:
    plan = one.file.plan
    return {
        "file": one.file.name, "slug": plan.slug, "new": one.new, "version": one.version, "measures": len(plan.measures),
        "reports": one.reports, "flags": [asdict(flag) for flag in one.file.flags],
        "changes": [asdict(change) for change in one.changes],
    }  # fmt: skip


def _told(one: Brought) -> Iterator[str]:
    """Yield the lines that say what a file brought."""
    plan = one.file.plan
    if one.new:
        yield f"{plan.slug}: new here, {len(plan.measures)} measures, {one.reports} reports"
    elif one.version is None and not one.reports:
        yield f"{plan.slug}: nothing new"
    else:
        version = f"version {one.version}" if one.version else "the plan as it is"
        yield f"{plan.slug}: {version}, {one.reports} reports that were not here"
    said = [change for change in one.changes if change.what != "report"]
    yield from (f"  {_line(change)}" for change in said[:MOST_CHANGES])
    if len(said) > MOST_CHANGES:
        yield f"  … and {len(said) - MOST_CHANGES} more (--json lists them all)"
    corrected = sum(change.happened == "corrected" for change in one.changes)
    if corrected:
        yield f"  reports: {corrected} correct one that is here"


def _line(change: Change) -> str:
    named = f"{change.what} {change.key}".strip()
    if change.happened != "changed":
        title = change.new or change.old
        return f"{named} {change.happened}" + (f": {title}" if title else "")
    return f"{named}: {change.field}: {_short(change.old)} → {_short(change.new)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _ending(dry_run: bool, published: bool, brought: list[Brought]) -> str:
    if dry_run:
        return "Dry run: nothing was written."
    if not any(one.version or one.reports for one in brought):
        return "Everything was here already."
    if published:
        return "Published."
    slugs = ", ".join(dict.fromkeys(one.file.plan.slug for one in brought))
    return f"Kept as draft, not public yet: `rumo plan publish SLUG` publishes ({slugs})."


def export(
    slug: Annotated[str, typer.Argument(help="The plan's name, as `rumo plan list` gives it.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")],
    carrier: Annotated[Carrier, typer.Option("--format", help="JSON is exact; the others say the same in sheets.")] = Carrier.JSON,
    version: Annotated[int | None, typer.Option(min=1, help="An earlier version of the plan (the newest).")] = None,
) -> None:  # fmt: skip
    """Write a published plan with all its reports as a file that `rumo plan import` reads back."""
    try:
        plan = whole_document(slug, version)
    except NoPlan as missing:
        raise Refusal(str(missing)) from None
    _write(output, WRITERS[carrier](plan))
    typer.echo(
        f"{_named(output)}: {slug}, version {plan.version}, {len(plan.measures)} measures, {len(plan.reports)} reports"
    )


def template(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write: .xlsx, or .zip for CSV sheets.")],
) -> None:  # fmt: skip
    """Write an empty workbook to fill in."""
    _write(output, write_csv(None) if output.suffix.lower() == ".zip" else write_xlsx(None))
    typer.echo(f"{_named(output)}: empty template")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Refusal(f"{_named(path)}: cannot be written: {error.strerror}.") from None


def _named(path: Path) -> str:
    """Return a path fit for a line: nothing in it steers the terminal."""
    return brief(str(path), 4_096)


def list_(as_json: JSON = False) -> None:
    """List every plan with its newest version, public or draft."""
    rows = plans_kept()
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    if not rows:
        typer.echo("No plan here yet: `rumo plan import FILE` brings one in, `rumo seed` the demo.")
    for row in rows:
        kind = "exemplo" if row.synthetic else "real"
        typer.echo(
            f"{row.slug:<48} v{row.version:<3} {row.state:<10} {kind:<8} {row.measures:>5} measures  {row.title}"
        )


def publish(slug: Annotated[str, typer.Argument(help="The plan's name.")], as_json: JSON = False) -> None:
    """Publish what an import left as draft: the plan's new version, its new reports."""
    drafts, at = drafts_of(slug), clock.now()
    if drafts.version:
        rollup.publish_plan(version=drafts.version, by=BY, at=at)
    elif drafts.reports:
        rollup.publish_reports(reports=drafts.reports, by=BY, at=at)
    else:
        raise Refusal(f"Não há nada por publicar de {slug}: `rumo plan list` diz o que há.")
    number = drafts.version.number if drafts.version else None
    if as_json:
        typer.echo(json.dumps({"slug": slug, "version": number, "reports": len(drafts.reports)}))
        return
    version = f"version {number}" if number else "no new version"
    typer.echo(f"{slug}: {version}, {len(drafts.reports)} reports published.")
