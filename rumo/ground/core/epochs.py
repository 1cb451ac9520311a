"""Dates and instants as whole numbers computed by the database, so that columns are filled without a Python object for each."""

from typing import Any

from django.db.models import BigIntegerField, Func, IntegerField


class EpochDay(Func):
    """Days since 1970-01-01 of a date column."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Compute it with SQLite's Julian day."""
        return super().as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)",
            **context,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Compute it as the difference of two dates."""
        return super().as_sql(
            compiler, connection, template="(%(expressions)s - DATE '1970-01-01')", **context
        )


class EpochMicros(Func):
    """Microseconds since 1970-01-01 UTC of an instant column."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Compute it from the text SQLite keeps: seconds, then what stands after the point."""
        template = (
            "(CAST(strftime('%%%%s', substr(%(expressions)s, 1, 19)) AS INTEGER) * 1000000"
            " + CAST(substr(%(expressions)s || '000000', 21, 6) AS INTEGER))"
        )
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Compute it exactly, without passing through a float."""
        return super().as_sql(
            compiler,
            connection,
            template="(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint",
            **context,
        )
