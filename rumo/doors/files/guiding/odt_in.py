"""An ODT as a document: its headings, clauses, lists, tables and notes by the rule of `science/document/shaping`; what could not be kept is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from rumo.doors.files.guiding.odf import ID, MIMETYPE, tag
from rumo.doors.files.guiding.odt_styles import Styles
from rumo.doors.files.guiding.package import Package
from rumo.doors.files.limits import refuse
from rumo.science.document import Document, Line, Note, Paragraph, Span, Table
from rumo.science.document.blocks import plain
from rumo.science.document.listing import Told, nested
from rumo.science.document.model import COLUMNS
from rumo.science.document.shaping import CODE, Remark, Remarks, Shaper
from rumo.science.document.tidy import line as one_line

_CONTENTS = {tag(f"text:{name}") for name in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "bibliography", "object-index", "user-index")}  # fmt: skip
_DROPPED = {
    tag("office:annotation"): "comentário: ficou de fora",
    tag("office:annotation-end"): "",
    tag("text:change"): "texto apagado com registo de alterações: ficou de fora",
    tag("text:ruby-text"): "",
    tag("draw:object"): "objeto de outro programa: ficou de fora",
}
_ACCEPTED = "texto acrescentado com registo de alterações: ficou como aceite"


def read_odt(data: bytes, name: str = "documento.odt") -> tuple[Document, tuple[Remark, ...]]:
    """Return the document of an ODT and what of it could not be kept; raises `FileRefused` (one clear line) for a file that cannot be read."""
    package = Package(data, name, "odt")
    if "mimetype" not in package.names or package.read("mimetype").strip() != MIMETYPE.encode():
        raise package.wrong()
    if any(one.startswith(("Basic/", "Scripts/")) for one in package.names):
        raise refuse(name, "traz macros: guarde-o como .odt, sem macros")
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise refuse(name, "tem palavra-passe: guarde-o como .odt, sem palavra-passe")
    try:
        return _Reader(package).read()
    except RecursionError:
        raise refuse(name, "tem partes dentro de partes fundo de mais: simplifique o documento") from None


class _Reader:
    """What was read so far: the parts in the making, the list that is open, and what could not be kept."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.remarks = Remarks()
        self.shaper = Shaper(self.remarks)
        self.content = package.xml("content.xml")
        roots = [package.xml("styles.xml")] if "styles.xml" in package.names else []
        self.styles = Styles(*roots, self.content)
        self.told: list[Told] = []
        self.marks: list[str] = []
        self.last: dict[
            str, int
        ] = {}  # where the numbers of a list's first level stopped, by style and by name
        self.at = self.signs = 0

    @property
    def where(self) -> str:
        return f"parágrafo {self.at}"

    def read(self) -> tuple[Document, tuple[Remark, ...]]:
        text = self.content.find(f"{tag('office:body')}/{tag('office:text')}")
        if text is None:
            raise self.package.wrong()
        self.blocks(text)
        self.flush()
        if not self.shaper.title and "meta.xml" in self.package.names:
            meta = self.package.xml("meta.xml")
            self.shaper.entitle(meta.findtext(f".//{tag('dc:title')}") or "", "propriedades")
        if not self.shaper.title and not self.styles.ours:
            self.remarks.add("não se encontrou o título: escreva-o", "início")
        return self.shaper.document(), self.remarks.all()

    # Blocks

    def blocks(self, holder: etree._Element) -> None:
        for one in holder:
            if one.tag in (tag("text:p"), tag("text:h")):
                self.paragraph(one)
            elif one.tag == tag("text:list"):
                self.listing(one, "", 0)
            elif one.tag == tag("table:table"):
                self.at += 1
                self.flush()
                self.shaper.put(self.table(one), self.where)
            elif one.tag in _CONTENTS:
                self.remarks.add("índice automático: ficou de fora", self.where)
            elif one.tag == tag("text:section"):
                self.blocks(one)
            elif one.tag == tag("draw:frame"):
                self.frame(one)

    def flush(self) -> None:
        """Close the list that is open."""
        for listing in nested(self.told):
            self.shaper.put(listing, self.where)
        self.told = []

    def paragraph(self, element: etree._Element, steps: int = 0) -> Line | None:
        """Take a paragraph; in a list (`steps` of its number) return the words of one that opens nothing, which are an item's."""
        self.at += 1
        self.package.hold(self.signs, self.at)
        self.marks = []
        styled, said = self.styles.of(element), self.line(element)
        if styled.role == "contents":
            self.remarks.add("índice automático: ficou de fora", self.where)
        elif styled.role != "plain":
            self.flush()
            self.opening(styled.role, styled.depth, said)
        elif self.styles.ours and self.marks:
            self.flush()
            self.shaper.recognise(self.marks[0], self.where)
            self.shaper.put(Paragraph(said), self.where)
        elif steps == 1:
            return said
        elif said:
            self.flush()
            self.shaper.put(Paragraph(said), self.where, numbered=steps > 1)
        return None

    def opening(self, role: str, depth: int, said: Line) -> None:
        code = self.marks[0] if self.marks else ""
        if role == "clause":
            self.shaper.open(depth, self.where, code)
            self.shaper.put(Paragraph(said), self.where)
            return
        if any(isinstance(one, Note) for one in said):
            self.remarks.add("nota de rodapé num título: ficou de fora", self.where)
        if role == "title":
            self.shaper.entitle(plain(said), self.where)
        else:
            own = self.styles.ours or role == "headed"
            kind = "section" if role == "section" else "clause"
            self.shaper.head(kind, depth, plain(said), self.where, code, own)  # type: ignore[arg-type]

    # Lists

    def listing(self, holder: etree._Element, style: str, level: int) -> None:
        style = holder.get(tag("text:style-name")) or style
        form = self.form(holder, style, level)
        count = self.begun(holder, style, form) if level == 0 else _start(form)
        for item in holder.iterchildren(tag("text:list-item"), tag("text:list-header")):
            count = _whole(item.get(tag("text:start-value")), count)
            taken = False
            for one in item:
                if one.tag == tag("text:list"):
                    self.listing(one, style, level + 1)
                elif one.tag in (tag("text:p"), tag("text:h")):
                    self.item(one, form, level, count, taken)
                    taken = True
            count += taken
        if level == 0:
            self.last[style] = self.last[holder.get(ID) or style] = count

    def form(self, holder: etree._Element, style: str, level: int) -> etree._Element | None:
        """How a list counts: by its style, by that of its first paragraph where it names none."""
        if not style:
            first = next(holder.iter(tag("text:p")), None)
            style = "" if first is None else self.styles.listed(first)
        return self.styles.level(style, level)

    def begun(self, holder: etree._Element, style: str, form: etree._Element | None) -> int:
        """The first number of a list: one that goes on takes it from where that stopped."""
        before = holder.get(tag("text:continue-list"))
        if before is None and holder.get(tag("text:continue-numbering")) == "true":
            before = style
        return self.last.get(before or "\0", _start(form))

    def item(
        self, element: etree._Element, form: etree._Element | None, level: int, count: int, more: bool
    ) -> None:
        """An item, or another paragraph of one, which joins it."""
        kind = "" if form is None else form.get(tag("style:num-format")) or ""
        steps = (
            _whole(form.get(tag("text:display-levels")), 1)
            if form is not None and kind and not self.styles.ours
            else 1
        )
        said = self.paragraph(element, min(steps, level + 1))
        if said is None:
            return
        if more and self.told:
            self.remarks.add("item de lista com vários parágrafos: ficaram num só", self.where)
            last = self.told.pop()
            joined = one_line([*last.said, Span(" "), *said])
            self.told.append(Told(last.level, last.ordered, last.number, joined))
            return
        if kind not in ("", "1"):
            self.remarks.add("lista com letras ou algarismos romanos: ficou com números", self.where)
        self.told.append(Told(level, bool(kind), count, said))

    # Tables

    def table(self, table: etree._Element) -> Table:
        return Table(tuple(tuple(self.cells(row)) for row in _rows(table)))

    def cells(self, row: etree._Element) -> Iterator[Line]:
        """The cells of a row; those beyond the columns a table may have only where they say something."""
        at = 0
        for cell in row.iterchildren(tag("table:table-cell"), tag("table:covered-table-cell")):
            if (
                cell.tag == tag("table:covered-table-cell")
                or cell.get(tag("table:number-columns-spanned"), "1") != "1"
            ):
                self.remarks.add("células unidas: o texto ficou na primeira, as outras vazias", self.where)
            if next(cell.iter(tag("table:table")), None) is not None:
                self.remarks.add("tabela dentro de tabela: ficou como texto da célula", self.where)
            if next(cell.iter(tag("text:list")), None) is not None:
                self.remarks.add("lista numa célula: ficou como texto", self.where)
            said: list[Span | Note] = []
            for paragraph in cell.iter(tag("text:p"), tag("text:h")):
                if not any(True for _ in paragraph.iterancestors(tag("text:note"))):
                    said += [*self.line(paragraph), Span(" ")]
            line, again = one_line(said), _whole(cell.get(tag("table:number-columns-repeated")), 1)
            many = min(again, max(COLUMNS - at, 1 if line else 0))
            at += many
            yield from [line] * many

    # Lines

    def line(self, paragraph: etree._Element) -> Line:
        return one_line(list(self.pieces(paragraph, False, False, "")), breaks=True)

    def pieces(self, holder: etree._Element, bold: bool, italic: bool, link: str) -> Iterator[Span | Note]:
        yield Span(self.counted(holder.text), bold, italic, link)
        for one in holder:
            yield from self.piece(one, bold, italic, link)
            yield Span(self.counted(one.tail), bold, italic, link)

    def piece(self, one: etree._Element, bold: bool, italic: bool, link: str) -> Iterator[Span | Note]:
        if one.tag == tag("text:line-break"):
            yield Span("\n", bold, italic, link)
        elif one.tag in (tag("text:s"), tag("text:tab")):
            yield Span(" ", bold, italic, link)
        elif one.tag in (tag("text:bookmark"), tag("text:bookmark-start")):
            name = one.get(tag("text:name")) or ""
            self.marks += [name] if CODE.fullmatch(name) else []
        elif one.tag == tag("text:note"):
            yield self.note(one)
        elif one.tag == tag("text:change-start"):
            self.remarks.add(_ACCEPTED, self.where)
        elif one.tag in _DROPPED:
            if _DROPPED[one.tag]:
                self.remarks.add(_DROPPED[one.tag], self.where)
        elif isinstance(one.tag, str) and one.tag.startswith(tag("draw:")):
            self.frame(one)
        elif one.tag == tag("text:a"):
            yield from self.pieces(one, bold, italic, one.get(tag("xlink:href")) or "")
        else:
            bold, italic = self.styles.manner(one.get(tag("text:style-name")) or "", bold, italic)
            yield from self.pieces(one, bold, italic, link)

    def frame(self, frame: etree._Element) -> None:
        boxed = next(frame.iter(tag("draw:text-box")), None) is not None
        said = "caixa de texto: ficou de fora" if boxed else "imagem ou desenho: ficou de fora"
        self.remarks.add(said, self.where)

    def counted(self, text: str | None) -> str:
        """Text as it is read: line feeds of the XML are spaces."""
        self.signs += len(text or "")
        self.package.hold(self.signs, self.at)
        return (text or "").replace("\n", " ")

    def note(self, note: etree._Element) -> Note:
        """A note; it is of one line and calls no others."""
        said: list[Span] = []
        for body in note.iterchildren(tag("text:note-body")):
            for paragraph in body.iter(tag("text:p"), tag("text:h")):
                said += [one for one in self.line(paragraph) if isinstance(one, Span)]
                said.append(Span(" "))
        return Note(tuple(said))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for one in table:
        if one.tag == tag("table:table-row"):
            yield one
        elif one.tag in (
            tag("table:table-header-rows"),
            tag("table:table-rows"),
            tag("table:table-row-group"),
        ):
            yield from _rows(one)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default


def _start(form: etree._Element | None) -> int:
    return 1 if form is None else _whole(form.get(tag("text:start-value")), 1)
