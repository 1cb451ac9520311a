"""What the styles of an ODT say: what a paragraph is, which words are bold or italic, and what a list counts by."""

from __future__ import annotations

import re

from lxml import etree

from rumo.doors.files.guiding.odf import named, tag
from rumo.doors.files.guiding.styling import CLAUSE, PLAIN, Styled, styled

_CHAIN = 12  # styles based on styles; one that goes round in a circle ends there
_BOLD = re.compile(r"bold|[6-9]00")


class Styles:
    """The styles of a document: those of its own and those of the text."""

    def __init__(self, *roots: etree._Element) -> None:
        """Read the styles of both files."""
        self.found: dict[tuple[str, str], etree._Element] = {}
        self.lists: dict[str, dict[int, etree._Element]] = {}
        for root in roots:
            for style in root.iter(tag("style:style")):
                self.found[style.get(tag("style:family")) or "", style.get(tag("style:name")) or ""] = style
            for one in root.iter(tag("text:list-style")):
                levels = {_whole(level.get(tag("text:level")), 1): level for level in one}
                self.lists[one.get(tag("style:name")) or ""] = levels
        self.ours = any(
            self._named(style, key).lower() == f"{CLAUSE} 1".lower() for (_, key), style in self.found.items()
        )

    @staticmethod
    def _named(style: etree._Element | None, key: str) -> str:
        return (None if style is None else style.get(tag("style:display-name"))) or named(key)

    def chain(self, family: str, key: str) -> list[str]:
        """Return a style and those it is based on."""
        keys: list[str] = []
        while (family, key) in self.found and key not in keys and len(keys) < _CHAIN:
            keys.append(key)
            key = self.found[family, key].get(tag("style:parent-style-name")) or ""
        return [*keys, key] if key and key not in keys else keys

    def of(self, paragraph: etree._Element) -> Styled:
        """Return what a paragraph is: by the names of its styles, or by its level in the outline."""
        key = paragraph.get(tag("text:style-name")) or ""
        for one in self.chain("paragraph", key):
            found = styled(self._named(self.found.get(("paragraph", one)), one))
            if found != PLAIN:
                return found
        if paragraph.tag == tag("text:h"):
            return Styled("section", max(_whole(paragraph.get(tag("text:outline-level")), 1) - 1, 0))
        return PLAIN

    def manner(self, key: str, bold: bool, italic: bool) -> tuple[bool, bool]:
        """Return whether words of a style are bold and italic, within words that are or are not."""
        for one in reversed(self.chain("text", key)):
            style = self.found.get(("text", one))
            told = None if style is None else style.find(tag("style:text-properties"))
            if told is not None:
                weight, slant = told.get(tag("fo:font-weight")), told.get(tag("fo:font-style"))
                bold = bold if weight is None else _BOLD.fullmatch(weight) is not None
                italic = italic if slant is None else slant in ("italic", "oblique")
        return bold, italic

    def level(self, key: str, level: int) -> etree._Element | None:
        """Return how a list counts at a level, from 0."""
        return self.lists.get(key, {}).get(level + 1)

    def listed(self, paragraph: etree._Element) -> str:
        """Return the list style that a paragraph's own style names."""
        for one in self.chain("paragraph", paragraph.get(tag("text:style-name")) or ""):
            style = self.found.get(("paragraph", one))
            if style is not None and (name := style.get(tag("style:list-style-name"))):
                return str(name)
        return ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default
