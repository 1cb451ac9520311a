"""What lies on a canvas, drawn once for every version and language and sent from memory to every telephone of the table.

A hundred telephones ask every second and a half whether anything changed. Each asking costs one query on a key; what changed is drawn,
and compressed, once a process. Nothing of any one person is in it.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from rumo.doors.web.cache import Page, accepted
from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import board

KEPT = 200
"""Canvases a process holds drawn, in one language each."""


@dataclass
class Held:
    """One canvas in one language: which version is drawn, and one lock, so that it is drawn once."""

    version: int = 0
    page: Page | None = None
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
            words = render_to_string("participate/tables/_board.html", {"board": board(row), "canvas": row})
            held.version, held.page = row.version, Page(HttpResponse(words))
        return held.version, held.page


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
