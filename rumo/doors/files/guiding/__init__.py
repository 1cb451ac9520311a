"""Documents with structure, read from files of people and written for them: DOCX, ODT, Markdown, JSON, HTML and PDF."""

from rumo.doors.files.guiding.docx_in import read_docx
from rumo.doors.files.guiding.docx_out import write_docx
from rumo.doors.files.guiding.odt_in import read_odt
from rumo.doors.files.guiding.odt_out import write_odt
from rumo.doors.files.guiding.page import text_html, write_html
from rumo.doors.files.guiding.plain import read_json, read_markdown, write_json, write_markdown
from rumo.doors.files.guiding.printing import write_pdf

__all__ = [
    "read_docx",
    "read_json",
    "read_markdown",
    "read_odt",
    "text_html",
    "write_docx",
    "write_html",
    "write_json",
    "write_markdown",
    "write_odt",
    "write_pdf",
]
