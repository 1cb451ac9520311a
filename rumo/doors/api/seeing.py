"""How every answer begins: what is asked, of which scope, in which language, and the reading that answers it; and how lists are paged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Schema

from rumo.deliver.rollup.queries.reading import Moment, Reading, read
from rumo.deliver.rollup.queries.scopes import NoScope, find_scope
from rumo.deliver.rollup.queries.snapshot import Snapshot, snapshot
from rumo.doors.api.faults import bad
from rumo.doors.web.asking import Asked, asked

MOST = 200
"""Items of one page at most."""


class When(Schema):
    """The parameters of every figure; `asked` reads them off the request, these say that they exist."""

    as_of: str = Field("", description="The day the figures are for, YYYY-MM-DD. Default: today in Lisbon.")
    known_at: str = Field(
        "",
        description="As known at: an instant, or a day (its end in Lisbon). Default: all published so far.",
    )
    exemplos: str = Field("", description="`nao` leaves invented plans out.")


class Page(Schema):
    """The parameters of every list."""

    page_size: int = Field(100, ge=1, le=MOST, description="Items a page.")
    cursor: str = Field("", description="`next` of the page before.")


@dataclass(frozen=True)
class Seen:
    """A request's reading of one scope."""

    asked: Asked
    reading: Reading
    lang: str

    @property
    def held(self) -> Snapshot:
        """The facts it reads."""
        return self.reading.held


def see(request: HttpRequest, scope: str = "country", *, whole: bool = False) -> Seen:
    """Read a scope as a request asks; with `whole`, invented plans are never left out.

    Raises BadQuestion, BadScope, and NoScope (also when nothing at all is published).
    """
    wanted, held, lang = asked(request), snapshot(), get_language() or "pt"
    if held is None:
        raise NoScope(_("Ainda não há nenhum plano publicado."))
    found = find_scope(scope, held, lang)
    moment = Moment(wanted.as_of, wanted.known_at, whole or wanted.synthetic)
    return Seen(wanted, read(held, found, moment), lang)


def paged(keys: Sequence[str], page: Page) -> tuple[slice, str | None]:
    """Which of the items with these keys are on the page asked for, and the cursor of the next; raises Fault for an unknown cursor."""
    start = 0
    if page.cursor:
        try:
            start = list(keys).index(page.cursor) + 1
        except ValueError:
            raise bad("cursor", _("O cursor não é desta lista. Comece sem cursor.")) from None
    end = start + page.page_size
    return slice(start, end), keys[end - 1] if end < len(keys) else None


def listed(items: list[dict[str, Any]], after: str | None) -> dict[str, Any]:
    """A page of a list as it is answered."""
    return {"items": items, "next": after, "synthetic": any(item.get("synthetic", False) for item in items)}
