"""G2: the programme of a conference with 100 talks in four rooms over two days: processor time, queries, and that these do not grow.

python -m benchmarks.g2_programme
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.nation import best, prepare, row

TALKS, ROOMS, A_DAY = 100, 4, 20


def main() -> None:
    """Make a conference, ask for its page and its files; everything is rolled back at the end."""
    prepare(2, 10, 1)
    from django.db import transaction
    from django.test import Client

    from rumo.doors.desk.statics import gather
    from rumo.doors.web import clock
    from tests.factories import conferences as make

    gather()
    with transaction.atomic():
        _conference(make, "dez", 10)
        _conference(make, "cem", TALKS)
        client = Client(SERVER_NAME="127.0.0.1")
        with clock.frozen(make.AT):
            for name, path in (
                ("10 talks, page", "/pt/encontros/dez/programa/"),
                (f"{TALKS} talks, page", "/pt/encontros/cem/programa/"),
                (f"{TALKS} talks, JSON", "/pt/encontros/cem/programa.json"),
                (f"{TALKS} talks, iCalendar", "/pt/encontros/cem/programa.ics"),
            ):
                _measure(name, path, client)
        transaction.set_rollback(True)


def _measure(name: str, path: str, client: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def page() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    page()  # templates are read once a process
    with CaptureQueriesContext(connection) as queries:
        page()
    count = len(queries)  # before the next page resets them
    wall, cpu = best(page, 20)
    told = f"processor {cpu:.1f} ms, {wall:.1f} ms in all, {count} queries"
    row(f"G2 {name}", "≤ 12 queries, ≤ 15 ms CPU", told)


def _conference(make: Any, slug: str, talks: int) -> None:
    """A public programme of so many talks of twenty minutes, each by two speakers, some from abstracts."""
    found = make.conference(slug=slug)
    make.session(found, make.MORNING + dt.timedelta(days=1), hours=8)
    rooms = [make.room(found, f"Sala {n}") for n in range(ROOMS)]
    call = make.call(found)
    for n in range(talks):
        turn, where = divmod(n, ROOMS)
        day, place = divmod(turn, A_DAY)
        abstract = make.accepted(call, f"{slug}-{n}", title=f"Comunicação número {n} sobre a escola")
        people = [make.speaker(found, f"Pessoa {n} {letter}, exemplo") for letter in "ab"]
        starts = day * 24 * 60 + place * 20
        make.slot(found, rooms[where], starts, abstract=abstract, speakers=people)
    make.conferences.publish(gathering=found, by=make.BY, at=make.AT)


if __name__ == "__main__":
    main()
