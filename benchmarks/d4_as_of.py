"""D4: the country by region on any past day, from facts already held, and from nothing (a process that has read no fact yet).

python -m benchmarks.d4_as_of
"""

from __future__ import annotations

import datetime as dt

from benchmarks.nation import AT, best, prepare, row


def main() -> None:
    """Ask days nobody asked before, with and without `known_at`."""
    prepare()
    from rumo.deliver.rollup.queries import snapshot as held
    from rumo.deliver.rollup.queries.reading import Moment, read
    from rumo.deliver.rollup.queries.scopes import find_scope

    days = iter(dt.date(2019, 1, 1) + dt.timedelta(days=17 * i) for i in range(1000))

    def ask(known: dt.datetime | None = None) -> None:
        facts = held.snapshot()
        reading = read(facts, find_scope("country", facts), Moment(next(days), known))
        assert reading.total and reading.by("region")

    def from_nothing() -> None:
        held._held.clear()
        ask()

    nothing, _ = best(from_nothing, 3)
    wall, cpu = best(ask, 10)
    known, _ = best(lambda: ask(AT - dt.timedelta(days=400)), 10)
    goal = "≤ 150 ms cold"
    row("D4 country by region on a past day, facts held", goal, f"{wall:.0f} ms (processor {cpu:.0f} ms)")
    row("D4 the same as known at a past time", goal, f"{known:.0f} ms")
    row("D4 the same in a process that holds nothing yet", "–", f"{nothing:.0f} ms")


if __name__ == "__main__":
    main()
