"""C4: the public page of results with 100,000 contributions, cold: every query and the whole rendering; and the edition behind it.

python -m benchmarks.c4_results
"""

from __future__ import annotations

import datetime as dt
import random
import time

from benchmarks.nation import best, peak, prepare, row

PEOPLE = 100_000
QUESTIONS = 10


def main() -> None:
    """Make the contributions, publish an edition, ask for the page; everything is rolled back at the end."""
    prepare(2, 10, 1)
    from django.db import transaction
    from django.test import Client

    from rumo.doors.desk.statics import gather
    from rumo.doors.web import clock
    from rumo.listen.contributions.actions import make_edition
    from rumo.listen.contributions.queries import results
    from tests.factories import consultations as make

    gather()
    with transaction.atomic():
        found = make.consultation(slug="cem-mil")
        _said(found, make)
        began = time.perf_counter()
        made = make_edition(consultation=found, by="bench", at=make.AFTER)
        counted = time.perf_counter() - began
        assert made is not None and made.contributions == PEOPLE
        client, seconds = Client(SERVER_NAME="127.0.0.1"), iter(range(1000))

        def page() -> None:
            with clock.frozen(make.AFTER + dt.timedelta(seconds=next(seconds))):
                answer = client.get("/pt/consultas/cem-mil/resultados/")
            assert answer.status_code == 200

        page()  # templates are read once a process
        wall, cpu = best(page, 10)
        read, _cpu = best(lambda: results(found), 10)
        transaction.set_rollback(True)
    _tell(wall, cpu, read, counted)


def _tell(wall: float, cpu: float, read: float, counted: float) -> None:
    told = f"{PEOPLE:,} contributions to {QUESTIONS} questions"
    row(
        f"C4 results page, {told}",
        "≤ 50 ms cold",
        f"{wall:.0f} ms (processor {cpu:.0f} ms, reading {read:.0f} ms)",
    )
    row(
        f"C4 an edition of {told}: counted by seven breakdowns, protected",
        "–",
        f"{counted:.1f} s, peak memory {peak():.0f} MB",
    )


def _said(found, make) -> None:  # type: ignore[no-untyped-def]
    """Everybody answers everything; a third says something of themselves."""
    chance = random.Random(1)
    options = ["a", "b", "c", "d", "e"]
    for number in range(QUESTIONS):
        kind = ("single", "multiple", "scale")[number % 3]
        more = {"least": 1, "most": 5} if kind == "scale" else {"options": options}
        make.question(found, f"q{number}", kind, **more)
    audiences = ("residents", "migrants", "associations", "companies", "academia")
    for batch in range(PEOPLE // 1000):
        answers = [
            {
                f"q{number}": (
                    chance.choice(options), chance.sample(options, 2), chance.randint(1, 5),
                )[number % 3]
                for number in range(QUESTIONS)
            }
            for _one in range(1000)
        ]  # fmt: skip
        made = make.contributions(
            found, answers, audience=audiences[batch % 5], language=("pt", "en", "ar")[batch % 3],
            channel=("web", "paper")[batch % 2],
        )  # fmt: skip
        make.about(found, made[:333], sex=("f", "m")[batch % 2], age=("18-29", "30-44", "65-")[batch % 3])


if __name__ == "__main__":
    main()
