"""C3: a page of 10,000 proposals, the page of one contribution, a text of 60 paragraphs with 1,000 comments: processor time and queries.

python -m benchmarks.c3_reading
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from benchmarks.nation import best, prepare, row

PROPOSALS, COMMENTS, PARAGRAPHS = 10_000, 1_000, 60


def main() -> None:
    """Make the contributions, ask for each page with nothing kept of it; everything is rolled back at the end."""
    prepare(2, 10, 1)
    from django.db import transaction
    from django.test import Client

    from rumo.doors.desk.statics import gather
    from rumo.doors.web import clock
    from tests.factories import listening as make

    gather()
    with transaction.atomic():
        text = tuple(
            (str(n), f"Parágrafo {n} de um texto em consulta. " * 6, n % 10 == 1) for n in range(1, 61)
        )
        found = make.consultation(slug="dez-mil", paragraphs=text)
        number = _said(found, "proposal", ["proposal"] * PROPOSALS, make.OPEN)
        _said(found, "comment", [f"paragraph:{n % PARAGRAPHS + 1}" for n in range(COMMENTS)], make.OPEN)
        client = Client(SERVER_NAME="127.0.0.1")
        with clock.frozen(make.OPEN + dt.timedelta(hours=1)):
            for name, path in (
                (f"list of {PROPOSALS:,} proposals, first page", "/pt/consultas/dez-mil/propostas/"),
                ("the same, page 400", "/pt/consultas/dez-mil/propostas/?pagina=400"),
                ("one contribution", f"/pt/contributos/{number}/"),
                (
                    f"text of {PARAGRAPHS} paragraphs, {COMMENTS:,} comments",
                    "/pt/consultas/dez-mil/texto/",
                ),
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
    row(f"C3 {name}", "≤ 10 queries, ≤ 20 ms CPU", told)


def _said(found: Any, kind: str, places: Sequence[str], at: dt.datetime) -> str:
    """Make as many contributions of a kind as places, each with a text that everyone may read; return one's number."""
    from rumo.listen.contributions import models as m

    chance = random.Random(kind)
    shared = {
        "consultation": found,
        "kind": kind,
        "language": "pt",
        "channel": "web",
        "audience": "residents",
    }
    rows = [
        m.Contribution(**shared, token_hash=f"{chance.getrandbits(256):064x}", received_at=at) for _ in places
    ]
    m.Contribution.objects.bulk_create(rows, batch_size=500)
    said = "Mais aulas de português ao fim da tarde, perto de onde moramos. " * 4
    passages = [
        m.Passage(contribution=one, place=place, language="pt", text=said, public=True, state="shown")
        for one, place in zip(rows, places, strict=True)
    ]
    m.Passage.objects.bulk_create(passages, batch_size=500)
    return str(rows[0].number)


if __name__ == "__main__":
    main()
