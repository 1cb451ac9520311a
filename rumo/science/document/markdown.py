"""A whole document as Markdown and back: `#` its title, `##` to `#####` headings, a mark in braces for what a part is and its code.

`## Habitação {.section #c1}` is a section, `### Casas {.clause #c2}` a clause with a heading, and a line `{.clause #c3 depth=1}` begins one without. A
heading without a mark is read by the rule of `shaping`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rumo.science.document import inline
from rumo.science.document.blocks import parse, plain
from rumo.science.document.model import Document, Kind, Span
from rumo.science.document.shaping import Remarks, Shaper

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?: +(?P<said>.*))?")
_MARK = re.compile(
    r"(?<!\\)\{\.(?P<kind>section|clause)(?: #(?P<code>c\d{1,11}))?(?: depth=(?P<depth>[0-3]))?\} *\Z"
)
_UNDERLINED = re.compile(r" {0,3}(?:={2,}|-{2,}) *")
_DEFINED = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:")
_CALLED = re.compile(r"(?<!\\)(?:\\\\)*\[\^([^\]\s]{1,40})\]")
_PICTURE = re.compile(r"(?<!\\)!\[([^\[\]]{0,300})\]\([^()]{0,2000}\)")


def write_document(document: Document) -> str:
    """Return a document as Markdown; `read_document` gives the same again."""
    pieces = [f"# {_heading(document.title)}"] if document.title else []
    for part in document.parts:
        code = f" #{part.code}" if part.code else ""
        if part.heading:
            level = "#" * (part.depth + 2)
            pieces.append(f"{level} {_heading(part.heading)} {{.{part.kind}{code}}}")
        else:
            pieces.append(f"{{.{part.kind}{code} depth={part.depth}}}")
        pieces += [part.text] if part.text else []
    return "\n\n".join(pieces) + "\n"


def _heading(said: str) -> str:
    return inline.write((Span(said),), lambda note: "", also="{#")


def read_document(text: str, remarks: Remarks) -> Document:
    """Return the document of a Markdown text; what was not kept is added to the remarks. Any text gives one."""
    shaper = Shaper(remarks)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    chunks = list(_chunks(_plain_lines(lines, remarks)))
    notes = {key: line for _, _, body in chunks for key, line in _definitions(body)}
    first = True
    for number, heading, body in chunks:
        where = f"linha {number}"
        if heading:
            _begin(shaper, heading, where, first)
            first = False
        for block in parse(_with_notes(body, notes)):
            shaper.put(block, where)
    return shaper.document()


def _begin(shaper: Shaper, heading: str, where: str, first: bool) -> None:
    """Begin what a heading or a mark alone begins; the first heading of the first level is the title."""
    found = _HEADING.fullmatch(heading)
    said = re.sub(r"(?<!\\)(?:^| )#+ *$", "", (found["said"] or "")) if found else heading
    mark = _MARK.search(said)
    said = said[: mark.start()].rstrip(" ") if mark else said
    kind: Kind = "clause" if mark and mark["kind"] == "clause" else "section"
    code = (mark["code"] or "") if mark else ""
    if found is None:
        shaper.open(int((mark and mark["depth"]) or 0), where, code)
        return
    level = len(found["level"])
    words = plain(tuple(one for one in inline.read(said)))
    if level == 1 and not mark and first:
        shaper.entitle(words, where)
    else:
        shaper.head(kind, max(level - 2, 0), words, where, code, own=mark is not None)


def _chunks(lines: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Each heading (or mark alone) with its line and the lines under it; what stands before the first has none."""
    number, heading, body = 1, "", list[str]()
    for at, line in enumerate(lines, 1):
        alone = _MARK.match(line)
        if _HEADING.fullmatch(line) or (alone and alone["kind"] == "clause"):
            yield number, heading, body
            number, heading, body = at, line, []
        else:
            body.append(line)
    yield number, heading, body


def _plain_lines(lines: list[str], remarks: Remarks) -> list[str]:
    """Lines with underlined headings as the others are; pictures, fences of code and signs of quotes go, and are remarked."""
    found: list[str] = []
    fenced = False
    for at, line in enumerate(lines, 1):
        where = f"linha {at}"
        if line.lstrip(" ").startswith(("```", "~~~")):
            fenced = not fenced
            found.append("")
            remarks.add("bloco de código: ficou como texto", where)
        elif fenced:
            found += [re.sub(r"([#\\*\[{|>+-])", r"\\\1", line.strip(" ")), ""]
        elif _UNDERLINED.fullmatch(line) and found and _worded(found[-1]):
            found[-1] = ("# " if "=" in line else "## ") + found[-1].strip(" ")
            found.append("")
        else:
            found.append(_kept(line, where, remarks))
    return found


def _worded(line: str) -> bool:
    return bool(line.strip(" ")) and line.lstrip(" ")[0] not in "#|>-+*{[" and not line.endswith("\\")


def _kept(line: str, where: str, remarks: Remarks) -> str:
    if re.match(r" {0,3}>", line):
        remarks.add("citação: ficou como texto", where)
        line = re.sub(r"^(?: {0,3}> ?)+", "", line)
    if _PICTURE.search(line):
        remarks.add("imagem: ficou só a sua descrição", where)
        line = _PICTURE.sub(r"\1", line)
    return line


def _definitions(body: list[str]) -> Iterator[tuple[str, str]]:
    for line in body:
        if note := _DEFINED.match(line):
            yield note[1], line


def _with_notes(body: list[str], notes: dict[str, str]) -> str:
    """The text of a part with the notes it calls, wherever they are defined; those of others, defined here, left out."""
    own = dict(_definitions(body))
    called = set(_CALLED.findall("\n".join(_DEFINED.sub("", line) for line in body)))
    lines = [
        line
        for line in body
        if not (note := _DEFINED.match(line)) or note[1] in called or note[1] not in notes
    ]
    missing = [notes[key] for key in sorted(called) if key in notes and key not in own]
    return "\n".join([*lines, *([""] if missing else []), *missing])
