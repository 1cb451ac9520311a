"""People who send a proposal each over HTTP, and try again with the very form until they are told that it was received."""

import http.client
import re
import secrets
import threading
import time
import urllib.parse

from django.core import signing

SLUG = "escola-para-todos"
PATH = f"/pt/consultas/{SLUG}/propostas/"
AGENT = "Marca-Agente/1.0"
CODE = re.compile(r'<p class="code" dir="ltr">(.*?)</p>', re.S)
ASKED = (
    "import django; django.setup()\n"
    "import datetime as dt\n"
    "from tests.factories import listening\n"
    "from django.core import signing\n"
    "row = listening.consultation(at=dt.datetime.now(dt.UTC) - dt.timedelta(days=2), moderation='post')\n"
    "print(row.pk)"
)
FOUND = (
    "import sys, django; django.setup()\n"
    "from rumo.listen.contributions.queries import by_code, committed\n"
    "from rumo.listen.contributions.models import Contribution, Passage\n"
    "from rumo.ground.ledger.models import Detail, Receipt\n"
    "lost = 0\n"
    "for line in sys.stdin:\n"
    "    code, text = line.rstrip('\\n').split('\\t')\n"
    "    row = by_code(code)\n"
    "    there = row and Passage.objects.filter(contribution=row, text=text).count() == 1\n"
    "    lost += not there\n"
    "wrong = sum(mine != known for _t, mine, known in committed())\n"
    "print(lost, wrong, Contribution.objects.count(), Receipt.objects.count(), Detail.objects.filter(verb='contribution.submit').count())"
)
"""Prints how many acknowledged are lost, how many rows are not what the ledger says, contributions, receipts, entries."""


class People:
    """Some clients that send `count` proposals among them."""

    def __init__(self, port, consultation, count, clients=8, *, fast=False, key="faults-only"):
        self.port, self.purpose, self.key = port, f"proposal:{consultation}:", key
        self.left, self.lock = list(range(count)), threading.Lock()
        self.acknowledged, self.statuses, self.times, self.traces, self.fast = {}, {}, [], 0, fast
        self._wire, self.failed = threading.local(), []
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(clients)]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def wait(self, patience=600):
        """Wait until everybody is done; fails on the first refusal and when somebody never gets an answer."""
        until = time.monotonic() + patience
        while any(thread.is_alive() for thread in self.threads) and time.monotonic() < until:
            self.check()
            time.sleep(0.05)
        self.check()
        assert not any(thread.is_alive() for thread in self.threads), "somebody never got an answer"

    def check(self):
        """Fail if somebody was refused: no fault explains that."""
        assert not self.failed, self.failed[0]

    def _work(self):
        """Keep one connection, and close it."""
        try:
            self._send_all()
        finally:
            if wire := getattr(self._wire, "http", None):
                wire.close()

    def _send_all(self):
        wire, cookie = None, secrets.token_urlsafe(24)[:32].replace("-", "a").replace("_", "b")
        while True:
            with self.lock:
                if not self.left:
                    return
                number = self.left.pop()
            text = f"Proposta {number} {secrets.token_hex(6)}"
            form = self._form(text, cookie)
            body = urllib.parse.urlencode(form)
            head = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"csrf={cookie}",
                "User-Agent": AGENT,
            }
            while True:  # the very same form, until it is acknowledged
                begun = time.perf_counter()
                try:
                    wire = wire or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                    self._wire.http = wire
                    wire.request("POST", PATH, body, head)
                    answer = wire.getresponse()
                    page = answer.read().decode()
                except (OSError, http.client.HTTPException):
                    wire.close()
                    wire = None
                    self._count("no answer")
                    time.sleep(0.05)
                    continue
                self._count(answer.status)
                self.traces += "Traceback" in page
                if answer.status in (200, 201) and (code := CODE.search(page)):
                    self.times.append((time.monotonic(), time.perf_counter() - begun, answer.status))
                    self.acknowledged["".join(re.findall(r"<span>(\w+)</span>", code[1]))] = text
                    break
                if answer.status in (400, 403, 404, 409, 422):
                    self.failed.append(f"{answer.status}: {page[:3000]}")
                    return
                time.sleep(0.02)

    def _form(self, text, cookie):
        """A form that was never sent."""
        token = signing.dumps(secrets.token_hex(16), key=self.key, salt=f"form:{self.purpose}")
        return {
            "token": token,
            "texto": text,
            "audience": "residents",
            "lingua": "pt",
            "csrfmiddlewaretoken": cookie,
        }

    def _count(self, what):
        with self.lock:
            self.statuses[what] = self.statuses.get(what, 0) + 1

    def lines(self):
        """What was acknowledged, for FOUND."""
        return "".join(f"{code}\t{text}\n" for code, text in self.acknowledged.items())
