"""The outermost middleware: public pages answered from memory, compressed once, never stale by even one published fact.

A public page is a pure function of the facts (their token), the day, the address and the build. Hence the key, and the ETag: a change of any
of them is seen by the very next request, and nothing need ever be told to forget.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import cast

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request

from rumo.doors.web import clock
from rumo.doors.web.headers import sharing

LIMIT = 64 * 2**20  # bytes one process may hold
WORTH_COMPRESSING = 500
PUBLIC = "public, max-age=0, must-revalidate"
_NEVER = (
    "estatico", "gabinete", "conta", "media", "saude", "consultas", "encontros", "comprovativo", "contributos", "mesa",
    "boas-praticas", "orientacoes", "constatacoes", "fio",
)  # fmt: skip
_TEXT = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
    "application/ld+json",
)
_LEFT_BEHIND = {"content-length", "content-encoding", "etag", "vary", "cache-control", "date"}


class Page:
    """A rendered page: its headers, and its body in each encoding asked for so far."""

    __slots__ = ("bodies", "compressible", "headers", "vary")

    def __init__(self, response: HttpResponse) -> None:
        self.headers = {name: value for name, value in response.items() if name.lower() not in _LEFT_BEHIND}
        self.vary = response.get("Vary", "")
        self.bodies = {"": response.content}
        self.compressible = (
            len(response.content) >= WORTH_COMPRESSING
            and response.get("Content-Type", "").startswith(_TEXT)
            and not response.has_header("Content-Encoding")
        )

    def body(self, encoding: str) -> bytes:
        """The body in "br", "gzip" or "" (as it is), compressed at the first asking."""
        if encoding not in self.bodies:
            plain = self.bodies[""]
            self.bodies[encoding] = (
                brotli.compress(plain, quality=4) if encoding == "br" else gzip.compress(plain, 6, mtime=0)
            )
        return self.bodies[encoding]

    @property
    def size(self) -> int:
        """Bytes held, with a little for the rest of it."""
        return sum(map(len, self.bodies.values())) + 2048


class Shelf:
    """Pages by key, the least lately asked for leaving first when `limit` bytes are full; safe between threads."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.held = 0
        self._pages: OrderedDict[str, tuple[Page, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """The page kept under the key, if any."""
        with self._lock:
            if (found := self._pages.get(key)) is None:
                return None
            self._pages.move_to_end(key)
            return found[0]

    def put(self, key: str, page: Page) -> None:
        """Keep the page (or weigh it again, once it has grown by an encoding), unless it alone is a quarter of the shelf."""
        size = page.size
        with self._lock:
            if (old := self._pages.pop(key, None)) is not None:
                self.held -= old[1]
            if size > self.limit // 4:
                return
            self._pages[key] = (page, size)
            self.held += size
            while self.held > self.limit:
                _key, (_page, freed) = self._pages.popitem(last=False)
                self.held -= freed


class PublicCache:
    """Ask once for the version of all that is public; then 304, or the body from memory, or render and keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.version: Callable[[], str] = import_string(settings.PUBLIC_VERSION)
        self.shelf = Shelf()
        self.build = build_id()
        self.languages = frozenset(code for code, _name in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory when it can be known that nothing changed."""
        head = request.method == "HEAD"
        if not (head or request.method == "GET"):
            return self.get_response(request)
        first, second = _opening(request.path_info)
        bare = first not in self.languages
        if (first if bare else second) in _NEVER:
            return self.get_response(request)
        request.get_host()  # a foreign Host header is refused here as it would be further in
        etag = self._etag(request, bare)
        held = request.META.get("HTTP_IF_NONE_MATCH", "")
        if _holds(held, etag):
            return _not_modified(request, etag, _vary(bare))
        page = self.shelf.get(etag)
        if page is None:
            response = self._render(request, head)
            if not _keepable(response):
                return response
            page = Page(cast(HttpResponse, response))
            self.shelf.put(etag, page)
        if held.strip() == "*":  # any version will do, but there must be one
            return _not_modified(request, etag, _vary(bare))
        return self._answer(page, etag, request, bare)

    def _etag(self, request: HttpRequest, bare: bool) -> str:
        language = get_language_from_request(request) if bare else ""
        query = request.META.get("QUERY_STRING", "")
        request.public_version = self.version()  # type: ignore[attr-defined] # what answers need not ask again
        state = f"{request.public_version}\n{clock.today()}\n{self.build}\n{language}\n{request.path_info}\n{query}"
        return f'W/"{hashlib.blake2b(state.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()}"'

    def _render(self, request: HttpRequest, head: bool) -> HttpResponseBase:
        """HEAD is rendered as GET, so that it tells the truth about GET and can be kept for it."""
        if not head:
            return self.get_response(request)
        request.method = "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = "HEAD"
        if not response.streaming and not _keepable(response):
            length = len(response.content)  # type: ignore[attr-defined]
            response.content = b""  # type: ignore[attr-defined]
            response["Content-Length"] = str(length)
        return response

    def _answer(self, page: Page, etag: str, request: HttpRequest, bare: bool) -> HttpResponse:
        encoding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")) if page.compressible else ""
        fresh = encoding not in page.bodies
        body = page.body(encoding)
        if fresh:
            self.shelf.put(etag, page)
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=page.headers)
        response["Content-Length"] = str(len(body))
        response["ETag"] = etag
        response["Cache-Control"] = PUBLIC
        response["Vary"] = page.vary or _vary(bare)
        if page.vary:
            patch_vary_headers(response, ["Accept-Encoding"])
        if encoding:
            response["Content-Encoding"] = encoding
        return response


def _opening(path: str) -> tuple[str, str]:
    """The first two segments of a path."""
    parts = path.lstrip("/").split("/", 2)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _vary(bare: bool) -> str:
    return "Accept-Language, Accept-Encoding" if bare else "Accept-Encoding"


def _holds(header: str, etag: str) -> bool:
    """Whether an If-None-Match header names the tag, compared weakly (RFC 9110, 13.1.2): with or without its W/."""
    opaque = etag.removeprefix("W/")
    return opaque in header and opaque in (held.removeprefix("W/") for held in parse_etags(header))


def _not_modified(request: HttpRequest, etag: str, vary: str) -> HttpResponse:
    """The 304, with what other sites' scripts need to read it, and no type, for it has no body."""
    headers = {"ETag": etag, "Cache-Control": PUBLIC, "Vary": vary, **sharing(request.path_info)}
    response = HttpResponse(status=304, headers=headers)
    del response["Content-Type"]
    return response


def _keepable(response: HttpResponseBase) -> bool:
    """Whole, found, the same for everybody, and not told to be otherwise."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and "no-cache" not in control  # its figures are of the moment (web/tagged)
        and "cookie" not in response.get("Vary", "").lower()
    )


@lru_cache(maxsize=256)
def accepted(header: str) -> str:
    """The encoding to answer with, of those an Accept-Encoding header allows: "br", else "gzip", else "" (as it is)."""
    allowed = set()
    for part in header.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        refused = any(
            parameter.replace(" ", "") in {"q=0", "q=0.0", "q=0.00", "q=0.000"} for parameter in parameters
        )
        if not refused:
            allowed.add(name)
    return next((encoding for encoding in ("br", "gzip") if encoding in allowed), "")


def build_id() -> str:
    """What a page depends on besides facts and address: code, templates, translations, static files, languages. Equal on every server."""
    digest = _sources(tuple(map(Path, settings.LOCALE_PATHS))).copy()
    known = (settings.LANGUAGES, settings.SITE_URL, getattr(staticfiles_storage, "manifest_hash", ""))
    digest.update(repr(known).encode())
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _sources(translations: tuple[Path, ...]) -> hashlib.blake2b:
    """Code, templates and translations, read once: a process goes on with what it started with."""
    package = Path(__file__).resolve().parents[2]
    sources = [path for kind in ("*.py", "*.html") for path in package.rglob(kind)]
    sources += [path for folder in translations for path in folder.rglob("*.mo")]
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest
