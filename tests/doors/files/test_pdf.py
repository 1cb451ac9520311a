"""What a document prints where no font has the letters: a note in place of a text, and never an error."""

import io

import pytest
from pypdf import PdfReader

from rumo.doors.files.pdf import made, printable

NOTE = "(em letras que este documento não mostra: leia na página)"
REPORT = {
    "kind": "Relatório", "title": "Escola", "author": "Instituto (exemplo)", "lang": "pt", "day": [2026, 3, 2],
    "made": "Feito hoje.", "title_lang": "pt", "note": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Olá, às 9.ª «horas» — 54,5\u00a0% €", "Olá, às 9.ª «horas» — 54,5\u00a0% €"),
        ("Українська Ελλάδα", "Українська Ελλάδα"),
        ("ব", NOTE), ("مرحبا", NOTE), ("中文", NOTE),
        ("Bom \U0001f600 dia", "Bom  dia"),
        ({"a": ["ব", 1, None, {"b": "sim"}]}, {"a": [NOTE, 1, None, {"b": "sim"}]}),
    ],
)  # fmt: skip
def test_what_can_be_printed_stays(text, printed):
    assert printable(text) == printed


@pytest.mark.parametrize("said", ["শিক্ষক চাই", "مدرسة", "学校", "\U0001f600\u20dd", "Bom dia"])
def test_no_letter_brings_a_document_down(said):
    line, title = [[{"lang": "pt", "text": said}]], [[{"lang": "pt", "text": "O que se disse"}]]
    section = {"title": title, "level": 2, "note": "", "tables": [], "said": [line], "heard": []}
    content = made("report", {**REPORT, "sections": [section]})
    assert (content[:5], len(PdfReader(io.BytesIO(content)).pages)) == (b"%PDF-", 1)
