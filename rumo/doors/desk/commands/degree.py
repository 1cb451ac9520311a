"""`rumo degree SCOPE`: the figures of any scope at any past day, as the API gives them, as a table, JSON or CSV."""

import csv
import io
import json
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from django.conf import settings

from rumo.deliver.rollup.queries.reading import Moment, end_of_day, read
from rumo.deliver.rollup.queries.scopes import BadScope, NoScope, find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.desk.refusal import Refusal
from rumo.doors.files.figures import GROUPINGS, answer
from rumo.doors.web import clock
from rumo.doors.web.asking import EARLIEST, LATEST
from rumo.science.degree.rounding import percent

By = StrEnum("By", {name.upper(): name for name in GROUPINGS})  # type: ignore[misc]
Language = StrEnum("Language", {code.upper(): code for code in settings.LANGUAGE_CODES})  # type: ignore[misc]
PORTUGUESE = Language("pt")
SHOWN = ("degree", "degree_reported", "planned", "upper", "coverage")


class Format(StrEnum):
    """How to print."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add `degree`."""
    app.command()(degree)


def degree(
    scope: Annotated[str, typer.Argument(help="country, region:PT1A, municipality:1106, area:labour, plan:SLUG or measure:SLUG/CODE.")],
    by: Annotated[By | None, typer.Option(help="Groups to add.")] = None,
    as_of: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day the figures are true of (today).")] = "",
    known_at: Annotated[str, typer.Option(metavar="TIME", help="Only what was published by then; a bare day means its end in Lisbon.")] = "",
    without_examples: Annotated[bool, typer.Option("--without-examples", help="Leave invented plans out.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    lang: Annotated[Language, typer.Option(help="Language of the labels.")] = PORTUGUESE,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:  # fmt: skip
    """Print the degree of implementation of a scope, by the one formula, with everything it stands on."""
    moment = Moment(
        _day(as_of) if as_of else clock.today(),
        _instant(known_at) if known_at else None,
        not without_examples,
    )
    held = snapshot()
    if held is None:
        raise Refusal("No plan is published here yet: `rumo seed` loads the demo, `rumo plan import` a plan.")
    try:
        found = find_scope(scope, held, lang)
    except BadScope as bad:
        raise typer.BadParameter(str(bad), param_hint="SCOPE") from None
    except NoScope as missing:
        raise Refusal(str(missing)) from None
    said = answer(read(held, found, moment), by, lang)
    if as_json or output == Format.JSON:
        typer.echo(json.dumps(said, ensure_ascii=False))
    elif output == Format.CSV:
        typer.echo(_csv(said), nl=False)
    else:
        for line in _table(said):
            typer.echo(line)


def _day(text: str) -> date:
    """Return a day written YYYY-MM-DD; anything else is misuse."""
    try:
        return _within(date.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(
            f"«{text}» is not a day from {EARLIEST} to {LATEST}: write YYYY-MM-DD.", param_hint="--as-of"
        ) from None


def _within(day: date) -> date:
    """Return a day within what addresses may ask for too; raises ValueError for any other."""
    if not EARLIEST <= day <= LATEST:
        raise ValueError(day)
    return day


def _instant(text: str) -> datetime:
    """Return an instant, one without zone taken in the country's, a bare day as its last instant; anything else is misuse."""
    try:
        if len(text) == len("2026-06-30"):
            return end_of_day(_within(date.fromisoformat(text)))
        moment = datetime.fromisoformat(text)
        _within(moment.date())
    except ValueError:
        raise typer.BadParameter(
            f"«{text}» is not a time from {EARLIEST} to {LATEST}: write 2026-06-30 or 2026-06-30T10:00:00Z.",
            param_hint="--known-at",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _rows(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": "", "label": "total", **said["total"]}, *said["groups"]]


def _csv(said: dict[str, Any]) -> str:
    """Return one line for the total and one for each group, the counts of each state and class as columns."""
    flat = []
    for row in _rows(said):
        states = {f"states_{name}": count for name, count in row["states"].items()}
        classes = {f"schedule_{name}": count for name, count in row["schedule"].items()}
        plain = {name: value for name, value in row.items() if name not in ("states", "schedule")}
        flat.append({**plain, **states, **classes})
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(flat[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


def _table(said: dict[str, Any]) -> list[str]:
    """Return the lines of a table for people: per cent with one decimal, a dash for what has no degree."""
    rows = _rows(said)
    width = min(60, max(len(_name(row)) for row in rows))
    known = f", as known at {said['known_at']}" if said["known_at"] else ""
    note = " Invented examples are counted (--without-examples leaves them out)." if said["synthetic"] else ""
    head = "  ".join([" " * width, *(f"{name:>15}" for name in SHOWN), f"{'measures':>8}"])
    lines = [f"{said['scope']} on {said['as_of']}{known}, formula {said['formula']}.{note}", head]
    for row in rows:
        figures = [f"{_percent(row[name]):>15}" for name in SHOWN]
        lines.append("  ".join([f"{_name(row)[:width]:<{width}}", *figures, f"{row['measures']:>8}"]))
    return lines


def _name(row: dict[str, Any]) -> str:
    return row["label"] or row["key"] or "—"


def _percent(fraction: float | None) -> str:
    return "—" if fraction is None else f"{percent(fraction)} %"
