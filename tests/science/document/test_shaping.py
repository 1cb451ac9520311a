"""Headings and what stands under them as parts: codes that are there twice, numbers written by hand, titles that are none."""

import pytest

from rumo.science.document import Document, Note, Paragraph, Part, Span, Table
from rumo.science.document.shaping import Remark, Remarks, Shaper


def said(*texts):
    return Paragraph(tuple(Span(text) for text in texts))


@pytest.fixture
def shaper():
    return Shaper(Remarks())


def test_the_first_title_is_the_title_and_the_next_a_section(shaper):
    for title in ("", "Guia", "Anexo"):
        shaper.entitle(title, "ali")
    assert shaper.document() == Document("Guia", (Part("section", 0, "Anexo"),))


def test_a_code_stays_with_the_first_part_that_has_it(shaper):
    for code in ("c1", "c1", "c01", "_Toc1"):
        shaper.head("section", 0, "a", "ali", code)
    assert [part.code for part in shaper.document().parts] == ["c1", None, None, None]
    assert shaper.remarks.all() == (Remark("ali", "o código c1 já estava noutra parte: esta fica como nova"),)


def test_a_clause_whose_style_is_gone_is_known_by_its_code_once(shaper):
    shaper.head("section", 1, "a", "ali", own=True)
    for text in ("b", "c"):
        shaper.recognise("c4", "aqui")
        shaper.put(said(text), "aqui")
    assert shaper.document().parts == (Part("section", 1, "a"), Part("clause", 2, "", "b\n\nc", "c4"))
    assert shaper.remarks.all() == (Remark("aqui", "parte sem o seu estilo: reconheceu-se pelo código"),)


def test_a_heading_too_long_is_text(shaper):
    shaper.head("section", 0, "a" * 301, "ali")
    assert shaper.document().parts == (Part("clause", 0, "", "a" * 301),)
    assert shaper.remarks.all() == (Remark("ali", "título com mais de 300 caracteres: ficou como texto"),)


def test_a_clause_without_text_is_a_section_or_nothing(shaper):
    shaper.head("clause", 0, "a", "ali", own=True)
    shaper.open(0, "ali")
    shaper.head("section", 0, " ", "ali")
    assert shaper.document().parts == (Part("section", 0, "a"),)
    assert shaper.remarks.all() == (Remark("«a»", "orientação sem texto: ficou como secção"),)


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("1. Casas", "Casas"), ("1.2 Casas", "Casas"), ("1.2. Casas", "Casas"), ("1.2.3\u00a0Casas", "Casas"), ("2025 em números", "2025 em números"),
        ("1.º ciclo", "1.º ciclo"), ("3 casas", "3 casas"), ("1.", "1."),
    ],
)  # fmt: skip
def test_numbers_written_by_hand_leave_headings(shaper, heading, kept):
    shaper.head("section", 0, heading, "ali")
    assert shaper.document().parts == (Part("section", 0, kept),)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (said("1.1 Casas"), "Casas"), (said("1.", "1", " ", "Casas"), "Casas"), (said("1,1 Casas"), "1,1 Casas"),
        (said("1.1"), "1.1"), (Paragraph((Note((Span("n"),)), Span("1.1 Casas"))), "[^1]1.1 Casas\n\n[^1]: n"),
        (Paragraph((Span("1.1"), Note((Span("n"),)), Span(" Casas"))), "1.1[^1] Casas\n\n[^1]: n"),
    ],
)  # fmt: skip
def test_a_number_of_two_steps_begins_a_clause(shaper, block, text):
    shaper.put(said("antes"), "ali")
    shaper.put(block, "ali")
    found = [part.text for part in shaper.document().parts]
    assert found == (["antes", text] if shaper.remarks.found else [f"antes\n\n{text}"])
    assert bool(shaper.remarks.found) == (text == "Casas")


def test_marked_parts_hold_all_that_follows(shaper):
    shaper.head("section", 0, "1.1 a", "ali", own=True)
    shaper.put(said("1.1 b"), "ali", numbered=True)
    shaper.put(Table((((Span("c"),),),)), "ali")
    assert shaper.document().parts == (Part("section", 0, "1.1 a", "1.1 b\n\n| c |\n| --- |"),)


def test_many_places_of_one_remark_are_one():
    remarks = Remarks()
    for at in (1, 1, 2, 3, 4, 5, 6, 7):
        remarks.add("imagem", f"linha {at}")
    assert remarks.all() == (Remark("linha 1, linha 2, linha 3, linha 4, linha 5 e mais 2", "imagem"),)
