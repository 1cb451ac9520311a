"""Rows by the hundred thousand, with keys counted here: only the synthetic nation is written this way, past every room's actions."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

PREPARED = (models.DateField, models.JSONField, models.DecimalField)
"""Fields whose Python value is not what every database takes."""


class Table:
    """New rows of one model: named columns are given row by row, every other one takes its default.

    Nobody else may write the table between the first `add` and `write`: keys are counted from the highest there is.
    """

    def __init__(self, model: type[models.Model], *names: str) -> None:
        """Look up the columns and the next key (one query)."""
        self.model = model
        self.rows: list[tuple[Any, ...]] = []
        given = [self._field(name) for name in names]
        key = model._meta.pk
        self._rest = [f for f in model._meta.concrete_fields if f is not key and f not in given]
        self._fields = [key, *given, *self._rest]
        self._key = self._highest()

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def _highest(self) -> int:
        return self.model._default_manager.aggregate(top=models.Max("pk"))["top"] or 0

    def add(self, *values: Any) -> int:
        """Take in a row, in the order of the names; foreign keys are given by key. Return its own key."""
        self._key += 1
        self.rows.append((self._key, *values))
        return self._key

    def write(self) -> None:
        """Write every row taken in since the last time (one statement, many rows)."""
        if not self.rows:
            return
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in self._fields)
        marks = ", ".join(["%s"] * len(self._fields))
        statement = f"INSERT INTO {quote(self.model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - names of ours
        with connection.cursor() as cursor:
            cursor.executemany(statement, self._prepared())
            for reset in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(reset)
        self.rows = []

    def _prepared(self) -> list[tuple[Any, ...]]:
        """Return the rows as the database takes them; each distinct date or text is prepared once."""
        columns = [list(column) for column in zip(*self.rows, strict=True)]
        for at, field in enumerate(self._fields[: len(columns)]):
            if isinstance(field, PREPARED):
                columns[at] = _prepared(field, columns[at])
        defaults = [field.get_db_prep_save(field.get_default(), connection) for field in self._rest]
        return [(*row, *defaults) for row in zip(*columns, strict=True)]


def _prepared(field: Any, values: list[Any]) -> list[Any]:
    if isinstance(field, models.JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    ready = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [ready[value] for value in values]
