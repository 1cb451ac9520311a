"""`rumo consultation export` and `report`: the same counts in every form, and a clear line where there is none."""

import csv
import json

import docx
import pytest
from python_calamine import CalamineWorkbook

from rumo.doors.web import clock
from rumo.listen.contributions.actions import make_edition
from tests.factories import consultations as make

SLUG = "consulta-exemplo"


@pytest.fixture
def row(db):
    found = make.consultation()
    make.question(found)
    make.ballots(found, make.statement(found), [1] * 30 + [-1] * 20 + [0] * 15)
    for audience in ("residents", "companies"):
        make.contributions(
            found, [{"q1": code} for code in "a" * 60 + "b" * 30 + "c" * 20], audience=audience
        )
    make_edition(consultation=found, by="clock", at=make.AFTER)
    return found


@pytest.fixture
def exported(rumo, row, tmp_path):
    def run(form):
        path = tmp_path / f"out.{form}"
        ran = rumo("consultation", "export", SLUG, "--format", form, "-o", str(path))
        assert (ran.code, ran.out) == (0, f"{path}: written\n")
        return path

    return run


def test_as_json(exported):
    told = json.loads(exported("json").read_text())
    assert (told["consultation"]["title"], told["results"]["contributions"]) == (
        "O que deve mudar (exemplo)",
        285,
    )
    assert told["results"]["questions"][0]["parts"][0]["counts"] == [120, 60, 40]


def test_as_a_table_and_a_workbook(exported):
    lines = list(csv.DictReader(exported("csv").read_text().splitlines()))
    said = {(line["cell"], line["category"]): line["count"] for line in lines if line["question"] == "q1"}
    assert said["a", ""] == "120"
    assert said["a", "companies"] == "60"
    assert [line["count"] for line in lines if line["table"] == "statements"] == ["30", "20", "15"]
    sheet = CalamineWorkbook.from_path(exported("xlsx")).get_sheet_by_index(0).to_python()
    assert len(sheet) == len(lines) + 1


def test_an_unknown_one_and_a_file_that_cannot_be_written_are_refused(rumo, row, tmp_path):
    ran = rumo("consultation", "export", "outra", "-o", str(tmp_path / "x"))
    assert (ran.code, ran.err) == (1, "rumo: outra: no published consultation has that name.\n")
    ran = rumo("consultation", "export", SLUG, "-o", str(tmp_path / "nada" / "x"))
    assert (ran.code, "cannot be written" in ran.err) == (1, True)


def test_the_report_as_a_page_and_a_document(rumo, row, tmp_path):
    page, document = tmp_path / "relatorio.html", tmp_path / "relatorio.pdf"
    words = tmp_path / "relatorio.docx"
    with clock.frozen(make.AFTER):
        ran = rumo("consultation", "report", SLUG, "--format", "html", "-o", str(page))
        assert (ran.code, ran.out) == (0, f"{page}: written\n")
        assert rumo("consultation", "report", SLUG, "-o", str(document)).code == 0
        assert rumo("consultation", "report", SLUG, "--format", "docx", "-o", str(words)).code == 0
    text = page.read_text()
    assert ("Contam-se 285 contributos." in text, text.startswith("<!doctype html>")) == (True, True)
    assert document.read_bytes()[:5] == b"%PDF-"
    told = [paragraph.text for paragraph in docx.Document(str(words)).paragraphs]
    assert told.count("Contam-se 285 contributos.") == 1


def test_what_is_still_open_has_no_report(rumo, row, tmp_path):
    with clock.frozen(make.DURING):
        ran = rumo("consultation", "report", SLUG, "-o", str(tmp_path / "x"))
    assert (ran.code, ran.err) == (
        1, f"rumo: {SLUG}: is not closed yet; its report is written afterwards.\n",
    )  # fmt: skip
    assert rumo("consultation", "report", "outra", "-o", str(tmp_path / "x")).code == 1
