"""D3: what a publication does beyond itself, in its own transaction, whatever the size of the nation; and what the next reader pays.

python -m benchmarks.d3_publish [--large]
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.nation import AT, best, prepare, row

SIZES = (30, 308)
LARGE = (3080,)


def measure(municipalities: int) -> None:
    """Publish a report of one plan again and again, each time rolled back; the columns' part is timed apart."""
    prepare(municipalities)
    from django.db import transaction

    from rumo.deliver.plans.models import Plan
    from rumo.deliver.progress.models import Report
    from rumo.deliver.rollup.actions.keeping import refresh
    from rumo.deliver.rollup.queries import snapshot as held

    plan = Plan.objects.order_by("pk").first()
    report = Report.objects.filter(measure__plan=plan).order_by("-reference_date").first()

    def added() -> None:
        with transaction.atomic():
            Report.objects.filter(pk=report.pk).update(narrative="Publicado agora.")
            refresh(plan_ids=[plan.pk], at=AT)
            transaction.set_rollback(True)

    def bare() -> None:
        with transaction.atomic():
            Report.objects.filter(pk=report.pk).update(narrative="Publicado agora.")
            transaction.set_rollback(True)

    def reader() -> None:
        known = held.snapshot()
        parts = {key: part for key, part in known.parts.items() if key != plan.pk}
        assert held._read("again", parts).facts

    wall, cpu = best(added, 15)
    base, _ = best(bare, 15)
    held.snapshot()
    read, _ = best(reader, 5)
    row(
        f"D3 columns brought up to date within a publication, {municipalities} plans",
        "≤ 50 ms, independent of their number",
        f"{wall - base:.1f} ms (processor {cpu:.1f} ms); next reader joins the new facts in {read:.1f} ms",
    )


def main() -> None:
    """Measure each size in a process of its own: Django knows one database."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()]
    if sizes:
        measure(*sizes)
        return
    for size in (*SIZES, *(LARGE if "--large" in sys.argv else ())):
        subprocess.run([sys.executable, "-m", "benchmarks.d3_publish", str(size)], check=True)


if __name__ == "__main__":
    main()
