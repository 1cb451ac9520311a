"""What lies on a canvas, drawn once for every version and language and sent from memory to every telephone of the table.

A hundred telephones ask every second and a half whether anything changed. Each asking costs one query on a key; what changed is drawn,
and compressed, once a process, and of the cards only those that changed: an act costs the same at ten cards and at six hundred.
Nothing of any one person is in it.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rumo.doors.web.cache import Page, accepted
from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import Lying, board

KEPT = 200
"""Canvases a process holds drawn, in one language each."""


@dataclass
class Held:
    """One canvas in one language: which version is drawn, its cards by what they show, and one lock, so that it is drawn once."""

    version: int = 0
    page: Page | None = None
    cards: dict[tuple[object, ...], SafeString] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


_held: OrderedDict[tuple[int, str], Held] = OrderedDict()
_lock = Lock()


def etag(version: int) -> str:
    """Return the tag of what lies at a table in a version, in the language of the page."""
    return f'W/"mesa-{version}-{get_language()}"'


def drawn(code: str, version: int) -> tuple[int, Page]:
    """Return the canvas of a table drawn in this version or a later one, and which (no query where it is held, else four)."""
    key = (code, get_language() or "")
    with _lock:
        held = _held.setdefault(key, Held())
        _held.move_to_end(key)
        while len(_held) > KEPT:
            _held.popitem(last=False)
    with held.lock:
        if held.page is None or held.version < version:
            row = Canvas.objects.select_related("table").get(table__join_code=code)
            # read after its version: what lies there may be newer than it says, never older
            held.version, held.page = row.version, Page(HttpResponse(_drawn(held, row)))
        return held.version, held.page


def _drawn(held: Held, row: Canvas) -> str:
    """Draw a canvas; a card that shows what it showed before is not drawn again."""
    found, before, now = board(row), held.cards, {}
    template = get_template("participate/tables/_lying.html")
    piles = []
    for pile in found.piles:
        keys = [_shown(one, row.state) for one in pile.cards]
        for key, one in zip(keys, pile.cards, strict=True):
            now[key] = before.get(key) or template.render({"one": one, "canvas": row})
        piles.append((pile.zone, [now[key] for key in keys]))
    held.cards = now
    told = {"piles": piles, "rows": found.template.rows, "canvas": row}
    return render_to_string("participate/tables/_board.html", told)


def _shown(one: Lying, state: str) -> tuple[object, ...]:
    """All that a card shows."""
    row = one.card
    return (row.number, row.text, row.language, one.group, one.votes, len(one.comments), state)


def words(canvas: Canvas) -> tuple[str, str]:
    """Return the canvas of a table drawn as it is now, for a page, and its tag."""
    version, page = drawn(canvas.table.join_code, canvas.version)
    return page.body("").decode(), etag(version)


def answer(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Answer who asks what lies there, in the encoding they take."""
    found, page = drawn(code, version)
    encoding = accepted(request.headers.get("Accept-Encoding", "")) if page.compressible else ""
    response = HttpResponse(page.body(encoding))
    if encoding:
        response["Content-Encoding"] = encoding
    response["ETag"] = etag(found)
    return response
