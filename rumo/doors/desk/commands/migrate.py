"""`rumo migrate`: bring the database's tables up to this version."""

import typer
from django.core.management import call_command

from rumo.doors.desk.database import missing_migrations


def register(app: typer.Typer) -> None:
    """Add `migrate`."""
    app.command()(migrate)


def migrate() -> None:
    """Bring the database's tables up to this version of Rumo; safe to repeat."""
    missing = missing_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    typer.echo(f"Database: {len(missing)} migrations applied." if missing else "Database: up to date.")
