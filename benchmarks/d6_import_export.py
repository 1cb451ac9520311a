"""D6: a workbook of 4,000 measures comes in; everything public of a nation goes out as CSV; seconds and peak memory of each.

python -m benchmarks.d6_import_export
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.nation import AT, BY, best, peak, prepare, row

ROWS = 4_000


def bring() -> None:
    """Import a workbook of 4,000 measures and 4,000 reports, checked, published, then rolled back."""
    prepare()
    from django.db import transaction

    from rumo.doors.desk.bringing import bring as bring_in
    from rumo.doors.desk.bringing import check
    from rumo.doors.desk.invented import invent
    from rumo.doors.files.plan_xlsx import write_xlsx
    from rumo.ground.vocabularies.queries import area_keys

    plan = invent("livro-grande", "Lisboa", "1106", areas=area_keys(), measures=ROWS, cycles=1, seed=7)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "livro.xlsx"
        book.write_bytes(write_xlsx(plan))

        def work() -> None:
            with transaction.atomic():
                bring_in(check([book]), publish=True, by=BY, at=AT)
                transaction.set_rollback(True)

        wall, cpu = best(work, 2)
        size = book.stat().st_size / 1e6
    row(
        f"D6 import and publish a workbook of {ROWS} measures, {len(plan.reports)} reports ({size:.1f} MB)",
        "≤ 30 s",
        f"{wall / 1e3:.1f} s (processor {cpu / 1e3:.1f} s), peak memory {peak():.0f} MB",
    )


def send() -> None:
    """Export the open data of a nation."""
    prepare()
    from rumo.deliver.rollup.queries.reading import Moment, read
    from rumo.deliver.rollup.queries.scopes import find_scope
    from rumo.deliver.rollup.queries.snapshot import snapshot
    from rumo.doors.desk import opendata

    with tempfile.TemporaryDirectory() as name:
        folder, rows = Path(name), []

        def work() -> None:
            held = snapshot()
            reading = read(held, find_scope("country", held), Moment(AT.date()))
            opendata.write(folder, reading, lambda written: rows.append(written.rows))

        wall, cpu = best(work, 1)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    row(
        f"D6 open data of a nation: {sum(rows)} rows, {size:.0f} MB",
        "≤ 60 s, ≤ 300 MB of memory, streamed",
        f"{wall / 1e3:.1f} s (processor {cpu / 1e3:.1f} s), peak memory {peak():.0f} MB",
    )


def main() -> None:
    """Each way in a process of its own, so that each peak is its own."""
    if len(sys.argv) > 1:
        {"bring": bring, "send": send}[sys.argv[1]]()
        return
    for way in ("bring", "send"):
        subprocess.run([sys.executable, "-m", "benchmarks.d6_import_export", way], check=True)


if __name__ == "__main__":
    main()
