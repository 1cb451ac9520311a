"""The command line `rumo`: makes Django ready, gathers the commands, and turns refusals into lines and exit codes."""

import os
import pkgutil
import sys
from importlib import import_module
from typing import Protocol, cast

import django
import typer
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, InterfaceError, OperationalError, ProgrammingError

from rumo.doors.desk import commands
from rumo.doors.desk.refusal import Refusal

REFUSED = 1  # typer itself exits with 0 when done, and with 2 when misused
DATABASE_AWAY = (
    OperationalError,
    InterfaceError,
    ProgrammingError,
    DataError,
)  # no answer, or no table: not a broken rule of ours


class CommandModule(Protocol):
    """What every module of `commands/` offers."""

    def register(self, app: typer.Typer) -> None:
        """Add this module's commands to the command line."""


def command_line() -> typer.Typer:
    """Return the whole command line; Django must be ready, since commands import the rooms they call."""
    app = typer.Typer(
        name="rumo",
        help="Rumo: participatory municipal plans, from listening to dashboard.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        cast("CommandModule", import_module(f"{commands.__name__}.{found.name}")).register(app)
    return app


def refused(error: Exception) -> tuple[str, ...]:
    """Return the lines that tell an operator about an error that is no fault of the program."""
    if isinstance(error, Refusal):
        return error.lines
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, ImproperlyConfigured):
        return (f"A setting is wrong: {said}" + (f" ({error.__cause__})" if error.__cause__ else ""),)
    return (
        f"The database refused: {said}",
        "`rumo doctor` says what is missing; `rumo migrate` prepares it.",
    )


def main() -> None:
    """Run the command line on this process's arguments and end it: 0 done, 1 refused, 2 misused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumo.config.settings")
    try:
        django.setup()
        command_line()(prog_name="rumo")
    except (Refusal, ImproperlyConfigured, *DATABASE_AWAY) as error:
        for line in refused(error):
            print(f"rumo: {line}", file=sys.stderr)
        sys.exit(REFUSED)
