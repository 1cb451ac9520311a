"""How headings and what stands under them become the parts of a document, the same for every kind of file.

The rule. In a file of ours every part is marked: what follows belongs to it, up to the next mark. In any other file a heading is a section, its
level its depth (a fifth level and deeper count as the fourth); all that stands between two headings is one clause, a step deeper than its section;
and a paragraph that begins with a number of two steps or more ("1.2", written or made by the word processor) begins a clause of its own. Numbers
written by hand at the beginning of headings and paragraphs go: numbers are made from places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rumo.science.document.blocks import plain, write
from rumo.science.document.model import DEPTHS, HEADING, Block, Document, Kind, Paragraph, Part, Span
from rumo.science.document.tidy import clean, tidy

CODE = re.compile(r"c[1-9]\d{0,10}")
"""A clause's permanent name."""
_IN_HEADING = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:\.(?=[^\dºª])|(?<=\.\d)|(?<=\.\d\d))[ \u00a0]*(?=\S)")
_IN_TEXT = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?[ \u00a0]+(?=\S)")
_PLACES = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """What of a file could not be kept, or was read in a way its writer should know of, and where."""

    where: str
    message: str


class Remarks:
    """Remarks in the making: the same one at many places is one remark."""

    def __init__(self) -> None:
        """Begin with none."""
        self.found: dict[str, list[str]] = {}

    def add(self, message: str, where: str) -> None:
        """Remark something at a place."""
        self.found.setdefault(message, []).append(where)

    def all(self) -> tuple[Remark, ...]:
        """Return them in the order they were first met."""
        return tuple(
            Remark(_listed(list(dict.fromkeys(places))), message) for message, places in self.found.items()
        )


def _listed(places: list[str]) -> str:
    more = f" e mais {len(places) - _PLACES}" if len(places) > _PLACES else ""
    return ", ".join(places[:_PLACES]) + more


@dataclass(slots=True)
class _Open:
    """A part in the making; `own`: the file itself says what it is."""

    kind: Kind
    depth: int
    heading: str = ""
    code: str | None = None
    own: bool = False
    blocks: list[Block] = field(default_factory=list)


class Shaper:
    """Takes headings and blocks as they come, and gives the document."""

    def __init__(self, remarks: Remarks) -> None:
        """Begin with nothing read."""
        self.remarks = remarks
        self.title = ""
        self.parts: list[_Open] = []
        self.codes: set[str] = set()
        self.under = -1  # the depth of the section that what comes stands under

    def entitle(self, title: str, where: str) -> None:
        """Take the title; a second one is a section."""
        if not (title := clean(title)):
            return
        if not self.title:
            self.title = title
        else:
            self.head("section", 0, title, where)

    def head(
        self, kind: Kind, depth: int, heading: str, where: str, code: str = "", own: bool = False
    ) -> None:
        """Begin a part with a heading; one without words, or too long to be one, is not."""
        heading = clean(heading)
        if not own and (number := _IN_HEADING.match(heading)):
            heading = heading[number.end() :]
            self.remarks.add("o número escrito à mão no título saiu: a numeração faz-se sozinha", where)
        if len(heading) > HEADING:
            self.remarks.add(f"título com mais de {HEADING} caracteres: ficou como texto", where)
            self.put(Paragraph((Span(heading),)), where)
            return
        if depth >= DEPTHS:
            self.remarks.add(f"título abaixo do nível {DEPTHS}: ficou no nível {DEPTHS}", where)
        if heading:
            self._begin(_Open(kind, min(depth, DEPTHS - 1), heading, self._code(code, where), own))

    def open(self, depth: int, where: str, code: str = "", own: bool = True) -> None:
        """Begin a clause that has no heading."""
        self._begin(_Open("clause", min(depth, DEPTHS - 1), "", self._code(code, where), own))

    def recognise(self, code: str, where: str) -> None:
        """Begin the clause of a code whose paragraph lost its style, a step deeper than its section; a code met before begins none."""
        if code not in self.codes:
            self.remarks.add("parte sem o seu estilo: reconheceu-se pelo código", where)
            self.open(self.under + 1, where, code)

    def put(self, block: Block, where: str, numbered: bool = False) -> None:
        """Take a block; `numbered`: the word processor gives it a number of two steps or more."""
        last = self.parts[-1] if self.parts else None
        own = last is not None and last.own
        if not own and isinstance(block, Paragraph):
            bare = _bare(block)
            if bare is not None:
                self.remarks.add("o número escrito à mão saiu: a numeração faz-se sozinha", where)
            block, numbered = bare or block, numbered or bare is not None
        if last is None or (not own and (last.kind == "section" or numbered)):
            self.open(self.under + 1, where, own=False)
        self.parts[-1].blocks.append(block)

    def _begin(self, part: _Open) -> None:
        self.parts.append(part)
        if part.kind == "section":
            self.under = part.depth

    def _code(self, code: str, where: str) -> str | None:
        """A code that is there twice stays with the first: what was copied is new."""
        if not CODE.fullmatch(code):
            return None
        if code in self.codes:
            self.remarks.add(f"o código {code} já estava noutra parte: esta fica como nova", where)
            return None
        self.codes.add(code)
        return code

    def document(self) -> Document:
        """Return what was read; a clause without a text is a section where it has a heading, and nothing where it has not."""
        found = []
        for one in self.parts:
            text = write(tidy(one.blocks))
            if one.kind == "clause" and not text:
                if not one.heading:
                    continue
                one = replace(one, kind="section")
                self.remarks.add("orientação sem texto: ficou como secção", f"«{one.heading}»")
            found.append(Part(one.kind, one.depth, one.heading, text, one.code))
        return Document(self.title, tuple(found))


def _bare(block: Paragraph) -> Paragraph | None:
    """The paragraph without the number it begins with, or nothing where it does not."""
    first = block.said[0] if block.said else None
    number = _IN_TEXT.match(plain(block.said)) if isinstance(first, Span) else None
    if number is None or not isinstance(first, Span):
        return None
    rest, said = number.end(), list(block.said)
    while said and rest:
        one = said.pop(0)
        if isinstance(one, Span):
            if len(one.text) > rest:
                said.insert(0, replace(one, text=one.text[rest:]))
            rest = max(rest - len(one.text), 0)
        else:
            said.insert(0, one)
            return None
    return Paragraph(tuple(said))
