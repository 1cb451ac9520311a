"""How every page of the dashboard begins: what is asked, of which scope, and the reading that answers it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from rumo.deliver.rollup.queries import timeline as lines
from rumo.deliver.rollup.queries.reading import Moment, Reading, read
from rumo.deliver.rollup.queries.scopes import NoScope, find_scope
from rumo.deliver.rollup.queries.snapshot import Snapshot, snapshot
from rumo.doors.web.asking import Asked, asked


@dataclass(frozen=True)
class Look:
    """A request's reading of one scope; templates take `look.total`, `look.line` and the rest from here."""

    asked: Asked
    reading: Reading
    lang: str

    @property
    def held(self) -> Snapshot:
        """Return the facts it reads."""
        return self.reading.held

    @property
    def scope(self) -> str:
        """Return the scope's name, as the API writes it."""
        return self.reading.scope.name

    @property
    def total(self) -> Any:
        """Return the scope's figures."""
        return self.reading.total

    @cached_property
    def line(self) -> list[lines.Point]:
        """Return the time line, closing on the day asked for with the headline's own figures."""
        points = lines.timeline(self.held, self.reading.scope, self.reading.moment)
        return lines.closing(points, self.asked.as_of, self.total["planned"], self.total["degree"])

    @property
    def how(self) -> str:
        """Return the address of "how was this computed?" for these very figures."""
        pairs = [("scope", self.scope), *self.asked.written]
        return f"{reverse('dashboard:how')}?{urlencode(pairs)}"

    def link(self, name: str, *args: str, **more: str) -> str:
        """Return the address of a page of the dashboard that keeps what was asked, with more parameters."""
        pairs = [*self.asked.written, *((key, value) for key, value in more.items() if value)]
        return reverse(f"dashboard:{name}", args=args) + (f"?{urlencode(pairs)}" if pairs else "")


def look(request: HttpRequest, scope: str) -> Look:
    """Read a scope as a request asks; raises Http404 for an unknown one (naming its successors) and BadQuestion for bad parameters."""
    lang = get_language() or "pt"
    wanted = asked(request)
    held = snapshot()
    if held is None:
        raise Http404("Ainda não há nenhum plano publicado.")
    try:
        found = find_scope(scope, held, lang)
    except NoScope as missing:
        raise Http404(str(missing)) from missing
    return Look(wanted, read(held, found, Moment(wanted.as_of, wanted.known_at, wanted.synthetic)), lang)
