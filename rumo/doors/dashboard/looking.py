"""How every page of the dashboard begins: what is asked, of which scope, and the reading that answers it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, wraps
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.rollup.queries import timeline as lines
from rumo.deliver.rollup.queries.reading import Moment, Reading, read
from rumo.deliver.rollup.queries.scopes import BadScope, NoScope, Scope, find_scope
from rumo.deliver.rollup.queries.snapshot import Snapshot, snapshot
from rumo.doors.dashboard import months
from rumo.doors.web.asking import Asked, BadQuestion, asked
from rumo.doors.web.formats import local
from rumo.science.degree.columns import ALWAYS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TIMES = ("as_of", "known_at", "exemplos")


class NothingYet(Http404):
    """Nothing is published, so that there is nothing to look at."""


@dataclass(frozen=True)
class Look:
    """A request's reading of one scope; templates take `look.total`, `look.line` and the rest from here."""

    asked: Asked
    reading: Reading
    lang: str
    path: str = ""
    given: tuple[tuple[str, str], ...] = ()  # what the address says besides the two times and the examples

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
        """Return the scope's figures, as the API names them."""
        return self.reading.total

    @cached_property
    def f(self) -> SimpleNamespace:
        """Return the scope's figures as attributes, as the drawings take them."""
        return SimpleNamespace(**self.reading.total)

    @cached_property
    def line(self) -> list[lines.Point]:
        """Return the time line, closing on the day asked for with the headline's own figures."""
        if self.scope == "country" and self.asked.known_at is None:
            points = months.lines(self.held, self.asked.synthetic).country
        else:
            points = lines.timeline(self.held, self.reading.scope, self.reading.moment)
        return lines.closing(points, self.asked.as_of, self.total["planned"], self.total["degree"])

    @cached_property
    def invented(self) -> int:
        """Return how many invented plans the scope's figures count, or leave out, on the day asked for."""
        reading = self.reading
        inside = (
            reading.figures.present[0]
            & reading.scope.mask(self.held, reading.figures.mv[0])
            & self.held.synthetic
        )
        return len(set(self.held.facts.measure_plan[inside].tolist()))

    @property
    def of_invented(self) -> bool:
        """Tell whether the scope is one invented plan, or a measure of it: without examples nothing would be left to see."""
        scope, facts = self.reading.scope, self.held.facts
        plan = scope.plan if scope.measure is None else int(facts.measure_plan[scope.measure])
        return plan is not None and self.held.labels[plan].synthetic

    @property
    def how(self) -> str:
        """Return the address of "how was this computed?" for these very figures."""
        return self.how_of(self.scope)

    def how_of(self, scope: str) -> str:
        """Return the same address for another scope."""
        return f"{self._how}?{urlencode([('scope', scope), *self.asked.written])}"

    @cached_property
    def _how(self) -> str:
        return reverse("dashboard:how")

    def link(self, name: str, *args: str, **more: str) -> str:
        """Return the address of a page of the dashboard that keeps what was asked, with more parameters."""
        pairs = [*self.asked.written, *((key, value) for key, value in more.items() if value)]
        return reverse(f"dashboard:{name}", args=args) + (f"?{urlencode(pairs)}" if pairs else "")

    @property
    def permalink(self) -> str:
        """Return this page's address with both times filled in, which will give these very figures at any later time.

        Where all is counted that is published, the time is the newest publication's: it says the same, and asks no clock.
        """
        return (
            self.path
            + replace(self.asked, known_at=self.asked.known_at or self._newest).permalink
            + "".join(f"&{urlencode([pair])}" for pair in self.given)
        )

    @property
    def _newest(self) -> datetime | None:
        facts = self.held.facts
        newest = max(
            int(column.max(initial=ALWAYS)) for column in (facts.report_published, facts.version_published)
        )
        return None if newest == ALWAYS else EPOCH + timedelta(microseconds=newest, seconds=1)

    @property
    def with_examples(self) -> str:
        """Return this page's address with invented plans counted."""
        return self._again("exemplos")

    @property
    def without_examples(self) -> str:
        """Return this page's address without invented plans."""
        return self._again("exemplos", ("exemplos", "nao"))

    @property
    def at_present(self) -> str:
        """Return this page's address for today, with all that is published."""
        return self._again("as_of known_at")

    def _again(self, without: str, *more: tuple[str, str]) -> str:
        pairs = [pair for pair in self.asked.written if pair[0] not in without.split()]
        query = urlencode([*self.given, *pairs, *more])
        return f"{self.path}?{query}" if query else self.path

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what a form that asks for another day must carry along."""
        return [*self.given, *(pair for pair in self.asked.written if pair[0] == "exemplos")]

    @property
    def known_day(self) -> str:
        """Return the day of the instant of knowledge as a form writes it, empty when all is counted."""
        return local(self.asked.known_at).isoformat() if self.asked.known_at else ""

    def data(self, name: str, **more: str) -> str:
        """Return the address of a file of the API about this scope, as asked: `data("degree.csv", by="month")`."""
        pairs = [
            ("scope", self.scope),
            *self.asked.written,
            *((key, value) for key, value in more.items() if value),
        ]
        return f"/api/v1/{name}?{urlencode(pairs)}"


def look(request: HttpRequest, scope: str) -> Look:
    """Read a scope as a request asks; raises NothingYet, BadQuestion, BadScope and NoScope, which `page` answers."""
    held, wanted = _held(request), asked(request)
    return _look(request, held, wanted, find_scope(scope, held, _lang()))


def look_at(request: HttpRequest, scope: Scope) -> Look:
    """Read a scope that the caller has found already."""
    return _look(request, _held(request), asked(request), scope)


def look_then(request: HttpRequest, scope: str, *, as_of: date, known_at: datetime | None) -> Look:
    """Read a scope as it stood on a day and was known at an instant, whatever the address asks."""
    held = _held(request)
    wanted = replace(asked(request), as_of=as_of, known_at=known_at)
    return _look(request, held, wanted, find_scope(scope, held, _lang()))


def _held(request: HttpRequest) -> Snapshot:
    """Return the facts as of the version this request was asked under: it was read once, before the page was looked for in memory."""
    held = snapshot(getattr(request, "public_version", None))
    if held is None:
        raise NothingYet(_("Ainda não há nenhum plano publicado."))
    return held


def _lang() -> str:
    return get_language() or "pt"


def _look(request: HttpRequest, held: Snapshot, wanted: Asked, scope: Scope) -> Look:
    reading = read(held, scope, Moment(wanted.as_of, wanted.known_at, wanted.synthetic))
    given = tuple(
        (name, value)
        for name, values in request.GET.lists()
        if name not in (*TIMES, "page")  # another moment's list may have fewer pages
        for value in values
        if value
    )
    return Look(wanted, reading, _lang(), escape_uri_path(request.path), given)


def page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap a page: GET and HEAD only; a bad parameter is answered 400 and an unknown scope 404, both with what to do about it."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **words: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **words)
        except BadQuestion as bad:
            return _refused(request, 400, str(bad), where=bad.where)
        except BadScope as bad:
            return _refused(request, 400, str(bad), where="scope")
        except NoScope as missing:
            return _refused(
                request, 404, str(missing), successors=[_successor(scope) for scope in missing.successors]
            )
        except NothingYet as nothing:
            return _refused(request, 404, str(nothing))

    return answered


def _successor(scope: str) -> tuple[str, str]:
    """Return a region's code and the address of its page."""
    code = scope.partition(":")[2]
    return code, reverse("dashboard:region", args=[code])


def _refused(request: HttpRequest, status: int, message: str, **more: Any) -> HttpResponse:
    words = {
        "path": escape_uri_path(request.path),
        "message": message,
        "bad": status == 400,
        "written": request.GET.get(str(more.get("where", "")), "")[:60],
        **more,
    }
    return render(request, "dashboard/refused.html", words, status=status)
