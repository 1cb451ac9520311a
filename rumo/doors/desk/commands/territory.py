"""`rumo territory`: load municipalities and regions, draw real boundaries from a file."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rumo.deliver.rollup import actions as rollup
from rumo.doors.desk.refusal import Refusal
from rumo.doors.desk.seeding import lay_ground
from rumo.doors.web import clock
from rumo.ground.territory import actions as territory

BY = "operator"
LARGEST = 200 * 1024 * 1024
"""Bytes of a file of boundaries: the country at full detail is some 100 MB."""
JSON = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def register(app: typer.Typer) -> None:
    """Add `territory load` and `territory boundaries`."""
    group = typer.Typer(no_args_is_help=True, help="Municipalities, regions and their boundaries.")
    group.command()(load)
    group.command()(boundaries)
    app.add_typer(group, name="territory")


def load(as_json: JSON = False) -> None:
    """Bring municipalities, regions and areas to what comes with this version; safe to repeat."""
    written = lay_ground(by=BY, at=clock.now())
    if as_json:
        typer.echo(json.dumps({"written": written}))
    else:
        typer.echo("Territory and areas: loaded." if written else "Territory and areas: up to date.")


def boundaries(
    file: Annotated[
        Path, typer.Argument(help="GeoJSON FeatureCollection in WGS84; each feature has property dico.")
    ],
    as_json: JSON = False,
) -> None:
    """Draw municipalities with the boundaries of a file; those it does not name keep theirs, or their tile."""
    lay_ground(by=BY, at=clock.now())
    if not as_json:
        typer.echo(f"Reading {file.name} …")
    features = _read(file)
    at = clock.now()
    try:
        drawn = territory.load_boundaries(features=features, by=BY, at=at)
    except territory.BoundariesRefused as refused:
        raise Refusal(*str(refused).split("\n")) from None
    rollup.raise_token(at=at)
    typer.echo(
        json.dumps({"municipalities": drawn}) if as_json else f"Boundaries: {drawn} municipalities drawn."
    )


def _read(file: Path) -> object:
    """Return the file's JSON, or refuse it in one line."""
    try:
        if file.stat().st_size > LARGEST:
            raise Refusal(f"{file.name}: ocupa mais de {LARGEST >> 20} MB, que é o limite.")
        return json.loads(file.read_bytes())
    except OSError:
        raise Refusal(f"{file.name}: não se consegue abrir: verifique se existe e se o pode ler.") from None
    except json.JSONDecodeError as wrong:
        raise Refusal(
            f"{file.name}: não é JSON válido (linha {wrong.lineno}, coluna {wrong.colno})."
        ) from None
    except (UnicodeDecodeError, RecursionError):
        raise Refusal(f"{file.name}: não é JSON que se consiga ler.") from None
