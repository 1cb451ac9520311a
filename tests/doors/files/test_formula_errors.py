"""Cells with a formula's error are refused where they stand, and said once."""

import io
import zipfile

import pytest
import xlsxwriter

from rumo.doors.files.formula_errors import formula_errors
from rumo.doors.files.limits import FileRefused
from rumo.doors.files.table import read_table
from tests.doors.files.test_reading import edited, lines, read

BROKEN = "a célula tem um erro de fórmula ({}): corrija-a ou apague-a"


def book(*sheets):
    """A workbook of sheets, each {(row, column): error}."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        for name, cells in sheets:
            sheet = made.add_worksheet(name)
            sheet.write_string(0, 0, "#REF!")
            for (row, column), error in cells.items():
                sheet.write_formula(row, column, "=A1&A2", None, error)
    return out.getvalue()


def changed(data, member, old, new):
    """A workbook with the text of one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for each in before.namelist():
            text = before.read(each)
            after.writestr(each, text.replace(old, new) if each == member else text)
    return out.getvalue()


def test_errors_in_a_plan_are_faults_at_their_cells():
    data = edited(Medidas={"A3": "#REF!", "J4": "#DIV/0!"}, Plano={"B5": "#NAME?"})
    found = lines(read(data).faults)
    assert ("Medidas!A3", BROKEN.format("#REF!")) in found
    assert ("Medidas!J4", BROKEN.format("#DIV/0!")) in found
    assert [message for where, message in found if where == "Plano!B5"] == [BROKEN.format("#NAME?")]
    assert [message for where, message in found if where == "Medidas!A3"] == [BROKEN.format("#REF!")]


def test_each_sheet_by_its_title_and_text_that_only_looks_like_an_error_is_text():
    data = book(("A & b", {(1, 27): "#N/A"}), ("C", {(4, 0): "#NUM!"}))
    assert [(title, fault.where, fault.message) for title, fault in formula_errors(data, "x")] == [
        ("A & b", "A & b!AB2", BROKEN.format("#N/A")),
        ("C", "C!A5", BROKEN.format("#NUM!")),
    ]


def test_cells_that_do_not_say_where_they_stand_follow_each_other():
    data = book(("A", {(1, 2): "#N/A"}))
    data = changed(data, "xl/worksheets/sheet1.xml", b'<row r="2" spans="1:3"><c r="C2"', b"<row><c/><c")
    assert [fault.where for _, fault in formula_errors(data, "x")] == ["A!B2"]


def test_another_sheet_than_the_one_read_does_not_matter():
    data = book(("A", {}), ("B", {(1, 0): "#N/A"}))
    assert read_table(data, "x.xlsx", sheet="A").headers == ("#REF!",)
    with pytest.raises(FileRefused) as refused:
        read_table(data, "x.xlsx", sheet="B")
    assert lines(refused.value.faults) == [("B!A2", BROKEN.format("#N/A"))]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<sheetData>", b"<sheetData><<"), (b"<worksheet ", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet ')],
)
def test_a_sheet_that_is_no_plain_xml_is_refused(old, new):
    data = changed(book(("A", {})), "xl/worksheets/sheet1.xml", old, new)
    with pytest.raises(FileRefused, match="não é um livro de Excel"):
        formula_errors(data, "x")


def test_a_sheet_whose_member_is_not_there_has_no_errors():
    data = changed(book(("A", {(1, 0): "#N/A"})), "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml")
    assert formula_errors(data, "x") == []
