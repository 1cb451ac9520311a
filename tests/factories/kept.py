"""States of the database that many tests begin from: made once a process by the product's own actions, then laid row by row."""

import datetime as dt
import json
from collections.abc import Callable

from django.db import connection, transaction

from rumo.ground.territory.models import Region

_kept: dict[str, dict[str, tuple[list[str], list[tuple]]]] = {}


def lay(name: str, make: Callable[[], None]) -> None:
    """Bring an empty database to the state that `make` gives it; afterwards the same rows, with the same keys, are copied.

    Where something was laid before, `make` goes on from there and nothing is kept of it. PostgreSQL's sequences are moved past
    the keys laid, for a test that commits may have wound them back; SQLite goes on from the highest key by itself.
    """
    if Region.objects.exists():
        make()
        return
    if name in _kept:
        with transaction.atomic():  # a row may come before the one it points at
            for table, (columns, rows) in _kept[name].items():
                _insert(table, columns, rows)
        return
    make()
    _kept[name] = {table: found for table in _tables() if (found := _rows(table))[1]}


def _tables() -> list[str]:
    """Every table of the product; migrations fill those of content types and permissions, and none of these is kept."""
    ours = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [table for table in sorted(ours) if not table.startswith(("django_", "auth_"))]


def _rows(table: str) -> tuple[list[str], list[tuple]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        return columns, [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _plain(value: object) -> object:
    """A value as it may be written back: SQLite keeps dates and times as text, PostgreSQL gives JSON as what it says."""
    if isinstance(value, dict | list):
        return json.dumps(value)
    if connection.vendor == "sqlite" and isinstance(value, dt.date | dt.datetime | dt.time):
        return str(value)
    return value


def _insert(table: str, columns: list[str], rows: list[tuple]) -> None:
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        if connection.vendor == "postgresql" and "id" in columns:
            top = max(row[columns.index("id")] for row in rows)
            cursor.execute(
                "SELECT setval(s, GREATEST(%s, nextval(s))) FROM (SELECT pg_get_serial_sequence(%s, 'id')) AS of(s)"
                " WHERE s IS NOT NULL",
                [top, table],
            )
