"""A document as tagged PDF, in which headings, lists, tables and notes are what they are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rumo.doors.files.pdf import made
from rumo.science.document import (
    Block,
    Document,
    Line,
    Listing,
    Note,
    Paragraph,
    Table,
    numbers,
    parse,
    tidied,
)


def write_pdf(document: Document, *, day: date, lang: str = "pt", author: str = "", under: str = "") -> bytes:
    """Return a document as a tagged PDF (PDF/UA-1); `under` is a line beneath the title, such as its version and day."""
    document = tidied(document)
    told = zip(document.parts, numbers(part.depth for part in document.parts), strict=True)
    parts, level = [], 1
    for part, number in told:
        level = (
            min(part.depth + 2, level + 1) if part.heading else level
        )  # a reader hears of no level passed over
        blocks = [_block(block) for block in parse(part.text)]
        parts.append({"level": level, "number": number, "heading": part.heading, "blocks": blocks})
    values = {
        "title": document.title or _("Documento"), "lang": lang, "author": author, "under": under, "day": [day.year, day.month, day.day], "parts": parts,
    }  # fmt: skip
    return made("guideline", values)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "said": _line(block.said)}
    if isinstance(block, Table):
        return {"kind": "table", "rows": [[_line(cell) for cell in row] for row in block.rows]}
    return _listing(block)


def _listing(listing: Listing) -> dict[str, Any]:
    items = [
        {"said": _line(item.said), "inner": [_listing(one) for one in item.inner]} for item in listing.items
    ]
    return {"kind": "numbers" if listing.ordered else "bullets", "start": listing.start, "items": items}


def _line(said: Line) -> list[dict[str, Any]]:
    return [
        {"note": _line(one.said)}
        if isinstance(one, Note)
        else {"text": one.text, "bold": one.bold, "italic": one.italic, "link": one.link}
        for one in said
    ]
