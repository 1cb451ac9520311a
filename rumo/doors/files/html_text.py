"""HTML found in a spreadsheet's cell, as plain text: tags gone, line breaks, list items and addresses kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset({"script", "style", "head", "template"})
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def plain_text(cell: str) -> str:
    """Readable text of a cell: HTML stripped where there is any, invisible control characters gone, spaces tidied."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    if _MARKUP.search(text):
        stripper = _Stripper()
        stripper.feed(text)
        stripper.close()
        text = "".join(stripper.pieces)
    text = _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Stripper(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0
        self.link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line where a browser would; remember where a link goes."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br" or tag in _BLOCKS:
            self.pieces.append("\n")
            if tag == "li":
                self.pieces.append("• ")
        elif tag == "a":
            self.link = (dict(attrs).get("href") or "", len(self.pieces))

    def handle_endtag(self, tag: str) -> None:
        """Break the line after a block; write a link's address after its words."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag == "a" and self.link:
            address, start = self.link
            if address.startswith(("http://", "https://")) and address not in "".join(self.pieces[start:]):
                self.pieces.append(f" ({address})")
            self.link = None

    def handle_data(self, data: str) -> None:
        """Keep text a browser would show."""
        if not self.silent:
            self.pieces.append(data)
