"""A seat at a table: its code, and a telephone's random mark, signed into its forms; never in an address, never in a cookie."""

import secrets
from dataclasses import dataclass
from functools import cached_property

from django.core import signing
from django.http import HttpRequest

from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import seated

HEADER, FIELD = "Rumo-Mesa", "lugar"
KEPT = 30 * 24 * 3600
"""Seconds a seat is good for: a table may validate its synthesis weeks after."""


@dataclass(frozen=True)
class Seat:
    """A table, by its code, and the mark of one telephone."""

    code: str
    mark: str

    @cached_property
    def signed(self) -> str:
        """Return the seat as forms carry it."""
        return signing.dumps([self.code, self.mark], salt=FIELD)

    def canvas(self) -> Canvas | None:
        """Return the canvas with its table and gathering; None where the table is gone (one query)."""
        return seated(self.code)


def taken(canvas: Canvas) -> Seat:
    """Return a new seat at a table, with a mark of its own."""
    return Seat(canvas.table.join_code, secrets.token_hex(8))


def read(request: HttpRequest) -> Seat | None:
    """Return the seat a request is made from: of its form, or of the header of a script; None where there is none."""
    signed = request.POST.get(FIELD) or request.headers.get(HEADER, "")
    try:
        code, mark = signing.loads(signed, salt=FIELD, max_age=KEPT)
    except signing.BadSignature:
        return None
    return Seat(str(code), str(mark))
