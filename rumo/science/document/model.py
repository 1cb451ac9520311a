"""A structured text as plain values: a document is a title and parts; what a part says is a list of blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DEPTHS = 4
"""Depths of parts, 0 to 3."""
LEVELS = 9
"""Lists within lists, the outermost counted: what word processors hold."""
COLUMNS = 63
"""Columns of a table: what word processors hold."""
HEADING = 300
"""Characters of a heading."""

Kind = Literal["section", "clause"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one manner; `link` is an address (`https:`, `http:`, `mailto:`) or nothing; a line break is a line feed."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, at the place it is called from."""

    said: tuple[Span, ...]


Line = tuple[Span | Note, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    said: Line


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, and the lists under it."""

    said: Line
    inner: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; one that is `ordered` counts from `start`."""

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row holds the headings of its columns; every row has as many cells."""

    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Listing | Table
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section (which has a heading) or a clause (which has a text); `text` as `blocks` reads it, `code` its permanent name."""

    kind: Kind
    depth: int
    heading: str = ""
    text: str = ""
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A title and the parts under it, in the order they are read."""

    title: str
    parts: tuple[Part, ...] = ()
