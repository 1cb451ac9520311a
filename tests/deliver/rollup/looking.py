"""The short way to read a figure in tests of the columns."""

import datetime as dt

from rumo.deliver.rollup.queries.reading import Moment, Reading, read
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot


def look(
    scope: str = "country", as_of: str = "2024-12-31", known_at: str | None = None, synthetic: bool = True
) -> Reading:
    """Read a scope at a day written YYYY-MM-DD, as known at an instant written with its zone."""
    held = snapshot()
    known = dt.datetime.fromisoformat(known_at) if known_at else None
    return read(held, find_scope(scope, held), Moment(dt.date.fromisoformat(as_of), known, synthetic))


def degree(*args, **kwargs) -> float | None:
    """Read only the proven degree."""
    return look(*args, **kwargs).total["degree"]
