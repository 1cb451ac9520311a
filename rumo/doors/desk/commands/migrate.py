"""`rumo migrate`: bring the database's tables up to this version."""

import typer
from django.conf import settings
from django.core.management import call_command

from rumo.doors.desk.database import missing_migrations
from rumo.doors.desk.owning import as_owner, grant


def register(app: typer.Typer) -> None:
    """Add `migrate`."""
    app.command()(migrate)


def migrate() -> None:
    """Bring the database's tables up to this version of Rumo; safe to repeat."""
    if settings.DATABASE_OWNER_URL:
        with as_owner(settings.DATABASE_OWNER_URL) as owner:
            missing = _migrate(owner)
            grant(owner)
    else:
        missing = _migrate("default")
    typer.echo(f"Database: {missing} migrations applied." if missing else "Database: up to date.")


def _migrate(alias: str) -> int:
    missing = missing_migrations(alias)
    if missing:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    return len(missing)
