"""Documents as DOCX: every one comes back exactly, with its codes."""

from hypothesis import given

from rumo.doors.files.guiding.docx_in import read_docx
from rumo.doors.files.guiding.docx_out import write_docx
from tests.science.document.making import documents


@given(documents())
def test_a_document_comes_back_from_its_docx(document):
    assert read_docx(write_docx(document)) == (document, ())
