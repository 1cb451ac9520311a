"""Telephones at one table over HTTP: each asks every second and a half what lies there, and now and then lays, votes or moves a card."""

import gzip
import http.client
import random
import re
import secrets
import threading
import time
import urllib.parse

TABLE, BOARD = "/pt/mesa/", "/pt/mesa/quadro/"
EVERY = 1.5
CARD = re.compile(rb"marca(\d+)x")
SEAT = re.compile(rb'name="lugar" value="([^"]+)"')
OPENED = (
    "import django; django.setup()\n"
    "from tests.factories import tables\n"
    "row = tables.canvas('swot')\n"
    "print(row.table.join_code)"
)
FOUND = (
    "import sys, collections, django; django.setup()\n"
    "from rumo.listen.gatherings.models import Canvas, Card, Deed\n"
    "texts = collections.Counter(Card.objects.values_list('text', flat=True))\n"
    "said = sys.stdin.read().split()\n"
    "lost = sum(texts[one] == 0 for one in said)\n"
    "twice = sum(n - 1 for n in texts.values())\n"
    "print(lost, twice, Deed.objects.count(), Canvas.objects.get().version)"
)
"""Prints how many acknowledged cards are lost, how many stand twice, the acts done, the canvas's version."""


class Phones:
    """So many telephones at the table of a code, acting so often a second in all, for some seconds."""

    def __init__(self, port, code, count, seconds, rate=2.0):
        self.port, self.code, self.count, self.rate = port, code, count, rate
        self.until = time.monotonic() + seconds
        self.lock, self.next = threading.Lock(), 0
        self.pressed, self.acts, self.seen, self.failed, self.polls = {}, [], [], [], {}
        self.threads = [threading.Thread(target=self._sit, args=(at,), daemon=True) for at in range(count)]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def wait(self):
        """Wait until everybody has gone; fails when somebody was refused."""
        for thread in self.threads:
            thread.join(max(1.0, self.until + 90 - time.monotonic()))
        assert not self.failed, self.failed[0]
        assert not any(thread.is_alive() for thread in self.threads), "somebody never got an answer"

    def lines(self):
        """The words of every card that was acknowledged."""
        return "\n".join(f"marca{number}x" for number in self.pressed)

    def _sit(self, at):
        try:
            _Phone(self, at).live()
        except Exception as error:
            self.failed.append(repr(error))


class _Phone:
    def __init__(self, phones, at):
        self.all, self.chance, self.wire = phones, random.Random(at), None
        self.cookie = secrets.token_hex(16)
        self.etag, self.known, self.seen = "", 0, set()

    def live(self):
        """Sit down, then ask and act until time is up, and look once more."""
        gone, page, _etag = self._ask("POST", TABLE, {"codigo": self.all.code})
        assert gone == 200, f"{gone}: {page[:2000]!r}"
        self.seat = SEAT.search(page)[1].decode()
        pause = self.all.count / self.all.rate
        asks = time.monotonic() + self.chance.random() * EVERY
        acts = time.monotonic() + self.chance.random() * pause
        while (now := time.monotonic()) < self.all.until:
            if acts <= now:
                self._act()
                acts += pause
            elif asks <= now:
                self._look()
                asks = max(asks + EVERY, time.monotonic())
            else:
                time.sleep(min(acts, asks) - now)
        self.wire and self.wire.close()

    def _act(self):
        """One act, until it is acknowledged."""
        what = self.chance.choices(("juntar", "votar", "mover"), (6, 3, 1))[0] if self.known else "juntar"
        number = None
        form = {"ir": what, "token": secrets.token_hex(16)}
        if what == "juntar":
            with self.all.lock:
                number, self.all.next = self.all.next, self.all.next + 1
            form |= {"texto": f"marca{number}x", "zona": self.chance.choice(("strengths", "threats"))}
        else:
            form["ir"] = f"{what}:{self.chance.randint(1, self.known)}"
            form |= {"zona": "weaknesses", "sitio": "1"} if what == "mover" else {}
        begun = time.monotonic()
        status, page, _etag = self._ask("POST", BOARD, {"lugar": self.seat, **form})
        assert status == 200, f"{status}: {page[:2000]!r}"
        ended = time.monotonic()
        with self.all.lock:
            self.all.acts.append((begun, ended - begun))
            if number is not None:
                self.all.pressed[number] = begun
        self._see(page, ended, own=number)

    def _look(self):
        status, page, etag = self._ask("GET", BOARD)
        with self.all.lock:
            self.all.polls[status] = self.all.polls.get(status, 0) + 1
        assert status in (200, 304), f"{status}: {page[:2000]!r}"
        if status == 200:
            self.etag = etag
            self._see(page, time.monotonic())

    def _see(self, page, at, own=None):
        """Note when cards of others are seen for the first time."""
        found = {int(one) for one in CARD.findall(page)}
        with self.all.lock:
            for number in found - self.seen - {own}:
                self.all.seen.append((number, at))
        self.seen |= found
        self.known = len(self.seen)

    def _ask(self, verb, path, form=None):
        """Ask until there is an answer that is no fault of the server's; (status, body, tag)."""
        head = {"Cookie": f"csrf={self.cookie}", "Accept-Encoding": "gzip"}
        body = None
        if form is not None:
            body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.cookie})
            head["Content-Type"] = "application/x-www-form-urlencoded"
        if path == BOARD:
            head |= {"Rumo-Mesa": self.seat, "If-None-Match": self.etag}
        while True:
            try:
                self.wire = self.wire or http.client.HTTPConnection("127.0.0.1", self.all.port, timeout=20)
                self.wire.request(verb, path, body, head)
                answer = self.wire.getresponse()
                page = answer.read()
            except (OSError, http.client.HTTPException):
                self.wire.close()
                self.wire = None
                time.sleep(0.2)
                continue
            if answer.status < 500:
                packed = answer.headers.get("Content-Encoding") == "gzip"
                return (
                    answer.status,
                    gzip.decompress(page) if packed else page,
                    answer.headers.get("ETag", ""),
                )
            time.sleep(0.2)


def delays(phones, *, without=()):
    """How long after it was pressed each card was seen by each other telephone, sorted; `without`: spans not counted."""
    told = [(phones.pressed[number], at) for number, at in phones.seen if number in phones.pressed]
    return sorted(
        at - begun for begun, at in told if not any(first <= begun <= last for first, last in without)
    )


def share(times, part):
    """The value that a part of sorted times does not pass."""
    return times[min(len(times) - 1, int(len(times) * part))]
