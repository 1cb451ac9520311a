"""E1: the reporting workbook of a plan of 450 measures, over 4,000 lines, all filled: dry run, import, and the second import.

    python -m benchmarks.e1_workbook

Through the pages themselves: what somebody waits for after each button.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import time

from benchmarks.nation import peak, prepare, row

MEASURES = 450
NOW = dt.datetime(2026, 7, 20, 9, 42, tzinfo=dt.UTC)
WORDS = {
    "stage": "em execução",
    "share": 0.6,
    "number": 72,
    "money": 3000.5,
    "text": "Três sessões novas, com mediação.",
}


def main() -> None:
    """Upload, confirm, upload again; everything is rolled back at the end."""
    prepare(2, 10, 1)
    from django.db import transaction
    from django.test import Client

    from rumo.doors.desk.statics import gather
    from rumo.doors.web import clock
    from rumo.ground.people.models import Entity
    from rumo.ground.territory.models import Municipality
    from tests.factories import people, reporting

    gather()
    with clock.frozen(NOW), transaction.atomic():
        town = Municipality.objects.get(dico="1106")
        owner = Entity.objects.filter(kind="municipality", municipality=town).first() or people.municipality()
        reporting.plan(count=MEASURES, owner=owner, slug="livro-de-relato")
        client = people.signed_in(Client(SERVER_NAME="127.0.0.1"), people.person("municipal_reporter", owner))
        base = "/pt/gabinete/planos/livro-de-relato/relatar/2026-06-30/"
        blank = client.get(f"{base}folha.xlsx")
        book, lines = _filled(blank.content)
        size = len(book) / 1e6
        told = f"a reporting workbook of {MEASURES} measures, {lines} lines ({size:.1f} MB)"
        preview, dry = _clocked(lambda: client.post(f"{base}carregar/", {"file": _file(book)}))
        token = re.search(r'name="carried" value="([^"]+)"', preview.content.decode())
        assert token, preview.content.decode()[:2000]
        saved, kept = _clocked(lambda: client.post(f"{base}carregar/guardar/", {"carried": token[1]}))
        assert saved.status_code == 302, saved.status_code
        again, second = _clocked(lambda: client.post(f"{base}carregar/", {"file": _file(book)}))
        assert "A folha não muda nada" in again.content.decode()
        transaction.set_rollback(True)
    row(f"E1 dry run of {told}", "≤ 30 s", f"{dry:.1f} s")
    row(f"E1 import of {told}", "≤ 30 s", f"{kept:.1f} s, peak memory {peak():.0f} MB")
    row(f"E1 second import of {told}: changes nothing", "≤ 30 s", f"{second:.1f} s")


def _filled(data: bytes) -> tuple[bytes, int]:
    """Return the workbook with every value filled in, and its lines."""
    import python_calamine
    import xlsxwriter

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    lines = book.get_sheet_by_name("Relatar").to_python(skip_empty_area=False)
    stamp = book.get_sheet_by_name("Rumo").to_python()[0]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as written:
        sheet = written.add_worksheet("Relatar")
        for number, line in enumerate(lines):
            if number > 1:
                line[6] = WORDS[_kind(str(line[7]))]
            sheet.write_row(number, 0, line)
        written.add_worksheet("Rumo").write_row(0, 0, stamp)
    return out.getvalue(), len(lines) - 2


def _kind(key: str) -> str:
    cell = key.partition("|")[2]
    family = cell.partition("/")[0]
    return {"stage": "stage", "activities": "share", "indicators": "number", "spent": "money"}.get(
        family, "text"
    )


def _file(data: bytes) -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("relatar.xlsx", data)


def _clocked(work):  # type: ignore[no-untyped-def]
    begin = time.perf_counter()
    answer = work()
    return answer, time.perf_counter() - begin


if __name__ == "__main__":
    main()
