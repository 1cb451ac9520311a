"""What passed from the former plan, and evidence's day, note, reserve and verification, in the sheets of a workbook."""

import io
from dataclasses import replace

import openpyxl
import pytest

from rumo.doors.files.plan_csv import write_csv
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.science.planfile import document as doc
from tests.doors.files.test_reading import PLAN, edited, lines, read, saved

WRONG = [
    ("Transições", {"A3": "4"}, "Transições!A3", "«4» não é uma medida: escreva plano/código, por exemplo odemira-2015-2017/9"),
    ("Transições", {"A3": None}, "Transições!A3", "falta a medida anterior, escrita plano/código"),
    ("Transições", {"B3": "perdida"}, "Transições!B3", "está «perdida» e tem de ser um destes: continuada, integrada noutra, abandonada"),
    ("Transições", {"C3": None}, "Transições!C3", "falta o código da medida deste plano em que foi continuada"),
    ("Transições", {"C3": "99"}, "Transições!C3", "a medida «99» não existe neste ficheiro"),
    ("Transições", {"C5": "1"}, "Transições!C5", "uma medida abandonada não passa para nenhuma: apague into, ou mude fate"),
    ("Transições", {"D5": None}, "Transições!D5", "falta dizer porque foi abandonada"),
    ("Transições", {"E4": "nota"}, "Transições!E4", "há um valor numa coluna sem cabeçalho: apague-o ou dê nome à coluna"),
    ("Evidências", {"H3": "ontem"}, "Evidências!H3", "tem de ser uma data escrita AAAA-MM-DD (por exemplo 2024-03-31) e está o texto «ontem»"),
    ("Evidências", {"J3": "segredo"}, "Evidências!J3", "está «segredo» e tem de ser sim ou não"),
    ("Evidências", {"K3": "talvez"}, "Evidências!K3", "está «talvez» e tem de ser um destes: por verificar, vista, conferida"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "changes", "place", "message"), WRONG)
def test_one_wrong_cell_gives_one_line_with_its_place(sheet, changes, place, message):
    assert lines(read(edited(**{sheet: changes})).faults) == [(place, message)]


def test_a_list_too_long_for_a_cell_goes_whole_to_another_sheet():
    long = "\U0001f642" * 17_000
    report = replace(PLAN.reports[0], evidence=(doc.Evidence("Ata"), doc.Evidence(note=long)))
    carried = (doc.Carried("a/1", "continued", "1"), doc.Carried("a/2", "abandoned", None, long))
    plan = replace(PLAN, reports=(report,), carried=carried)
    for write in (write_xlsx, write_csv):
        assert read(write(plan)).plan == plan
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(plan)))
    assert [book[name].max_row for name in ("Transições", "Evidências")] == [2, 2]
    assert {book["Outros"][f"A{row}"].value for row in range(3, book["Outros"].max_row + 1)} == {
        "carried",
        'reports["1"].evidence',
    }
    book["Transições"].append(["a/1", "continuada", "1"])
    assert lines(read(saved(book)).faults) == [
        ("Outros!B3", "o campo já está dito em Transições: apague um dos dois")
    ]
