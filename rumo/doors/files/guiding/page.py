"""A document as HTML: headings in order, a section for each part under its code, lists, tables with heads, and notes that lead there and back."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.science.document import (
    Document,
    Item,
    Line,
    Listing,
    Note,
    Paragraph,
    Part,
    Table,
    numbers,
    parse,
    tidied,
)
from rumo.science.text.languages import direction

_PAGE = (
    '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n'
)
_BREAK = format_html("<br>{}", "")


def write_html(document: Document, *, lang: str = "pt") -> bytes:
    """Return a document as the bytes of a page of its own, which needs nothing else; `lang` is the language of its text."""
    document = tidied(document)
    title = format_html("<h1>{}</h1>\n", document.title) if document.title else ""
    told = zip(document.parts, numbers(part.depth for part in document.parts), strict=True)
    parts = format_html_join("", "{}", ((_part(part, number),) for part, number in told))
    body = format_html("{}{}", title, parts)
    return str(
        format_html(_PAGE, lang, direction(lang.split("-")[0]), document.title or _("Documento"), body)
    ).encode()


def _part(part: Part, number: str) -> SafeString:
    place = part.code or f"p{number.replace('.', '-')}"
    level = part.depth + 2
    head = format_html('<p class="number">{}</p>\n', number)
    if part.heading:
        head = format_html("<h{0}>{1} {2}</h{0}>\n", level, number, part.heading)
    said = text_html(part.text, place)
    return format_html('<section id="{}" class="{}">\n{}{}</section>\n', place, part.kind, head, said)


def text_html(text: str, place: str) -> SafeString:
    """Return the text of a part as HTML; `place` begins the names of its notes, and comes once in a page."""
    return _Text(place).said(text)


class _Text:
    """The text of a part in the making, with its notes so far."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.notes: list[Note] = []

    def said(self, text: str) -> SafeString:
        blocks = format_html_join("", "{}\n", ((self.block(block),) for block in parse(text)))
        return format_html("{}{}", blocks, self.ends())

    def block(self, block: Paragraph | Listing | Table) -> SafeString:
        if isinstance(block, Paragraph):
            return format_html("<p>{}</p>", self.line(block.said))
        return self.table(block) if isinstance(block, Table) else self.listing(block)

    def listing(self, listing: Listing) -> SafeString:
        items = format_html_join("", "<li>{}</li>", ((self.item(item),) for item in listing.items))
        if not listing.ordered:
            return format_html("<ul>{}</ul>", items)
        if listing.start == 1:
            return format_html("<ol>{}</ol>", items)
        return format_html('<ol start="{}">{}</ol>', listing.start, items)

    def item(self, item: Item) -> SafeString:
        said = self.line(item.said)
        inner = format_html_join("", "{}", ((self.listing(one),) for one in item.inner))
        return format_html("{}{}", said, inner)

    def table(self, table: Table) -> SafeString:
        heads, *rows = table.rows
        head = format_html_join("", '<th scope="col">{}</th>', ((self.line(cell),) for cell in heads))
        lines = format_html_join(
            "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((self.line(cell),) for cell in row)),) for row in rows)
        )  # fmt: skip
        return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, lines)

    def line(self, said: Line) -> SafeString:
        found = []
        for one in said:
            if isinstance(one, Note):
                found.append(self.call(one))
                continue
            piece = format_html_join(_BREAK, "{}", ((text,) for text in one.text.split("\n")))
            for wanted, form in ((one.italic, "<em>{}</em>"), (one.bold, "<strong>{}</strong>")):
                piece = format_html(form, piece) if wanted else piece
            found.append(format_html('<a href="{}">{}</a>', one.link, piece) if one.link else piece)
        return format_html_join("", "{}", ((piece,) for piece in found))

    def call(self, note: Note) -> SafeString:
        self.notes.append(note)
        at = len(self.notes)
        form = '<sup><a href="#{0}-n{1}" id="{0}-r{1}" role="doc-noteref">{1}</a></sup>'
        return format_html(form, self.place, at)

    def ends(self) -> SafeString:
        """The notes, each with the way back to where it is called from."""
        if not self.notes:
            return SafeString("")
        form = '<li id="{0}-n{1}">{2} <a href="#{0}-r{1}" role="doc-backlink" aria-label="{3}">↩</a></li>'
        told = (
            (self.place, at, self.line(note.said), _("voltar ao texto"))
            for at, note in enumerate(self.notes, 1)
        )
        return format_html('<ol class="notes">{}</ol>\n', format_html_join("", form, told))
