"""The synthetic nation every benchmark of the dashboard stands on: made once under var/bench, found again afterwards."""

from __future__ import annotations

import datetime as dt
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
BY = "benchmark"


def prepare(municipalities: int = 308, measures: int = 60, cycles: int = 8) -> Path:
    """Make Django ready on a database that holds such a nation, writing it if it is not there yet; return its folder."""
    folder = ROOT / "var" / "bench" / f"{municipalities}x{measures}x{cycles}"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["RUMO_DATA_DIR"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "rumo.config.settings"
    django.setup()
    mark = folder / "ready"
    if not mark.is_file():
        _write(municipalities, measures, cycles)
        mark.touch()
    return folder


def _write(municipalities: int, measures: int, cycles: int) -> None:
    # these import models, which must wait for Django
    from django.core.management import call_command

    from rumo.deliver.rollup import actions as rollup
    from rumo.doors.desk.nation import Size, make
    from rumo.doors.desk.seeding import lay_ground

    begin = time.perf_counter()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    lay_ground(by=BY, at=AT)
    written = make(Size(municipalities, measures, cycles, 1), by=BY, at=AT)
    made = time.perf_counter()
    rollup.rebuild(at=AT)
    print(
        f"{written.plans} plans, {written.measures} measures, {written.reports} reports: written in {made - begin:.0f} s, "
        f"columns in {time.perf_counter() - made:.0f} s",
        file=sys.stderr,
    )


def best(work: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Return the least wall and processor time of several runs, in milliseconds: what the work costs when nothing disturbs it."""
    walls, cpus = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1e3)
        cpus.append((time.process_time() - cpu) * 1e3)
    return min(walls), min(cpus)


def peak() -> float:
    """Return the most memory this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(figure: str, goal: str, measured: str) -> None:
    """Print one line of the table of results."""
    print(f"| {figure} | {goal} | {measured} |", flush=True)


LARGE = "sintetico-plano-de-300-medidas"


def large_plan() -> str:
    """Publish, beside the nation, a plan of 300 measures with its reports; a second time changes nothing. Return its slug."""
    from rumo.deliver.rollup import actions as rollup
    from rumo.doors.desk.invented import invent
    from rumo.ground.vocabularies.queries import area_keys

    plan = invent(LARGE, "Lisboa", "1106", areas=area_keys(), measures=300, cycles=8, seed=3)
    rollup.import_plan(document=plan, publish=True, by=BY, at=AT)
    return LARGE
