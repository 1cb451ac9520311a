"""Structured texts: a title, sections and clauses that keep their codes, and in them paragraphs, lists, tables and notes."""

from rumo.science.document.blocks import canonical, parse, tidied, write
from rumo.science.document.model import (
    DEPTHS,
    Block,
    Blocks,
    Document,
    Item,
    Line,
    Listing,
    Note,
    Paragraph,
    Part,
    Span,
    Table,
)
from rumo.science.document.numbering import numbers

__all__ = [
    "DEPTHS",
    "Block",
    "Blocks",
    "Document",
    "Item",
    "Line",
    "Listing",
    "Note",
    "Paragraph",
    "Part",
    "Span",
    "Table",
    "canonical",
    "numbers",
    "parse",
    "tidied",
    "write",
]
