"""The spreadsheet: it goes out with what is known, comes back in any order of columns, is previewed, and counts once."""

import datetime as dt
import io
import re

import pytest
import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.deliver.progress.models import Draft
from tests.factories import reporting

pytestmark = pytest.mark.django_db
BASE = f"/pt/gabinete/planos/{reporting.SLUG}/relatar/2026-06-30/"
UPLOAD = f"{BASE}carregar/"


def lines_of(data, name="Relatar"):
    """The lines of one sheet of a workbook."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def filled(data, values, *, order=None, extra=()):
    """The workbook as somebody saved it again: `values` by cell key of the hidden column, columns in `order`."""
    lines = lines_of(data)
    headers = lines[0]
    key, value = headers.index("Célula"), headers.index("Valor novo")
    for line in lines[1:]:
        if line[key] in values:
            line[value] = values[line[key]]
    order = order or range(len(headers))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Relatar")
        for number, line in enumerate([*lines, *extra]):
            for at, column in enumerate(order):
                cell = line[column] if column < len(line) else ""
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, at, cell)
                elif cell != "":
                    sheet.write(number, at, cell)
        mark = book.add_worksheet("Rumo")
        for at, text in enumerate(lines_of(data, "Rumo")[0]):
            mark.write_string(0, at, text)
    return out.getvalue()


def sent(office, data, name="relatar.xlsx", url=UPLOAD):
    """The answer to an upload."""
    return office.post(url, {"file": SimpleUploadedFile(name, data)})


def carried(answer):
    """What the preview carries to its confirmation."""
    return re.search(r'name="carried" value="([^"]+)"', answer.content.decode())[1]


def test_the_workbook_holds_a_line_a_cell(office, plan):
    answer = office.get(f"{BASE}folha.xlsx")
    lines = lines_of(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="relatar-plano-relato-2026-06-30.xlsx"'
    assert lines[0] == [
        "Medida",
        "Título",
        "O que se relata",
        "Unidade",
        "Meta",
        "Antes",
        "Valor novo",
        "Célula",
        "Guardado",
    ]
    assert [line[7] for line in lines[2:11]] == [
        "M01|stage", "M01|activities/a1", "M01|indicators/i1", "M01|indicators/i2", "M01|spent/FAMI",
        "M01|narrative", "M01|difficulties", "M01|corrective_action", "M01|reason",
    ]  # fmt: skip
    assert lines_of(answer.content, "Rumo")[0] == ["rumo-relato/1", reporting.SLUG, "2026-06-30", ""]


def test_a_filled_sheet_is_previewed_then_saved_then_changes_nothing(office, plan):
    blank = office.get(f"{BASE}folha.xlsx").content
    values = {
        "M01|stage": "em execução", "M01|activities/a1": 0.6, "M01|indicators/i1": "1\u00a0072,5",
        "M01|spent/FAMI": "3 000,50 €", "M02|stage": "Suspensa", "M02|reason": "Sem financiamento.",
    }  # fmt: skip
    data = filled(blank, values, order=[6, 7, 0, 2, 1, 3, 4, 5, 8])
    answer = sent(office, data)
    assert answer.status_code == 200
    assert Draft.objects.count() == 0
    assert "A folha muda 6 células" in answer.content.decode()
    token = carried(answer)
    for _ in range(2):
        assert office.post(f"{UPLOAD}guardar/", {"carried": token}).status_code == 302
    assert {draft.measure.code: (draft.said, draft.revision) for draft in Draft.objects.all()} == {
        "M01": (
            {
                "stage": "in_progress",
                "activities": {"a1": 0.6},
                "indicators": {"i1": 1072.5},
                "spent": {"FAMI": "3000.50"},
            },
            1,
        ),
        "M02": ({"stage": "suspended", "reason": "Sem financiamento."}, 1),
    }
    again = sent(office, data).content.decode()
    assert "A folha não muda nada" in again


def test_wrong_lines_are_told_by_their_place_and_nothing_is_saved(office, plan):
    blank = office.get(f"{BASE}folha.xlsx").content
    data = filled(
        blank,
        {
            "M01|stage": "quase",
            "M01|activities/a1": "120",
            "M02|indicators/i1": "-3",
            "M03|spent/FAMI": "dez",
        },
    )
    answer = sent(office, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [place for place in ("Relatar!G3", "Relatar!G4", "Relatar!G14", "Relatar!G25") if place in page] == [
        "Relatar!G3", "Relatar!G4", "Relatar!G14", "Relatar!G25",
    ]  # fmt: skip
    assert 'name="carried"' not in page


def test_a_sheet_retyped_by_hand_is_read_by_its_words(office, plan):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Folha1")
        for at, line in enumerate(
            [
                ["VALOR NOVO", "Medida", "O que se relata"],
                [72, "M01", "Pessoas atendidas"],
                ["concluída", "M02", "estado"],
            ]
        ):
            sheet.write_row(at, 0, line)
    page = sent(office, out.getvalue()).content.decode()
    assert "A folha muda 2 células" in page


def test_a_sheet_of_another_date_is_refused(office, plan):
    other = office.get(f"/pt/gabinete/planos/{reporting.SLUG}/relatar/2025-12-31/folha.xlsx").content
    answer = sent(office, other)
    assert answer.status_code == 422
    assert "é a folha de outro plano, data ou município" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "vazio.xlsx"),
        (b"MZ\x90\x00" * 40, "programa.xlsx"),
        (b"PK\x03\x04nada", "partido.xlsx"),
        (b"a;b\n1;2\n", "outra.csv"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(office, plan, data, name):
    answer = sent(office, data, name)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()


def test_without_a_file_the_form_says_so(office, plan):
    assert office.post(UPLOAD).status_code == 422


def test_a_formula_in_a_narrative_is_text_on_the_way_out_and_back(office, plan, user):
    reporting.draft(plan, cells={"stage": "in_progress", "narrative": "=1+1"}, by=user.public_id)
    data = office.get(f"{BASE}folha.xlsx").content
    (line,) = [line for line in lines_of(data) if line[7] == "M01|narrative"]
    assert line[6] == "'=1+1"
    assert "A folha não muda nada" in sent(office, filled(data, {})).content.decode()


def test_what_changed_on_the_page_after_the_download_is_not_overwritten_unseen(office, plan, user):
    blank = office.get(f"{BASE}folha.xlsx").content
    reporting.draft(plan, cells={"indicators/i1": 50, "indicators/i2": 6}, by=user.public_id)
    page = sent(office, filled(blank, {"M01|indicators/i1": 60})).content.decode()
    assert "A folha muda 1 célula" in page
    assert "mudou depois de descarregar" in page


def test_a_confirmation_of_somebody_else_is_refused(office, plan, client_class, today):
    token = carried(sent(office, filled(office.get(f"{BASE}folha.xlsx").content, {"M01|stage": "concluída"})))
    other = reporting.people.signed_in(client_class(), reporting.reporter())
    assert other.post(f"{UPLOAD}guardar/", {"carried": token}).status_code == 409
    assert office.post(f"{UPLOAD}guardar/", {"carried": f"{token}x"}).status_code == 422


def test_what_another_saved_between_preview_and_confirmation_is_shown_beside(office, plan):
    token = carried(
        sent(
            office,
            filled(
                office.get(f"{BASE}folha.xlsx").content, {"M01|indicators/i1": 60, "M01|indicators/i2": 7}
            ),
        )
    )
    reporting.draft(plan, cells={"indicators/i1": 55})
    answer = office.post(f"{UPLOAD}guardar/", {"carried": token})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ('value="60"' in page, 'value="55"' in page) == (True, True)
    assert Draft.objects.get().said == {"indicators": {"i1": 55}}
