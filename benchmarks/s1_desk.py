"""S1: the analysts' queue over 50,000 texts: the 95th percentile of its pages, plain, searched, narrowed, deep in the list.

python -m benchmarks.s1_desk
"""

from __future__ import annotations

import time
from typing import Any

from benchmarks.nation import prepare, row

TEXTS, ROUNDS = 50_000, 20
PAGES = (
    ("first page", ""),
    ("searched, two words", "?q=aulas+noite"),
    ("searched, nothing found", "?q=zzzz"),
    ("one language", "?language=ar"),
    ("not read by me", "?read=no"),
    ("without a theme", "?read=bare"),
    ("of a theme", "?theme={theme}"),
    ("page 2,000", "?page=2000"),
)


def main() -> None:
    """Write the texts, ask for the pages; everything is rolled back at the end."""
    prepare(2, 10, 1)
    from django.db import transaction
    from django.test import Client

    from rumo.doors.desk.statics import gather
    from rumo.doors.web import clock
    from tests.factories import people, reading
    from tests.factories.listening import AFTER

    gather()
    with transaction.atomic():
        book, theme = _written(reading)
        client = people.signed_in(
            Client(SERVER_NAME="127.0.0.1"), people.person("national_analyst", people.national())
        )
        with clock.frozen(AFTER):
            for name, query in PAGES:
                _measure(
                    name, f"/pt/gabinete/sintese/{book.slug}/{query.format(theme=theme.public_id)}", client
                )
        transaction.set_rollback(True)


def _written(reading: Any) -> tuple[Any, Any]:
    """A codebook over so many texts in two languages, a tenth of them coded."""
    book = reading.codebook()
    theme = reading.theme(book)
    words = ("aulas à noite", "casas com rendas baixas", "médico de família", "trabalho com contrato")
    for start in range(0, TEXTS, 5_000):
        language = "ar" if start >= TEXTS - 10_000 else "pt"
        rows = reading.texts(5_000, language=language)
        for place, text in enumerate(rows):
            text.text = f"Faltam {words[place % 4]}, diz quem mora aqui há {place % 30} anos. " * 4
        type(rows[0]).objects.bulk_update(rows, ["text", "search"], batch_size=1_000)
        for part in range(0, 500, 250):
            reading.coded(theme, rows[part : part + 250])
    return book, theme


def _measure(name: str, path: str, client: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def page() -> tuple[float, float]:
        began, used = time.perf_counter(), time.process_time()
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return 1_000 * (time.perf_counter() - began), 1_000 * (time.process_time() - used)

    page()  # templates are read once a process
    with CaptureQueriesContext(connection) as queries:
        page()
    count = len(queries)
    runs = sorted(page() for _ in range(ROUNDS))
    wall, cpu = runs[int(ROUNDS * 0.95) - 1][0], sorted(one[1] for one in runs)[int(ROUNDS * 0.95) - 1]
    told = (
        f"p50 {runs[ROUNDS // 2][0]:.0f} ms, p95 {wall:.0f} ms (processor p95 {cpu:.0f} ms), {count} queries"
    )
    row(f"S1 {name}, {TEXTS:,} texts", "p95 < 200 ms", told)


if __name__ == "__main__":
    main()
