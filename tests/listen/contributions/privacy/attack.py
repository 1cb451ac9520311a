"""What somebody has who got hold of a copy of the database, and of nothing else: every table as text, in the order it lies in."""

import json

from django.db import connection


def tables():
    """Every table's rows, in the order a plain copy gives them, as {column: text}; bytes in hex."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            place = "ctid" if connection.vendor == "postgresql" else "rowid"
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY {place}')
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, map(_text, row), strict=True)) for row in cursor.fetchall()]
    return found


def _text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)


def columns_with(text, found=None):
    """The columns a text stands in, as table.column."""
    return sorted(
        {
            f"{table}.{column}"
            for table, rows in (found or tables()).items()
            for row in rows
            for column, value in row.items()
            if text.casefold() in value.casefold()
        }
    )
