"""The text of a part, a small part of Markdown, as blocks, and blocks as text: paragraphs, lists, tables, notes; nothing else is read as anything.

Lines of one paragraph are joined by spaces, a backslash at a line's end keeps the break. Lists are nested by two spaces; a number that does not
follow begins a new list after an empty line only. A table's first row is its heads. Notes are defined (`[^1]: …`) anywhere and written at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from rumo.science.document import inline
from rumo.science.document.listing import Told, nested
from rumo.science.document.model import Block, Blocks, Document, Line, Listing, Note, Paragraph, Span, Table
from rumo.science.document.tidy import clean, tidy

_ITEM = re.compile(r"(?P<in> *)(?:[-*+]|(?P<number>\d{1,9})[.)])(?: +(?P<said>.*))?")
_NOTE = re.compile(r" {0,3}\[\^(?P<key>[^\]\s]{1,40})\]: ?(?P<said>.*)")
_RULE = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
_CELL = re.compile(r"((?:\\.|[^|\\]|\\$)*)(?:\||$)")
_GUARDED = re.compile(r"(?:[-+](?: |$)|-{2,}|={2,}|~{3,}|`{3,}|#|>|\||\{)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?= |$)")
_CALLED = re.compile(r"(\[\^[^\]\s]{1,40}\]):")


@dataclass(slots=True)
class _Raw:
    """Blocks with their lines still as they were written."""

    lists: list[tuple[int, re.Match[str], bool, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    said: str = ""


def parse(text: str) -> Blocks:
    """Return the blocks of a text in their one form; any text has some, what is not understood is a paragraph."""
    raws, defined = _raw(text.replace("\r\n", "\n").replace("\t", "    ").split("\n"))
    notes: dict[str, Line] = {}
    loose: list[str] = []
    for key, said in defined:
        if key in notes:
            loose.append(said)
        else:
            notes[key] = tuple(inline.read(said))
    called: set[str] = set()

    def note(key: str) -> Line | None:
        called.update({key} & notes.keys())
        return notes.get(key)

    found = [block for raw in raws for block in _block(raw, note)]
    left = [line for key, line in notes.items() if key not in called]
    left += [tuple(inline.read(said)) for said in loose]
    return tidy([*found, *map(Paragraph, left)])


def _block(raw: _Raw, note: inline.Notes) -> list[Block]:
    if raw.rows:
        return [Table(tuple(tuple(tuple(inline.read(cell, note)) for cell in row) for row in raw.rows))]
    if raw.lists:
        told = [
            Told(level, bool(item["number"]), int(item["number"] or 1), tuple(inline.read(said, note)), lazy)
            for level, item, lazy, said in raw.lists
        ]
        return list(nested(told))
    return [Paragraph(tuple(inline.read(raw.said, note)))]


def _raw(lines: list[str]) -> tuple[list[_Raw], list[tuple[str, str]]]:
    found: list[_Raw] = []
    defined: list[tuple[str, str]] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip(" ")
        if not line:
            at += 1
        elif note := _NOTE.fullmatch(lines[at]):
            said, at = _run(lines, at + 1, [note["said"]])
            defined.append((note["key"], said))
        elif line.startswith("|"):
            at = _table(lines, at, found)
        elif _ITEM.fullmatch(lines[at].rstrip(" ")):
            at = _list(lines, at, found)
        else:
            said, at = _run(lines, at + 1, [line])
            found.append(_Raw(said=said))
    return found, defined


def _opens(line: str) -> bool:
    """Whether a line begins something of its own in the middle of a paragraph: a list numbered from elsewhere than 1 does not."""
    item = _ITEM.fullmatch(line.rstrip(" "))
    bullet = item is not None and item["number"] in (None, "1")
    return bullet or line.lstrip(" ").startswith("|") or _NOTE.fullmatch(line) is not None


def _run(lines: list[str], at: int, said: list[str]) -> tuple[str, int]:
    """Return a paragraph from its first line on, and where it ends."""
    while at < len(lines) and lines[at].strip(" ") and not _opens(lines[at]):
        said.append(lines[at].strip(" "))
        at += 1
    return _together(said), at


def _together(said: list[str]) -> str:
    pieces: list[str] = []
    for one in said[:-1]:
        broken = (len(one) - len(one.rstrip("\\"))) % 2
        pieces.append(one[:-1] + "\n" if broken else one + " ")
    return "".join([*pieces, *said[-1:]])


def _table(lines: list[str], at: int, found: list[_Raw]) -> int:
    rows: list[list[str]] = []
    start = at
    while at < len(lines) and (line := lines[at].strip(" ")).startswith("|"):
        if at != start + 1 or not _RULE.fullmatch(line):
            cells = [cell.group(1).strip(" ") for cell in _CELL.finditer(line, 1)]
            rows.append(
                cells[:-1] if len(cells) > 1 else cells
            )  # the last is what follows the closing bar, or nothing
        at += 1
    found.append(_Raw(rows=rows))
    return at


def _list(lines: list[str], at: int, found: list[_Raw]) -> int:
    raw = _Raw()
    gap = False
    while at < len(lines):
        line = lines[at].rstrip(" ")
        if not line:
            gap, at = True, at + 1
        elif item := _ITEM.fullmatch(line):
            said, at = _item(lines, at + 1, item["said"] or "")
            raw.lists.append((len(item["in"]) // 2, item, not gap, said))
            gap = False
        else:
            break
    found.append(raw)
    return at


def _item(lines: list[str], at: int, said: str) -> tuple[str, int]:
    run = [said]
    while at < len(lines) and lines[at].strip(" "):
        if _opens(lines[at]) or _ITEM.fullmatch(lines[at].rstrip(" ")):
            break
        run.append(lines[at].strip(" "))
        at += 1
    return _together(run), at


def write(blocks: Blocks) -> str:
    """Return the one text of blocks in their one form: `parse` gives the same blocks again."""
    notes: list[Note] = []

    def call(note: Note) -> str:
        notes.append(note)
        return f"[^{len(notes)}]"

    pieces = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines = inline.write(block.said, call).split("\n")
            pieces.append("\\\n".join(map(_guarded, lines)))
        elif isinstance(block, Table):
            rows = [[_cell(inline.write(cell, call, "|")) for cell in row] for row in block.rows]
            rows.insert(1, ["---"] * len(rows[0]))
            pieces.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
        else:
            pieces.append("\n".join(_items(block, 0, call)))
    ends = [f"[^{at}]: {_guarded(inline.write(note.said, call))}" for at, note in enumerate(notes, 1)]
    return "\n\n".join([*pieces, *(["\n".join(ends)] if ends else [])])


def _items(listing: Listing, level: int, call: Callable[[Note], str]) -> list[str]:
    lines: list[str] = []
    for at, item in enumerate(listing.items, listing.start):
        mark = f"{'  ' * level}{at}." if listing.ordered else f"{'  ' * level}-"
        said = _guarded(inline.write(item.said, call))
        lines.append(f"{mark} {said}" if said else mark)
        for place, inner in enumerate(item.inner):
            if place and inner.ordered and item.inner[place - 1].ordered:
                lines.append("")  # its number does not follow: a list of its own
            lines += _items(inner, level + 1, call)
    return lines


def _guarded(line: str) -> str:
    """Return a line that no reader takes for the beginning of anything else."""
    line = _CALLED.sub(r"\1\\:", line, count=1) if line.startswith("[^") else line
    line = _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line
    return f"\\{line}" if _GUARDED.match(line) else line


def _cell(said: str) -> str:
    return f"\\{said}" if re.fullmatch(r":?-+:?", said) else said


def canonical(text: str) -> str:
    """Return the one form of a text."""
    return write(parse(text))


def tidied(document: Document) -> Document:
    """Return a document with every title, heading and text in its one form, as files are written from it."""
    parts = tuple(
        replace(part, heading=clean(part.heading), text=canonical(part.text)) for part in document.parts
    )
    return Document(clean(document.title), parts)


def plain(line: Line) -> str:
    """Return the bare words of a line, without manners and notes."""
    return "".join(one.text for one in line if isinstance(one, Span))
