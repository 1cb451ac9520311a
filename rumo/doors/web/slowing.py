"""Whoever sends more in a minute than a crowded library would is asked to wait, and loses nothing; nobody is locked out.

Counted by network address, of which only a mark is kept for a minute, made with a secret that this minute's counting alone uses.
Where one address is busy, a form that carries a proof of work, or that has waited its minute, goes by a wider count of its own.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from rumo.doors.web import clock
from rumo.science import work

MINUTE = 60
WIDER = 5
"""How many times as many forms with a proof, or that have waited, an address may send."""
PROOF, WAITED = "prova", "espera"
"""The fields of a proof of work, and of the mark that a form was asked to wait."""
STEP = 8
"""Sendings a process counts by itself before it tells the others: a form waits for no file to be written."""
View = Callable[..., HttpResponseBase]


class Near:
    """What this process counted in this minute, beside what it last heard that all together did."""

    def __init__(self) -> None:
        self._lock, self._minute = Lock(), 0
        self._own: dict[str, int] = {}
        self._all: dict[str, int] = {}

    def count(self, minute: int, key: str) -> int:
        """Count one more and return how many that makes, up to STEP for each other process short of the truth."""
        with self._lock:
            if minute != self._minute:
                self.forget(minute)
            own = self._own[key] = self._own.get(key, 0) + 1
            if own < STEP:
                return self._all.get(key, 0) + own
            self._own[key] = 0
        told = _added(key, own)
        with self._lock:
            self._all[key] = told
        return told

    def forget(self, minute: int = 0) -> None:
        """Begin anew, with a minute."""
        self._minute = minute
        self._own.clear()
        self._all.clear()


near = Near()


def slowed(view: View) -> View:
    """Answer 429 to a POST too many, with all that was written in a form to send again soon; files only the browser can send again."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or _passes(request):
            return view(request, *args, **kwargs)
        return _asked_to_wait(request)

    return counted


def within(address: str, most: int, name: str = "slow") -> bool:
    """Count a sending from an address (or whatever else names who sends) and tell whether it is within what a minute may have."""
    minute = int(clock.now().timestamp()) // MINUTE
    mark = hashlib.blake2b(f"{_salt(minute)}{address}".encode(), digest_size=12).hexdigest()
    return near.count(minute, f"{name}:{minute}:{mark}") <= most


@lru_cache(maxsize=1)
def _salt(minute: int) -> str:
    """This minute's secret, the same in every process: asked of the cache once, and forgotten with the minute."""
    return str(cache.get_or_set(f"slow-salt:{minute}", lambda: secrets.token_hex(16), 2 * MINUTE))


def _added(key: str, several: int) -> int:
    """Add to what all processes counted together and return it."""
    for _twice in range(2):  # another may write the first between the two
        try:
            return int(cache.incr(key, several))
        except ValueError:
            if cache.add(key, several, 2 * MINUTE):
                break
    return several


def proof_of(request: HttpRequest | None, token: str) -> str:
    """Return the proof that came with a form, to stand in the next page of the same form; empty where it is none."""
    sent = request.POST.get(PROOF, "") if request and request.POST.get("token") == token else ""
    return sent if work.holds(token, sent, bits=settings.PROOF_BITS) else ""


def _passes(request: HttpRequest) -> bool:
    address = address_of(request)
    if within(address, settings.SENDS_A_MINUTE):
        return True
    return _is_eased(request) and within(address, WIDER * settings.SENDS_A_MINUTE, "slow-eased")


def _is_eased(request: HttpRequest) -> bool:
    """Tell whether a form shows work, or that it has waited a minute: what both show is bound to this very form."""
    if work.holds(_subject(request), request.POST.get(PROOF, ""), bits=settings.PROOF_BITS):
        return True
    since = _waiting_since(request)
    return since is not None and _now() - since >= MINUTE


def _subject(request: HttpRequest) -> str:
    """What a form is known by: the code it asks about, or its token, whose repeats do nothing twice."""
    return request.POST.get("code") or request.POST.get("token", "")


def _waiting_since(request: HttpRequest) -> int | None:
    """The second from which this form has waited, by the mark it carries; None where it carries none of its own."""
    try:
        told = signing.loads(request.POST.get(WAITED, ""), salt=WAITED)
    except signing.BadSignature:
        return None
    return int(told["at"]) if told["of"] == _digest(request) else None


def _asked_to_wait(request: HttpRequest) -> HttpResponseBase:
    """Answer with the page that keeps what was written; who has waited already keeps their place."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", PROOF, WAITED)
    ]
    since = _waiting_since(request)
    waited = {"of": _digest(request), "at": _now() if since is None else since}
    told = {
        "fields": fields,
        "action": request.path,
        "files": bool(request.FILES),
        "waited": signing.dumps(waited, salt=WAITED),
        "proof": proof_of(request, request.POST.get("token", "")),
        "bits": settings.PROOF_BITS,
        "send": not request.POST.get(PROOF),  # once: the script never sends by itself again and again
    }
    response = render(request, "web/slow.html", told, status=429)
    response["Retry-After"] = str(MINUTE)
    response["Cache-Control"] = "no-store, private"
    return response


def _digest(request: HttpRequest) -> str:
    """A mark of the form, from which neither code nor token can be read."""
    return hashlib.sha256(_subject(request).encode(errors="replace")).hexdigest()


def _now() -> int:
    return int(clock.now().timestamp())


def address_of(request: HttpRequest) -> str:
    """The address a request came from: that which the one trusted proxy adds last, where there is one."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
