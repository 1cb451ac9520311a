"""D5: every plan's columns and month-end sums made anew from the rows, at the size of a nation and ten times that; peak memory.

python -m benchmarks.d5_rebuild [--ten]
"""

from __future__ import annotations

import sys

from benchmarks.nation import AT, best, peak, prepare, row


def main() -> None:
    """Rebuild; `--ten` at ten nations."""
    times = 10 if "--ten" in sys.argv else 1
    prepare(308 * times)
    from rumo.deliver.progress.models import Report
    from rumo.deliver.rollup import actions as rollup

    wall, cpu = best(lambda: rollup.rebuild(at=AT), 3 if times == 1 else 1)
    row(
        f"D5 rebuild of {308 * times} plans, {Report.objects.count()} reports, every month's sums",
        f"≤ {2 * times} s",
        f"{wall / 1e3:.2f} s (processor {cpu / 1e3:.2f} s), peak memory {peak():.0f} MB",
    )


if __name__ == "__main__":
    main()
