"""A document as ODT: headings and clauses in styles of their own under one numbering, codes as bookmarks, real lists, tables and footnotes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from lxml import etree

from rumo.doors.files.guiding.odf import ID, MANIFEST, MIMETYPE, root, say, sub, tag
from rumo.doors.files.guiding.styling import CLAUSE, CLAUSE_HEADING
from rumo.science.document import DEPTHS, Document, Line, Listing, Note, Paragraph, Part, Table, parse, tidied
from rumo.science.document.model import LEVELS
from rumo.science.document.tidy import clean
from rumo.science.text.languages import direction

_COUNTRIES = {"pt": "PT", "en": "GB"}
_SIGNS = "•◦▪"


def write_odt(document: Document, *, lang: str = "pt", author: str = "", at: datetime | None = None) -> bytes:
    """Return a document as the bytes of an ODT; `odt_in.read_odt` gives the same document again."""
    document = tidied(document)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE, zipfile.ZIP_STORED)
        for name, held in (
            ("content.xml", _Writer().written(document)),
            ("styles.xml", _styles(lang)),
            ("meta.xml", _meta(document, lang, author, at)),
        ):
            told = etree.tostring(held, xml_declaration=True, encoding="UTF-8")
            file.writestr(zipfile.ZipInfo(name), told, zipfile.ZIP_DEFLATED)
        file.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), MANIFEST, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """The text in the making, and how many notes and tables it has."""

    def __init__(self) -> None:
        self.root = root("office:document-content")
        styles = sub(self.root, "office:automatic-styles")
        for name, weight, slant in (("B", "bold", ""), ("I", "", "italic"), ("BI", "bold", "italic")):
            style = sub(styles, "style:style", style_name=name, style_family="text")
            given = {"fo_font_weight": weight, "fo_font_style": slant}
            sub(style, "style:text-properties", **{key: value for key, value in given.items() if value})
        self.text = sub(sub(self.root, "office:body"), "office:text")
        self.notes = self.tables = self.parts = 0

    def written(self, document: Document) -> etree._Element:
        if document.title:
            say(sub(self.text, "text:p", text_style_name="Title"), document.title)
        for part in document.parts:
            self.part(part)
        return self.root

    def part(self, part: Part) -> None:
        blocks = list(parse(part.text))
        place = self.numbered(part.depth)
        if part.heading:
            kind = "Heading_20_" if part.kind == "section" else "TituloOrientacao"
            level = str(part.depth + 1)
            first = sub(place, "text:h", text_style_name=f"{kind}{level}", text_outline_level=level)
            self.opened(first, part)
            say(first, part.heading)
        else:
            first = sub(place, "text:p", text_style_name=f"Orientacao{part.depth + 1}")
            self.opened(first, part)
            if blocks and isinstance(blocks[0], Paragraph):
                self.line(first, blocks[0].said)
                blocks.pop(0)
        for block in blocks:
            if isinstance(block, Paragraph):
                self.line(sub(self.text, "text:p", text_style_name="Text_20_body"), block.said)
            elif isinstance(block, Listing):
                self.listing(self.text, block)
            else:
                self.table(block)

    def numbered(self, depth: int) -> etree._Element:
        """Return the place, within lists, that gives a paragraph the number of a part."""
        place = self.text
        for level in range(depth + 1):
            made = sub(place, "text:list", **({} if level else {"text_style_name": "Partes"}))
            if not level:
                made.set(ID, f"parte{self.parts + 1}")
                if self.parts:
                    made.set(tag("text:continue-list"), f"parte{self.parts}")
            place = sub(made, "text:list-item")
        self.parts += 1
        return place

    def opened(self, first: etree._Element, part: Part) -> None:
        if part.code:
            sub(first, "text:bookmark", text_name=part.code)

    def line(self, parent: etree._Element, said: Line) -> None:
        for one in said:
            if isinstance(one, Note):
                self.note(parent, one)
                continue
            place = parent
            if one.link:
                place = sub(place, "text:a", xlink_type="simple", xlink_href=one.link)
            if one.bold or one.italic:
                place = sub(place, "text:span", text_style_name="B" * one.bold + "I" * one.italic)
            for at, text in enumerate(one.text.split("\n")):
                if at:
                    sub(place, "text:line-break")
                say(place, text)

    def note(self, parent: etree._Element, note: Note) -> None:
        self.notes += 1
        made = sub(parent, "text:note", text_id=f"n{self.notes}", text_note_class="footnote")
        say(sub(made, "text:note-citation"), str(self.notes))
        self.line(sub(sub(made, "text:note-body"), "text:p", text_style_name="Footnote"), note.said)

    def listing(self, parent: etree._Element, listing: Listing) -> None:
        made = sub(parent, "text:list", text_style_name="Numeros" if listing.ordered else "Pontos")
        for at, item in enumerate(listing.items):
            started = {"text_start_value": str(listing.start)} if listing.ordered and not at else {}
            place = sub(made, "text:list-item", **started)
            self.line(sub(place, "text:p", text_style_name="Text_20_body"), item.said)
            for inner in item.inner:
                self.listing(place, inner)

    def table(self, table: Table) -> None:
        self.tables += 1
        made = sub(self.text, "table:table", table_name=f"Tabela{self.tables}")
        sub(made, "table:table-column", table_number_columns_repeated=str(len(table.rows[0])))
        for at, row in enumerate(table.rows):
            place = made if at else sub(made, "table:table-header-rows")
            cells = sub(place, "table:table-row")
            for said in row:
                cell = sub(cells, "table:table-cell", table_style_name="Celula", office_value_type="string")
                style = "Text_20_body" if at else "Table_20_Heading"
                self.line(sub(cell, "text:p", text_style_name=style), said)


def _styles(lang: str) -> etree._Element:
    """The look, the styles of parts, and the three numberings: of parts, of bullets, of ordered lists."""
    made = root("office:document-styles")
    styles = sub(made, "office:styles")
    default = sub(styles, "style:default-style", style_family="paragraph")
    if direction(lang.split("-")[0]) == "rtl":
        sub(default, "style:paragraph-properties", style_writing_mode="rl-tb")
    told = sub(default, "style:text-properties")
    country = _COUNTRIES.get(lang, "none")
    for name, value in {"fo:language": lang, "fo:country": country, "fo:font-size": "11pt"}.items():
        told.set(tag(name), value)
    _style(styles, "Standard")
    _style(styles, "Text_20_body", "Standard", "Text body", **{"fo:margin-bottom": "0.2cm"})
    _style(styles, "Title", "Standard", "Title", **{"fo:font-size": "24pt", "fo:color": "#021c51"})
    _style(styles, "Footnote", "Standard", "Footnote", **{"fo:font-size": "9pt"})
    _style(styles, "Table_20_Heading", "Text_20_body", "Table Heading", **{"fo:font-weight": "bold"})
    for depth in range(1, DEPTHS + 1):
        look = {
            "fo:font-size": f"{18 - 2 * depth}pt",
            "fo:font-weight": "bold",
            "fo:color": "#021c51",
            "fo:margin-top": "0.5cm",
        }
        heading = _style(styles, f"Heading_20_{depth}", "Standard", f"Heading {depth}", **look)
        heading.set(tag("style:default-outline-level"), str(depth))
        headed = _style(
            styles,
            f"TituloOrientacao{depth}",
            "Standard",
            f"{CLAUSE_HEADING} {depth}",
            **{**look, "fo:font-size": "11.5pt"},
        )
        headed.set(tag("style:list-style-name"), "Partes")
        _style(styles, f"Orientacao{depth}", "Text_20_body", f"{CLAUSE} {depth}")
    cell = sub(styles, "style:style", style_name="Celula", style_family="table-cell")
    sub(cell, "style:table-cell-properties", fo_border="0.5pt solid #d9dfe7", fo_padding="0.1cm")
    for name in ("Partes", "Numeros", "Pontos"):
        _numbering(styles, name)
    return made


def _style(
    styles: etree._Element, name: str, parent: str = "", shown: str = "", **look: str
) -> etree._Element:
    style = sub(styles, "style:style", style_name=name, style_family="paragraph")
    if parent:
        style.set(tag("style:parent-style-name"), parent)
        style.set(tag("style:display-name"), shown)
    for kind, names in (
        ("paragraph", ("fo:margin-top", "fo:margin-bottom")),
        ("text", ("fo:font-size", "fo:font-weight", "fo:color")),
    ):
        given = {one: look[one] for one in names if one in look}
        if given:
            properties = sub(style, f"style:{kind}-properties")
            for one, value in given.items():
                properties.set(tag(one), value)
    return style


def _numbering(styles: etree._Element, name: str) -> None:
    made = sub(styles, "text:list-style", style_name=name)
    for level in range(1, LEVELS + 1):
        told = {"text_level": str(level)}
        if name == "Pontos":
            held = sub(made, "text:list-level-style-bullet", **told, text_bullet_char=_SIGNS[level % 3])
        else:
            held = sub(made, "text:list-level-style-number", **told, style_num_format="1")
            held.set(tag("style:num-suffix"), " " if name == "Partes" else ".")
            if name == "Partes":
                held.set(tag("text:display-levels"), str(level))
        place = sub(
            held, "style:list-level-properties", text_list_level_position_and_space_mode="label-alignment"
        )
        inside = 0.0 if name == "Partes" else 0.6 * level
        sub(
            place, "style:list-level-label-alignment", text_label_followed_by="space" if name == "Partes" else "listtab",
            fo_margin_left=f"{inside:.1f}cm", fo_text_indent="0cm" if name == "Partes" else "-0.6cm",
        )  # fmt: skip


def _meta(document: Document, lang: str, author: str, at: datetime | None) -> etree._Element:
    made = root("office:document-meta")
    told = sub(made, "office:meta")
    for name, value in (
        ("dc:title", document.title),
        ("dc:creator", clean(author)),
        ("dc:language", lang),
        ("dc:date", at.isoformat(timespec="seconds") if at else ""),
    ):
        if value:
            say(sub(told, name), value)
    return made
