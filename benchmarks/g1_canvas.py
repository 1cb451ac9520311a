"""G1: a hundred telephones at one canvas for five minutes, two acts a second in all; the server is killed and started in the middle.

    python -m benchmarks.g1_canvas [--phones 100] [--seconds 300]

The telephones run on the same cores as the site.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.nation import row
from tests.faults.machines import Postgres, Site
from tests.faults.phones import FOUND, OPENED, Phones, delays, share


def main() -> None:
    """Measure on PostgreSQL with fsync, then on SQLite (synchronous=FULL)."""
    count, seconds = _told("--phones", 100), _told("--seconds", 300)
    engines = [sys.argv[sys.argv.index("--on") + 1]] if "--on" in sys.argv else ["PostgreSQL", "SQLite"]
    for engine in engines:
        home = Path(tempfile.mkdtemp(prefix="rumo-bench-"))
        postgres = None
        if engine == "PostgreSQL":
            (home / "pg").mkdir()
            postgres = Postgres(home / "pg").start()
            postgres.make()
        site = Site(postgres.url if postgres else f"sqlite:///{home / 'var' / 'rumo.sqlite3'}", home / "var")
        try:
            site.rumo("migrate")
            code = site.run(OPENED).strip()
            site.start(home / "site.log")
            _live(site, engine, code, count, seconds, home)
        finally:
            site.stop()
            if postgres:
                postgres.stop()
            shutil.rmtree(home, ignore_errors=True)


def _live(site: Site, engine: str, code: str, count: int, seconds: int, home: Path) -> None:
    phones = Phones(site.port, code, count, seconds).start()
    time.sleep(seconds / 2)
    killed = time.monotonic()
    site.kill()
    site.start(home / "site.log")
    back = time.monotonic() - killed
    phones.wait()
    lost, twice, deeds, version = map(int, site.run(FOUND, data=phones.lines()).split())
    assert deeds == len(phones.acts) == version - 1
    took = sorted(spent for _at, spent in phones.acts)
    away = [(killed - 2, killed + back + 3)]
    seen, quiet = delays(phones), delays(phones, without=away)
    load = os.getloadavg()[1]
    row(
        f"G1 {count} people on one canvas for {seconds} s, killed and started in the middle, {engine}",
        "p95 < 500 ms, others see it within 2 s, nothing lost",
        f"acts: {len(took)}, median {share(took, 0.5) * 1e3:.0f} ms, p95 {share(took, 0.95) * 1e3:.0f} ms; "
        f"seen by others: median {share(seen, 0.5):.2f} s, p95 {share(seen, 0.95):.2f} s, at most {quiet[-1]:.2f} s but for the {back:.1f} s it was away; "
        f"{lost} lost, {twice} twice; asked {sum(phones.polls.values())} times; load of the machine {load:.1f}",
    )


def _told(name: str, default: int) -> int:
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


if __name__ == "__main__":
    main()
