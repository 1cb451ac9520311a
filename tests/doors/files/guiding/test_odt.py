"""Documents as ODT: every one comes back exactly, with its codes."""

from hypothesis import given

from rumo.doors.files.guiding.odt_in import read_odt
from rumo.doors.files.guiding.odt_out import write_odt
from tests.science.document.making import documents


@given(documents())
def test_a_document_comes_back_from_its_odt(document):
    assert read_odt(write_odt(document)) == (document, ())
