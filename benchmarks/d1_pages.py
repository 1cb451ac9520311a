"""D1: the country's page and the page of a plan of 300 measures, each the first after a publication: server time, queries, bytes.

    python -m benchmarks.d1_pages [--times 40]

In this process, through every middleware, the cache of pages included: before each request one plan's facts change.
"""

from __future__ import annotations

import sys
import time

from benchmarks.nation import AT, large_plan, prepare, row


def main() -> None:
    """Ask each page again and again, cold each time."""
    times = int(sys.argv[sys.argv.index("--times") + 1]) if "--times" in sys.argv else 40
    prepare()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from rumo.deliver.plans.models import Plan
    from rumo.deliver.rollup.actions.keeping import refresh
    from rumo.doors.desk.statics import gather

    gather()
    slug = large_plan()
    changing = Plan.objects.exclude(slug=slug).order_by("pk").values_list("pk", flat=True).first()
    client = Client(headers={"accept-encoding": "br"}, SERVER_NAME="127.0.0.1")
    for name, path in (("country", "/pt/painel/"), ("plan of 300 measures", f"/pt/painel/planos/{slug}/")):
        client.get(path)
        walls, cpus = [], []
        for _ in range(times):
            refresh(plan_ids=[changing], at=AT)
            wall, cpu = time.perf_counter(), time.process_time()
            response = client.get(path)
            walls.append((time.perf_counter() - wall) * 1e3)
            cpus.append((time.process_time() - cpu) * 1e3)
            assert response.status_code == 200
        refresh(plan_ids=[changing], at=AT)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        walls.sort(), cpus.sort()
        row(
            f"D1 {name}, first page after a publication",
            "p95 ≤ 50 ms, ≤ 12 queries, ≤ 60 kB compressed",
            f"p50 {walls[times // 2]:.0f} ms, p95 {walls[int(times * 0.95)]:.0f} ms (processor {cpus[times // 2]:.0f}, "
            f"{cpus[int(times * 0.95)]:.0f}), {len(queries)} queries, {len(response.content) / 1e3:.1f} kB",
        )


if __name__ == "__main__":
    main()
