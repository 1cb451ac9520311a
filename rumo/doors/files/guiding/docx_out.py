"""A document as DOCX: headings and clauses in styles of their own with live numbers, codes as bookmarks, real lists, tables and footnotes."""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run
from lxml import etree

from rumo.doors.files.guiding.styling import CLAUSE, CLAUSE_HEADING
from rumo.science.document import (
    DEPTHS,
    Document,
    Line,
    Listing,
    Note,
    Paragraph,
    Part,
    Span,
    Table,
    parse,
    tidied,
)
from rumo.science.document.tidy import clean
from rumo.science.text.languages import direction

_NUMBERED, _BULLETS, _ORDERED = 900, 901, 902
_SIGNS = "•◦▪"
_INK, _LINK = RGBColor(0x02, 0x1C, 0x51), RGBColor(0x02, 0x4E, 0xA2)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LANGUAGES = {"pt": "pt-PT", "en": "en-GB"}


def write_docx(
    document: Document, *, lang: str = "pt", author: str = "", at: datetime | None = None
) -> bytes:
    """Return a document as the bytes of a DOCX; `docx_in.read_docx` gives the same document again."""
    return _Writer(lang, clean(author)[:255], at).written(tidied(document))


class _Writer:
    """The file in the making: its numbers, bookmarks and notes so far."""

    def __init__(self, lang: str, author: str, at: datetime | None) -> None:
        self.docx: Docx = docx.Document()
        self.notes: list[Note] = []
        self.marks = 0
        self.numbering = self.docx.part.numbering_part.element
        _numbering(self.numbering)
        speak(self.docx, lang)
        _styles(self.docx)
        told = self.docx.core_properties
        told.author, told.last_modified_by, told.comments = author, author, ""
        if at is not None:
            told.created = told.modified = at

    def written(self, document: Document) -> bytes:
        self.docx.core_properties.title = document.title[:255]
        if document.title:
            self.docx.add_paragraph(document.title, "Title")
        for part in document.parts:
            self.part(part)
        self.footnotes()
        out = io.BytesIO()
        self.docx.save(out)
        return out.getvalue()

    def part(self, part: Part) -> None:
        """A part: what opens it, then its blocks; a clause without a heading opens with its first paragraph."""
        blocks = list(parse(part.text))
        if part.heading:
            style = (
                f"Heading {part.depth + 1}"
                if part.kind == "section"
                else f"{CLAUSE_HEADING} {part.depth + 1}"
            )
            first = self.docx.add_paragraph(part.heading, style)
        else:
            first = self.docx.add_paragraph("", f"{CLAUSE} {part.depth + 1}")
            if blocks and isinstance(blocks[0], Paragraph):
                self.line(first, blocks[0].said)
                blocks.pop(0)
        if part.kind == "clause":
            self.numbered(first, part.depth, _NUMBERED)
        self.bookmark(first, part.code)
        for block in blocks:
            if isinstance(block, Paragraph):
                self.line(self.docx.add_paragraph(), block.said)
            elif isinstance(block, Listing):
                self.listing(block, 0)
            else:
                self.table(block)

    def bookmark(self, paragraph: DocxParagraph, code: str | None) -> None:
        if code is None:
            return
        self.marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.marks))
        start.set(qn("w:name"), code)
        at = 1 if paragraph._p.pPr is not None else 0
        paragraph._p.insert(at, start)
        paragraph._p.append(end)

    def line(self, paragraph: DocxParagraph, said: Line) -> None:
        for one in said:
            if isinstance(one, Note):
                self.call(paragraph, one)
            else:
                self.span(paragraph, one)

    def span(self, paragraph: DocxParagraph, span: Span, holder: object = None) -> None:
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None
        if span.link:
            key = self.docx.part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            self.linked(paragraph, run, key)

    def linked(self, paragraph: DocxParagraph, run: Run, key: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        run.font.underline, run.font.color.rgb = True, _LINK
        link.append(run._r)
        paragraph._p.append(link)

    def call(self, paragraph: DocxParagraph, note: Note) -> None:
        self.notes.append(note)
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes)))
        run._r.append(reference)

    def numbered(self, paragraph: DocxParagraph, level: int, number: int) -> None:
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = number

    def listing(self, listing: Listing, level: int) -> None:
        number = self.counted(level, listing.start) if listing.ordered else _BULLETS
        for item in listing.items:
            paragraph = self.docx.add_paragraph("", "List Paragraph")
            self.numbered(paragraph, level, number)
            self.line(paragraph, item.said)
            for inner in item.inner:
                self.listing(inner, level + 1)

    def counted(self, level: int, start: int) -> int:
        """Return the number of a new ordered list that counts from `start`."""
        number = self.numbering.add_num(_ORDERED)
        number.add_lvlOverride(ilvl=level).add_startOverride(start)
        return int(number.numId)

    def table(self, table: Table) -> None:
        made = self.docx.add_table(len(table.rows), len(table.rows[0]), "Table Grid")
        for cells, row in zip(made.rows, table.rows, strict=True):
            for cell, said in zip(cells.cells, row, strict=True):
                self.cell(cell, said)
        heads = OxmlElement("w:tblHeader")
        made.rows[0]._tr.get_or_add_trPr().append(heads)
        self.docx.add_paragraph()  # two tables that touch become one

    def cell(self, cell: _Cell, said: Line) -> None:
        self.line(cell.paragraphs[0], said)

    def footnotes(self) -> None:
        """Add the part that holds the notes, in the order they are called from."""
        if not self.notes:
            return
        root = parse_xml(
            f"<w:footnotes {nsdecls('w', 'r')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
            "</w:footnotes>"
        )
        name = PackURI("/word/footnotes.xml")
        part = OpcPart(name, _FOOTNOTES, b"", self.docx.part.package)
        for at, note in enumerate(self.notes, 1):
            root.append(self.footnote(at, note, part))
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def footnote(self, at: int, note: Note, part: OpcPart) -> etree._Element:
        holder = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{at}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            '<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
        )
        paragraph = DocxParagraph(holder[0], self.docx._body)
        for span in note.said:
            run = paragraph.add_run(span.text)
            run.bold, run.italic = span.bold or None, span.italic or None
            if span.link:
                self.linked(
                    paragraph, run, part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                )
        return holder


def speak(file: Docx, lang: str) -> None:
    """Say the language of a file's own words, and turn its paragraphs where it is written from right to left."""
    told = _LANGUAGES.get(lang, lang)
    turned = direction(lang.split("-")[0]) == "rtl"
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), told)
        if turned:
            language.set(qn("w:bidi"), told)
    file.core_properties.language = lang
    if turned:
        properties = file.styles["Normal"].element.get_or_add_pPr()
        properties.append(OxmlElement("w:bidi"))


def _styles(file: Docx) -> None:
    """Set the look, and the styles of sections and clauses, which share one numbering."""
    styles = file.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for depth in range(DEPTHS):
        heading = styles[f"Heading {depth + 1}"]
        headed = styles.add_style(f"{CLAUSE_HEADING} {depth + 1}", WD_STYLE_TYPE.PARAGRAPH)
        clause = styles.add_style(f"{CLAUSE} {depth + 1}", WD_STYLE_TYPE.PARAGRAPH)
        headed.element.styleId, clause.element.styleId = (
            f"TituloOrientacao{depth + 1}",
            f"Orientacao{depth + 1}",
        )
        headed.base_style, clause.base_style = heading, normal
        headed.next_paragraph_style = clause.next_paragraph_style = normal
        headed.font.size = Pt(11.5)
        headed.quick_style = clause.quick_style = True
        headed.hidden = clause.hidden = False
        heading.font.color.rgb = _INK
        numbered = heading.element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = depth
        numbered.get_or_add_numId().val = _NUMBERED


def _numbering(root: etree._Element) -> None:
    """Put in the numberings: of parts, of bullets, of ordered lists; definitions stand before what uses them."""
    first = root.find(qn("w:num"))
    at = len(root) if first is None else root.index(first)
    levels = {
        _NUMBERED: [
            ("decimal", ".".join(f"%{step}" for step in range(1, level + 2)), 0) for level in range(9)
        ],
        _BULLETS: [("bullet", _SIGNS[level % 3], level + 1) for level in range(9)],
        _ORDERED: [("decimal", f"%{level + 1}.", level + 1) for level in range(9)],
    }

    def linked(key: int, level: int) -> str:
        return f'<w:pStyle w:val="Heading{level + 1}"/>' if key == _NUMBERED and level < DEPTHS else ""

    for key, forms in levels.items():
        said = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked(key, level)}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{500 * deep or 0}" w:hanging="{360 if deep else 0}"/></w:pPr></w:lvl>'
            for level, (form, text, deep) in enumerate(forms)
        )
        root.insert(
            at,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{said}</w:abstractNum>'
            ),
        )
        at += 1
    for key in (_NUMBERED, _BULLETS):
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>')
        )
