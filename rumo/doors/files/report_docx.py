"""The report of a consultation as DOCX: the same sections as its page and its PDF, each text in its own language."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from rumo.doors.files.guiding.docx_out import speak
from rumo.doors.files.reporting import plain_report, report_of
from rumo.listen.consultations.models import Consultation
from rumo.science.document.tidy import clean, holdable

Runs = Sequence[dict[str, str]]


def written(row: Consultation, *, at: datetime) -> bytes:
    """Return the report as DOCX, its own words in the language of now."""
    told = plain_report(report_of(row, at=at))
    made = docx.Document()
    speak(made, told["lang"])
    known = made.core_properties
    known.title, known.author, known.last_modified_by = (
        clean(told["title"])[:255],
        clean(told["author"])[:255],
        "",
    )
    known.comments, known.created, known.modified = "", at, at
    made.add_paragraph(clean(f"{told['kind']} · {told['author']}"))
    _say(made.add_paragraph(style="Title"), [{"lang": told["title_lang"], "text": told["title"]}])
    for line in (told["made"], told["note"]):
        _small(made, line)
    for section in told["sections"]:
        _section(made, section)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _section(made: Document, section: dict[str, Any]) -> None:
    heading = made.add_paragraph(style=f"Heading {section['level'] - 1}")
    for line in section["title"]:
        _say(heading, line)
    _small(made, section["note"])
    for line in [line for lines in section["said"] for line in lines]:
        _say(made.add_paragraph(), line)
    for quote in section["heard"]:
        for line in quote["lines"]:
            _say(made.add_paragraph(style="Quote"), line)
        _small(made, quote["under"])
    for table in section["tables"]:
        _table(made, table)


def _table(made: Document, table: dict[str, Any]) -> None:
    """A table under its caption, its first row repeated at the head of every page."""
    _say(made.add_paragraph(style="Caption"), table["caption"])
    _small(made, table["note"])
    rows = [[[{"lang": "", "text": head}] for head in table["head"]], *table["rows"]]
    held = made.add_table(len(rows), len(table["head"]), "Table Grid")
    for cells, row in zip(held.rows, rows, strict=True):
        for cell, said in zip(cells.cells, row, strict=True):
            _say(cell.paragraphs[0], said)
    held.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.add_paragraph()


def _small(made: Document, line: str) -> None:
    """A line of less weight, or nothing."""
    if line := clean(line):
        made.add_paragraph().add_run(line).italic = True


def _say(paragraph: Paragraph, runs: Runs) -> None:
    """Add words, each in its language; signs that no XML holds are gone."""
    for one in runs:
        run = paragraph.add_run(holdable(one["text"]))
        if one["lang"]:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), one["lang"])
            run._r.get_or_add_rPr().append(language)
