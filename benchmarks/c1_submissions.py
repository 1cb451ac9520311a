"""C1 and C2: proposals sent by 64 clients over HTTP, each told only once it is on the disk; votes, each answered with the next statement.

    python -m benchmarks.c1_submissions [--count 1500]

The clients run on the same cores as the site and, with PostgreSQL, its server: the rates are those of a machine that does all of it.
"""

from __future__ import annotations

import http.client
import shutil
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path
from secrets import token_hex

from django.core import signing

from benchmarks.nation import row
from tests.faults.machines import Postgres, Site
from tests.faults.people import ASKED, FOUND, SLUG, People

CLIENTS = 64


def main() -> None:
    """Measure on PostgreSQL with fsync, then on SQLite (synchronous=FULL)."""
    import django
    from django.conf import settings

    settings.configure(USE_TZ=True, SECRET_KEY="faults-only")
    django.setup()
    count = int(sys.argv[sys.argv.index("--count") + 1]) if "--count" in sys.argv else 1_500
    for engine in ("PostgreSQL", "SQLite"):
        home = Path(tempfile.mkdtemp(prefix="rumo-bench-"))
        postgres = None
        if engine == "PostgreSQL":
            (home / "pg").mkdir()
            postgres = Postgres(home / "pg").start()
            postgres.make()
        site = Site(postgres.url if postgres else f"sqlite:///{home / 'var' / 'rumo.sqlite3'}", home / "var")
        try:
            site.rumo("migrate")
            number = int(site.run(ASKED))
            site.start(home / "site.log")
            _submissions(site, engine, number, count)
            _votes(site, engine, number, count)
        finally:
            site.stop()
            if postgres:
                postgres.stop()
            shutil.rmtree(home, ignore_errors=True)


def _submissions(site: Site, engine: str, number: int, count: int) -> None:
    People(site.port, number, 64, 8).start().wait()  # both processes are awake
    people = People(site.port, number, count, CLIENTS)
    begun = time.perf_counter()
    people.start().wait()
    rate = count / (time.perf_counter() - begun)
    lost, wrong, kept, receipts, entries = map(int, site.run(FOUND, data=people.lines()).split())
    assert (lost, wrong, kept, receipts, entries) == (0, 0, count + 64, count + 64, count + 64)
    times = sorted(seconds for _at, seconds, _status in people.times)
    row(
        f"C1 durable submissions over HTTP, {CLIENTS} clients, {engine}",
        "≥ 300/s on PostgreSQL, ≥ 150/s on SQLite, p99 < 1 s, nothing lost, nothing twice",
        f"{rate:.0f}/s, median {statistics.median(times) * 1e3:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1e3:.0f} ms, 0 lost, 0 twice of {count}",
    )


def _votes(site: Site, engine: str, number: int, count: int) -> None:
    """Each client votes on the three statements with a ballot of its own, then begins another."""
    left, lock, times = [count], threading.Lock(), []

    threads = [threading.Thread(target=_vote_all, args=(site, left, lock, times)) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = count / (time.perf_counter() - begun)
    times.sort()
    row(
        f"C2 votes over HTTP, the next statement in the answer, {CLIENTS} clients, {engine}",
        "≥ 500 votes/s",
        f"{rate:.0f}/s, median {statistics.median(times) * 1e3:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1e3:.0f} ms",
    )


def _vote_all(site: Site, left: list[int], lock: threading.Lock, times: list[float]) -> None:
    """Vote with one ballot after another until enough have voted."""
    wire = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    cookie = token_hex(16)
    head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={cookie}"}
    while True:
        token = signing.dumps(token_hex(16), key="faults-only", salt="form:vote")
        for statement in (1, 2, 3):
            with lock:
                if left[0] <= 0:
                    wire.close()
                    return
                left[0] -= 1
            form = {
                "token": token,
                "afirmacao": statement,
                "voto": "concordo",
                "audience": "residents",
                "csrfmiddlewaretoken": cookie,
            }
            begun = time.perf_counter()
            wire.request("POST", f"/pt/consultas/{SLUG}/afirmacoes/", urllib.parse.urlencode(form), head)
            answer = wire.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            times.append(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
