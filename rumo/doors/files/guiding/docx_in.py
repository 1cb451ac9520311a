"""A DOCX as a document: its headings, clauses, lists, tables and notes by the rule of `science/document/shaping`; what could not be kept is told."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from rumo.doors.files.guiding.docx_parts import Link, Numbering, Parts, R, Styles, W, on, val, whole
from rumo.doors.files.guiding.package import Package
from rumo.doors.files.limits import refuse
from rumo.science.document import Document, Line, Note, Paragraph, Span, Table
from rumo.science.document.blocks import plain
from rumo.science.document.listing import Told, nested
from rumo.science.document.model import COLUMNS
from rumo.science.document.shaping import CODE, Remark, Remarks, Shaper
from rumo.science.document.tidy import line as one_line

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DROPPED = {
    f"{W}del": "texto apagado com registo de alterações: ficou de fora",
    f"{W}moveFrom": "texto mudado de sítio com registo de alterações: ficou só no sítio novo",
    f"{W}commentReference": "comentário: ficou de fora",
    f"{W}object": "objeto de outro programa: ficou de fora",
    f"{W}sym": "símbolo de um tipo de letra: ficou de fora",
}
_ACCEPTED = "texto acrescentado com registo de alterações: ficou como aceite"
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_HELD = {
    *_INSERTED,
    f"{W}smartTag",
    f"{W}fldSimple",
    f"{W}sdt",
    f"{W}sdtContent",
    f"{W}customXml",
    f"{W}dir",
    f"{W}bdo",
}
_SIGNED = {"tab": " ", "cr": "\n", "noBreakHyphen": "\u2011"}


def read_docx(data: bytes, name: str = "documento.docx") -> tuple[Document, tuple[Remark, ...]]:
    """Return the document of a DOCX and what of it could not be kept; raises `FileRefused` (one clear line) for a file that cannot be read."""
    reader = _Reader(Parts(Package(data, name, "docx")))
    try:
        reader.blocks(reader.parts.body)
        reader.flush()
        return reader.document(), reader.remarks.all()
    except RecursionError:
        raise refuse(name, "tem partes dentro de partes fundo de mais: simplifique o documento") from None


class _Reader:
    """What was read so far: the parts in the making, the list that is open, and what could not be kept."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.remarks = Remarks()
        self.shaper = Shaper(self.remarks)
        self.styles = Styles(self.root("styles"))
        self.numbering = Numbering(self.root("numbering"), self.styles)
        self.links = parts.links(parts.main)
        self.notes = {f"{W}{kind}Reference": self.noted(f"{kind}s") for kind in ("footnote", "endnote")}
        self.told: list[Told] = []
        self.marks: list[str] = []
        self.at = self.signs = 0

    def root(self, kind: str) -> etree._Element | None:
        found = self.parts.other(kind)
        return found[1] if found else None

    def noted(self, kind: str) -> dict[str, tuple[etree._Element, dict[str, Link]]]:
        found = self.parts.other(kind)
        if found is None:
            return {}
        links = self.parts.links(found[0])
        return {one.get(f"{W}id") or "": (one, links) for one in found[1] if one.get(f"{W}type") is None}

    @property
    def where(self) -> str:
        return f"parágrafo {self.at}"

    def document(self) -> Document:
        if not self.shaper.title:
            self.shaper.entitle(self.parts.title(), "propriedades")
        if not self.shaper.title and not self.styles.ours:
            self.remarks.add("não se encontrou o título: escreva-o", "início")
        return self.shaper.document()

    # Blocks

    def blocks(self, holder: etree._Element) -> None:
        for one in holder:
            if one.tag == f"{W}p":
                self.paragraph(one)
            elif one.tag == f"{W}tbl":
                self.at += 1
                self.flush()
                self.shaper.put(self.table(one), self.where)
            elif one.tag == f"{W}bookmarkStart":
                self.mark(one)
            elif one.tag == f"{W}sdt" and one.find(f"{W}sdtPr/{W}docPartObj") is not None:
                self.remarks.add("índice automático: ficou de fora", self.where)
            elif one.tag in _HELD:
                self.blocks(one)

    def mark(self, bookmark: etree._Element) -> None:
        name = bookmark.get(f"{W}name") or ""
        if CODE.fullmatch(name):
            self.marks.append(name)

    def flush(self) -> None:
        """Close the list that is open."""
        for listing in nested(self.told):
            self.shaper.put(listing, self.where)
        self.told = []

    def paragraph(self, element: etree._Element) -> None:
        self.at += 1
        self.parts.package.hold(self.signs, self.at)
        properties = element.find(f"{W}pPr")
        styled, said = self.styles.of(properties), self.line(element)
        code = self.marks[0] if self.marks else ""
        self.marks = []
        if styled.role == "contents":
            self.remarks.add("índice automático: ficou de fora", self.where)
            return
        if styled.role == "plain":
            self.text(properties, said, code if self.styles.ours else "")
            return
        self.flush()
        if styled.role == "clause":
            self.shaper.open(styled.depth, self.where, code)
            self.shaper.put(Paragraph(said), self.where)
        elif styled.role == "title":
            self.shaper.entitle(self.bare(said), self.where)
        else:
            kind = "section" if styled.role == "section" else "clause"
            own = self.styles.ours or kind == "clause"
            self.shaper.head(kind, styled.depth, self.bare(said), self.where, code, own)  # type: ignore[arg-type]

    def bare(self, said: Line) -> str:
        if any(isinstance(one, Note) for one in said):
            self.remarks.add("nota de rodapé num título: ficou de fora", self.where)
        return plain(said)

    def text(self, properties: etree._Element | None, said: Line, code: str) -> None:
        """A paragraph of text, or of a list; one that carries a code is a clause, though its style is gone."""
        if code:
            self.flush()
            self.shaper.recognise(code, self.where)
            self.shaper.put(Paragraph(said), self.where)
            return
        counted = self.numbering.of(properties)
        if counted is None or (counted.steps > 1 and not self.styles.ours):
            if said:
                self.flush()
                self.shaper.put(Paragraph(said), self.where, numbered=counted is not None)
            return
        if not counted.plain:
            self.remarks.add("lista com letras ou algarismos romanos: ficou com números", self.where)
        self.told.append(Told(counted.level, counted.steps > 0, counted.number, said))

    def table(self, table: etree._Element) -> Table:
        rows = []
        for row in _rows(table):
            cells: list[Line] = []
            for cell in (one for one in row.iterchildren(f"{W}tc", f"{W}sdt")):
                said = self.cell(cell)
                wide = whole(val(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
                joined = cell.find(f"{W}tcPr/{W}vMerge")
                if wide > 1 or joined is not None:
                    self.remarks.add(
                        "células unidas: o texto ficou na primeira, as outras vazias", self.where
                    )
                cells += [said, *([()] * min(wide - 1, max(COLUMNS - len(cells), 0)))]
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def cell(self, cell: etree._Element) -> Line:
        """What a cell says, in one line."""
        said: list[Span | Note] = []
        if cell.find(f".//{W}tbl") is not None:
            self.remarks.add("tabela dentro de tabela: ficou como texto da célula", self.where)
        for paragraph in cell.iter(f"{W}p"):
            if self.numbering.of(paragraph.find(f"{W}pPr")) is not None:
                self.remarks.add("lista numa célula: ficou como texto", self.where)
            said += [*self.line(paragraph), Span(" ")]
        return one_line(said)

    # Lines

    def line(self, paragraph: etree._Element) -> Line:
        return one_line(list(self.pieces(paragraph, "", self.links)), breaks=True)

    def pieces(self, holder: etree._Element, link: str, links: dict[str, Link]) -> Iterator[Span | Note]:
        for one in holder:
            if one.tag == f"{W}r":
                yield from self.run(one, link, links)
            elif one.tag == f"{W}hyperlink":
                target = links.get(one.get(f"{R}id") or "")
                yield from self.pieces(one, target.target if target and target.out else "", links)
            elif one.tag == f"{W}bookmarkStart":
                self.mark(one)
            elif one.tag in _HELD:
                if one.tag in _INSERTED:
                    self.remarks.add(_ACCEPTED, self.where)
                yield from self.pieces(one, link, links)
            elif one.tag in _DROPPED:
                self.remarks.add(_DROPPED[one.tag], self.where)
            elif isinstance(one.tag, str) and one.tag.startswith(_MATH):
                self.remarks.add("fórmula: ficou só o seu texto", self.where)
                yield Span("".join(one.itertext(f"{_MATH}t")))

    def run(self, run: etree._Element, link: str, links: dict[str, Link]) -> Iterator[Span | Note]:
        properties = run.find(f"{W}rPr")
        style = "" if properties is None else val(properties.find(f"{W}rStyle")).lower()
        bold = style == "strong" or (properties is not None and on(properties.find(f"{W}b")))
        italic = style == "emphasis" or (properties is not None and on(properties.find(f"{W}i")))
        for one in run:
            if one.tag == f"{W}t":
                yield Span(self.counted(one.text or ""), bold, italic, link)
            elif one.tag == f"{W}br":
                yield Span("\n" if one.get(f"{W}type") in (None, "textWrapping") else " ", bold, italic, link)
            elif one.tag in self.notes:
                yield from self.note(one)
            elif one.tag in _DROPPED:
                self.remarks.add(_DROPPED[one.tag], self.where)
            elif one.tag in (f"{W}drawing", f"{W}pict", _CHOICE):
                boxed = next(one.iter(f"{W}txbxContent"), None) is not None
                said = "caixa de texto: ficou de fora" if boxed else "imagem ou desenho: ficou de fora"
                self.remarks.add(said, self.where)
            elif isinstance(one.tag, str) and (sign := _SIGNED.get(one.tag.removeprefix(W))):
                yield Span(sign, bold, italic, link)

    def counted(self, text: str) -> str:
        self.signs += len(text)
        self.parts.package.hold(self.signs, self.at)
        return text

    def note(self, reference: etree._Element) -> Iterator[Note]:
        """The note a reference calls; notes are of one line and call no others."""
        if (key := reference.get(f"{W}id") or "") not in self.notes[reference.tag]:
            self.remarks.add("nota de rodapé que não está no ficheiro: ficou de fora", self.where)
            return
        holder, links = self.notes[reference.tag].get(key, (reference, {}))
        said: list[Span] = []
        for paragraph in holder.iter(f"{W}p"):
            said += [one for one in self.pieces(paragraph, "", links) if isinstance(one, Span)]
            said.append(Span(" "))
        yield Note(tuple(said))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for one in table:
        if one.tag == f"{W}tr":
            yield one
        elif one.tag in _HELD:
            yield from _rows(one)
