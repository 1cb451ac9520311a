"""Documents as DOCX: every one comes back exactly, with its codes."""

import io
from datetime import UTC, datetime

import docx
from docx.oxml.ns import qn
from hypothesis import given

from rumo.doors.files.guiding.docx_in import read_docx
from rumo.doors.files.guiding.docx_out import write_docx
from rumo.science.document import Document, Part
from rumo.science.document.shaping import Remark
from tests.doors.files.guiding import made
from tests.science.document.making import documents


@given(documents())
def test_a_document_comes_back_from_its_docx(document):
    assert read_docx(write_docx(document)) == (document, ())


def test_a_file_says_its_language_and_whose_it_is():
    at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    content = write_docx(
        Document("دليل", (Part("clause", 0, "", "نص", "c1"),)),
        lang="ar",
        author="Coordenação (exemplo)",
        at=at,
    )
    known = docx.Document(io.BytesIO(content)).core_properties
    assert (known.title, known.language, known.author, known.comments) == (
        "دليل",
        "ar",
        "Coordenação (exemplo)",
        "",
    )
    assert (known.created.replace(tzinfo=UTC), known.modified.replace(tzinfo=UTC)) == (at, at)
    styles = docx.Document(io.BytesIO(content)).styles
    assert styles["Normal"].element.pPr.find(qn("w:bidi")) is not None


def test_a_clause_whose_style_was_taken_away_keeps_its_code():
    document = Document(
        "Guia", (Part("section", 0, "Um"), Part("clause", 1, "", "a", "c1"), Part("clause", 1, "", "b", "c2"))
    )
    file = docx.Document(io.BytesIO(write_docx(document)))
    for paragraph in file.paragraphs[2:]:
        paragraph.style = "Normal"
        paragraph._p.pPr.remove(paragraph._p.pPr.numPr)
    out = io.BytesIO()
    file.save(out)
    expected = (Remark("parágrafo 3, parágrafo 4", "parte sem o seu estilo: reconheceu-se pelo código"),)
    assert read_docx(out.getvalue()) == (document, expected)


def test_a_note_in_a_heading_and_formulas_are_told():
    math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:t>x+1</m:t></m:oMath>'
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Um</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    body = f'<w:bookmarkStart w:name="c9"/>{heading}<w:p><w:r><w:br/><w:t>a</w:t><w:br w:type="page"/></w:r>{math}</w:p>'
    held, remarks = read_docx(made.docx(body, footnotes=f'<w:footnote w:id="1">{made.p("n")}</w:footnote>'))
    assert held.parts == (Part("section", 0, "Um", "", "c9"), Part("clause", 1, "", "a x+1"))
    assert [one.message for one in remarks[:2]] == [
        "nota de rodapé num título: ficou de fora",
        "fórmula: ficou só o seu texto",
    ]


def test_the_title_may_stand_among_the_properties():
    file = docx.Document()
    file.add_paragraph("Texto.")
    file.core_properties.title = "Guia"
    out = io.BytesIO()
    file.save(out)
    assert read_docx(out.getvalue()) == (Document("Guia", (Part("clause", 0, "", "Texto."),)), ())
