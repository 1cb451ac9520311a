"""What the operator's commands ask about the database: which migrations are missing, what engine answers."""

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor


def missing_migrations(alias: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the migrations the database has not had yet, as "app.name", in order; it must answer."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def engine() -> str:
    """Return the engine and its version, after a question to the database, which must answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
